import { type VerifierKey, verifierKey } from './note-key.js';

const later = /\/log-(\d+)$/;

/** Number of a log in the chain of its node, by its origin: a node's first log has no number in it, each later one has. */
export function numberInChain(origin: string): number {
  return Number(later.exec(origin)?.[1] ?? 1);
}

/** Origin of another log in the same chain. */
export function originInChain(origin: string, log: number): string {
  const first = origin.replace(later, '');
  return log === 1 ? first : `${first}/log-${log}`;
}

/**
 * The key with which another log of the same chain is signed: the same public key under that log's name. For an origin of
 * another node the key is left as it is, and does not fit.
 */
export function keyInChain(key: VerifierKey, origin: string): VerifierKey {
  if (originInChain(origin, 1) !== originInChain(key.name, 1)) return key;
  return verifierKey(origin, key.publicKey, key.type);
}
