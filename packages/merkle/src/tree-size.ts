import { MerkleError } from './problem.js';

/**
 * The largest tree this package computes with. Every number derived from it is exact in a JavaScript number, and a log
 * that grows by a million entries a second takes eight years to reach it.
 */
export const MAXIMUM_TREE_SIZE = 2 ** 48;

/** Throws a {@link MerkleError} unless the size is a whole number from 0 to {@link MAXIMUM_TREE_SIZE}. */
export function requireTreeSize(size: number): void {
  if (!Number.isInteger(size) || size < 0 || size > MAXIMUM_TREE_SIZE) {
    throw new MerkleError({ code: 'tree-size-out-of-range', stated: String(size), maximum: MAXIMUM_TREE_SIZE });
  }
}

/** Throws a {@link MerkleError} unless an entry of this index stands in a tree of this size. */
export function requireIndex(index: number, size: number): void {
  requireTreeSize(size);
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new MerkleError({ code: 'index-out-of-range', index, size });
  }
}

/** The sizes of the complete subtrees a tree consists of, from left to right: the binary digits of its size. */
export function completeSubtreeSizes(size: number): number[] {
  const sizes: number[] = [];
  let rest = size;
  while (rest > 0) {
    const largest = largestPowerOfTwoUpTo(rest);
    sizes.push(largest);
    rest -= largest;
  }
  return sizes;
}

/** The largest power of two that is not above the number, which is at least 1. Exact above 2^32, where `>>` is not. */
export function largestPowerOfTwoUpTo(number: number): number {
  let power = 1;
  while (power * 2 <= number) power *= 2;
  return power;
}
