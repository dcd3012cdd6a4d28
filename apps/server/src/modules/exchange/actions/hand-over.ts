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
import { receiveMessage } from './receive-message.js';

/** Gives one signed message to its destination and says how it ended; throws for nothing that can happen on the way. */
export type HandOver = (destination: Destination, signed: SignedEnvelope) => Promise<HandOverResult>;

/** Hands over as the configuration says: into this house, or to another node over HTTP. */
export function handOverOf(setting: ExchangeSetting): HandOver {
  return async (destination, signed) =>
    destination.address === null
      ? handOverInside(setting, destination, signed)
      : handOverTo(destination.address, destination, signed);
}

/** The same written form, the same checks and the same receipt as between machines; only the wire is missing. */
async function handOverInside(
  setting: ExchangeSetting,
  destination: Destination,
  signed: SignedEnvelope,
): Promise<HandOverResult> {
  try {
    const acknowledgement = await receiveMessage(setting, JSON.parse(JSON.stringify(signed)));
    return resultOfReceipt(destination, signed, acknowledgement);
  } catch (error) {
    const { code } = toDomainError(error, 'exchange');
    if (code === 'unexpected')
      setting.kernel.log.error({ err: error, message: signed.envelope.id }, 'receiving failed');
    return resultOfStatus(errorDefinition(code).status, code);
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
