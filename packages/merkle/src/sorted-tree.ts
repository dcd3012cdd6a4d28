import { emptyTreeRoot, HASH_LENGTH, hashAt, type HashFunction, sha256 } from './hash.js';

/** What stands in a sorted tree: under which token, and what is said of it. Both have 32 bytes. */
export interface SortedLeaf {
  readonly token: Uint8Array;
  readonly state: Uint8Array;
}

/** A step from a leaf towards the root: the smallest token right of the fork, and the root of the other side. */
export interface PathStep {
  readonly separator: Uint8Array;
  readonly sibling: Uint8Array;
}

/** A tree over leaves in the order of their tokens, with all its levels, the leaves' first. */
export interface SortedTree {
  readonly size: number;
  readonly root: Uint8Array;
  readonly tokens: Uint8Array;
  readonly states: Uint8Array;
  readonly levels: readonly Uint8Array[];
}

/**
 * A tree in which a token has one place only. Every fork commits to the smallest token right of it: whoever walks down with a
 * token is told at each fork where to go, and a leaf anywhere else can be proven to nobody. So a leaf under another token at the
 * end of the walk proves that this one is not there. An odd node at the end of a level is its own parent.
 *
 * @param tokens tokens of 32 bytes, concatenated, strictly ascending
 * @param states what is said of each, concatenated in the same order
 * @throws RangeError when a token is not greater than the one before it
 */
export function sortedTree(tokens: Uint8Array, states: Uint8Array, hash: HashFunction = sha256): SortedTree {
  const size = tokens.length / HASH_LENGTH;
  if (tokens.length !== states.length) throw new RangeError('There are not as many states as tokens');
  let level = new Uint8Array(tokens.length);
  for (let at = 0; at < size; at += 1) {
    const token = hashAt(tokens, at);
    if (at > 0 && compareBytes(hashAt(tokens, at - 1), token) >= 0)
      throw new RangeError(`Token ${at} is not greater than the one before it`);
    level.set(leafRoot({ token, state: hashAt(states, at) }, hash), at * HASH_LENGTH);
  }
  const levels = [level];
  for (let width = 1; width < size; width *= 2) {
    level = levelAbove(level, tokens, width, hash);
    levels.push(level);
  }
  return { size, root: size === 0 ? emptyTreeRoot(hash) : hashAt(level, 0), tokens, states, levels };
}

/** Where a token stands or would stand: the index of the leaf at the end of its walk, and the steps up from there. */
export function findInSortedTree(
  { size, tokens, levels }: SortedTree,
  token: Uint8Array,
): { readonly index: number; readonly path: readonly PathStep[] } | undefined {
  if (size === 0) return undefined;
  const index = Math.max(0, countUpTo(tokens, size, token) - 1);
  const path: PathStep[] = [];
  let at = index;
  for (const [height, level] of levels.slice(0, -1).entries()) {
    const other = at % 2 === 0 ? at + 1 : at - 1;
    const right = at - (at % 2) + 1;
    if (other < level.length / HASH_LENGTH)
      path.push({ separator: hashAt(tokens, right * 2 ** height), sibling: hashAt(level, other) });
    at = Math.floor(at / 2);
  }
  return { index, path };
}

/**
 * The root above a leaf at the end of the walk of a token, which is that of the tree if, and only if, the walk ends there.
 *
 * @param token who walks; where the leaf stands under another token, it is proven not to be in the tree
 */
export function rootBySortedPath(
  token: Uint8Array,
  leaf: SortedLeaf,
  path: readonly PathStep[],
  hash: HashFunction = sha256,
): Uint8Array {
  return path.reduce(
    (root, { separator, sibling }) =>
      compareBytes(token, separator) < 0
        ? forkRoot(separator, root, sibling, hash)
        : forkRoot(separator, sibling, root, hash),
    leafRoot(leaf, hash),
  );
}

function levelAbove(level: Uint8Array, tokens: Uint8Array, width: number, hash: HashFunction): Uint8Array<ArrayBuffer> {
  const nodes = level.length / HASH_LENGTH;
  const above = new Uint8Array(Math.ceil(nodes / 2) * HASH_LENGTH);
  for (let at = 0; at < nodes; at += 2) {
    const left = hashAt(level, at);
    const isAlone = at + 1 === nodes;
    const separator = isAlone ? left : hashAt(tokens, (at + 1) * width);
    above.set(isAlone ? left : forkRoot(separator, left, hashAt(level, at + 1), hash), (at / 2) * HASH_LENGTH);
  }
  return above;
}

function leafRoot({ token, state }: SortedLeaf, hash: HashFunction): Uint8Array {
  return hash(joined(0, token, state));
}

function forkRoot(separator: Uint8Array, left: Uint8Array, right: Uint8Array, hash: HashFunction): Uint8Array {
  return hash(joined(1, separator, left, right));
}

function joined(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.length * HASH_LENGTH);
  bytes[0] = prefix;
  parts.forEach((part, position) => bytes.set(part, 1 + position * HASH_LENGTH));
  return bytes;
}

/** How many of the tokens are not greater than this one. */
function countUpTo(tokens: Uint8Array, size: number, token: Uint8Array): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareBytes(hashAt(tokens, middle), token) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Order of two byte strings of one length: negative, 0 or positive. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (let at = 0; at < left.length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
