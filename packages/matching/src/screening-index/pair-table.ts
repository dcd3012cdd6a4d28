import { sharedWords } from './shared-memory.js';

/** Values by 32-bit hash, several to a hash, eleven bytes each: for few entries whose hash cannot be found again from the value. */
export interface PairTable {
  /** Hash and value, by turns; a value of 0 is an empty place. */
  pairs: Uint32Array;
  used: number;
}

const fullest = 0.75;
const smallest = 16;

/** An empty table with room for so many entries. */
export function createPairTable(expected: number): PairTable {
  return { pairs: sharedWords(Math.max(smallest, Math.ceil((expected + 1) / fullest)) * 2), used: 0 };
}

/** Adds a value, from 1 on. */
export function addPair(table: PairTable, hash: number, value: number): void {
  if ((table.used + 1) * 2 > table.pairs.length * fullest) grow(table);
  put(table.pairs, hash, value);
  table.used += 1;
}

/** Calls `visit` with each value of a hash until it returns `false`. */
export function visitPairs({ pairs }: PairTable, hash: number, visit: (value: number) => boolean): void {
  let at = firstPair(pairs, hash);
  for (let value = pairs[at + 1] ?? 0; value !== 0; value = pairs[at + 1] ?? 0) {
    if (pairs[at] === hash && !visit(value)) return;
    at = at + 2 === pairs.length ? 0 : at + 2;
  }
}

function grow(table: PairTable): void {
  const { pairs } = createPairTable(Math.ceil(table.used * 1.5));
  for (let at = 0; at < table.pairs.length; at += 2) {
    const value = table.pairs[at + 1] ?? 0;
    if (value !== 0) put(pairs, table.pairs[at] ?? 0, value);
  }
  table.pairs = pairs;
}

function put(pairs: Uint32Array, hash: number, value: number): void {
  let at = firstPair(pairs, hash);
  while (pairs[at + 1] !== 0) at = at + 2 === pairs.length ? 0 : at + 2;
  pairs[at] = hash;
  pairs[at + 1] = value;
}

function firstPair(pairs: Uint32Array, hash: number): number {
  return Math.floor((hash / 4_294_967_296) * (pairs.length / 2)) * 2;
}
