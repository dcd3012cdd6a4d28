import { createHmac, randomBytes } from 'node:crypto';
import type { Node } from '@gatehouse/server';
import { type Figure, figureOf, interleave, timed } from './figure.js';
import { inventedNumber } from './invented.js';
import type { Size } from './sizes.js';

/** T13: keyed tokens of document numbers from a node's key ring, against bare HMAC-SHA-256 of node:crypto, on one thread. */
export async function measureIdentityTokens(node: Node, size: Size): Promise<Figure> {
  const inputs = Array.from({ length: size.tokensPerRound }, (_, at) => `resident_id:${inventedNumber(at)}`);
  const key = randomBytes(32);
  const perSecond = (work: (input: string) => unknown) => async (): Promise<number> =>
    (inputs.length / (await timed(() => inputs.forEach((input) => void work(input))))) * 1000;
  const { tokens, hmac } = await interleave(size.rounds, {
    tokens: perSecond((input) => node.kernel.keys.token('bench.document', input)),
    hmac: perSecond((input) => createHmac('sha256', key).update(input).digest()),
  });
  return figureOf('tokens/s per thread', tokens, 'node:crypto HMAC-SHA-256', hmac);
}
