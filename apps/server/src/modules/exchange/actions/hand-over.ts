import {
  ExchangeAcknowledgement,
  errorDefinition,
  exchangeEndpoints,
  isErrorCode,
  type SignedEnvelope,
} from '@gatehouse/contract';
import { toDomainError } from '../../../kernel/errors.js';
import { deliveryRules, type HandOverResult, resultOfStatus } from '../rules/delivery.js';
import { acknowledgementBytes, isSignedBy } from '../rules/envelope.js';
import type { Destination, ExchangeSetting } from '../setting.js';
import { receiveMessages } from './receive-message.js';

/**
 * Gives signed messages of one channel to their destination, in their order, and says how each ended; throws for nothing that
 * can happen on the way. Where the node cannot be reached that is the last result: the next one would not reach it either.
 */
export type HandOver = (
  destination: Destination,
  signed: readonly SignedEnvelope[],
) => Promise<readonly HandOverResult[]>;

/** Hands over as the configuration says: into this house, or to another node over HTTP. */
export function handOverOf(setting: ExchangeSetting): HandOver {
  return async (destination, signed) => {
    const { address } = destination;
    if (address !== null) return oneByOne(signed, (one) => handOverTo(address, destination, one));
    const together = await handOverInside(setting, destination, signed);
    // One that is refused leaves the others: then each is an act of its own.
    if (signed.length === 1 || together.every(({ kind }) => kind === 'acknowledged')) return together;
    return oneByOne(signed, async (one) => (await handOverInside(setting, destination, [one]))[0]);
  };
}

async function oneByOne(
  signed: readonly SignedEnvelope[],
  handOverOne: (signed: SignedEnvelope) => Promise<HandOverResult | undefined>,
): Promise<readonly HandOverResult[]> {
  const results: HandOverResult[] = [];
  for (const one of signed) {
    const result = await handOverOne(one);
    if (result !== undefined) results.push(result);
    if (result === undefined || result.kind === 'unreachable') break;
  }
  return results;
}

/** The same written form, the same checks and the same receipts as between machines; only the wire is missing. */
async function handOverInside(
  setting: ExchangeSetting,
  destination: Destination,
  signed: readonly SignedEnvelope[],
): Promise<readonly HandOverResult[]> {
  try {
    const receipts = await receiveMessages(setting, JSON.parse(JSON.stringify(signed)));
    return signed.map((one, at) => resultOfReceipt(destination, one, receipts[at]));
  } catch (error) {
    const { code } = toDomainError(error, 'exchange');
    const messages = signed.map(({ envelope }) => envelope.id);
    if (code === 'unexpected') setting.kernel.log.error({ err: error, messages }, 'receiving failed');
    return [resultOfStatus(errorDefinition(code).status, code)];
  }
}

async function handOverTo(address: string, destination: Destination, signed: SignedEnvelope): Promise<HandOverResult> {
  try {
    const response = await fetch(new URL(exchangeEndpoints.receive.path, address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signed),
      // A redirect could lead a body with personal data anywhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(deliveryRules.callTimeout * 1000),
    });
    if (response.status === 200) return resultOfReceipt(destination, signed, await response.json());
    return resultOfStatus(response.status, await problemCode(response));
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'unreachable', problem: timedOut ? 'timeout' : 'unreachable' };
  }
}

/** An answer counts as acknowledgement only when the destination signed it for this very envelope. */
function resultOfReceipt(
  { node, publicKey }: Destination,
  { envelope }: SignedEnvelope,
  answer: unknown,
): HandOverResult {
  const receipt = ExchangeAcknowledgement.safeParse(answer);
  const valid = receipt.success && isSignedBy(publicKey, acknowledgementBytes(node, envelope), receipt.data.signature);
  return valid ? { kind: 'acknowledged' } : { kind: 'unreachable', problem: 'receipt-invalid' };
}

/** The code of a problem answer, where it is one of ours; another's words are not kept. */
async function problemCode(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
  return isErrorCode(code) ? code : `status-${response.status}`;
}
