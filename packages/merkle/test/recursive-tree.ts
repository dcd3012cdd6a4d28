import { emptyTreeRoot, hashLeaf, hashNode } from '../src/hash.js';

/** MTH of RFC 6962 section 2.1, written down as the text defines it: the yardstick of the tests. */
export function recursiveRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  const [only] = leafHashes;
  if (only === undefined) return emptyTreeRoot();
  if (leafHashes.length === 1) return only;
  const middle = 2 ** Math.ceil(Math.log2(leafHashes.length) - 1);
  return hashNode(recursiveRoot(leafHashes.slice(0, middle)), recursiveRoot(leafHashes.slice(middle)));
}

/** The entry with this number in the logs of the tests; its length varies with the number. */
export function numberedEntry(number: number): Uint8Array {
  return Uint8Array.from({ length: number % 7 }, (_, position) => (number >> (8 * (position % 4))) & 0xff);
}

/** The hashes of the first entries of the logs of the tests. */
export function numberedLeafHashes(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, number) => hashLeaf(numberedEntry(number)));
}
