import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTreeRoot, hashAt, joinHashes, sha256 } from './hash.js';
import { compareBytes, findInSortedTree, rootBySortedPath, sortedTree } from './sorted-tree.js';

const hashOf = (text: string): Uint8Array => sha256(new TextEncoder().encode(text));
const tokensOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => hashOf(`token ${at}`)).sort(compareBytes);
const treeOf = (tokens: readonly Uint8Array[]) =>
  sortedTree(joinHashes(tokens), joinHashes(tokens.map((token) => sha256(token))));

describe('A sorted tree', () => {
  it('shows every leaf at its place, and no other leaf for its token', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (count, one, another) => {
        const tokens = tokensOf(count);
        const tree = treeOf(tokens);
        const token = hashAt(tree.tokens, one % count);
        const found = findInSortedTree(tree, token);
        expect(found?.index).toBe(one % count);
        const path = found?.path ?? [];
        expect(rootBySortedPath(token, { token, state: sha256(token) }, path)).toEqual(tree.root);
        const other = hashAt(tree.tokens, another % count);
        const otherPath = findInSortedTree(tree, other)?.path ?? [];
        if (other === token || another % count === one % count) return;
        expect(rootBySortedPath(token, { token: other, state: sha256(other) }, otherPath)).not.toEqual(tree.root);
      }),
      { numRuns: 60 },
    );
  });

  it('proves of every token that is not in it that it is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.string(), (count, text) => {
        const tree = treeOf(tokensOf(count));
        const stranger = hashOf(`stranger ${text}`);
        const found = findInSortedTree(tree, stranger);
        const token = hashAt(tree.tokens, found?.index ?? 0);
        expect(rootBySortedPath(stranger, { token, state: sha256(token) }, found?.path ?? [])).toEqual(tree.root);
      }),
      { numRuns: 60 },
    );
  });

  it('does not let a leaf be denied that stands in it', () => {
    const tree = treeOf(tokensOf(33));
    for (let at = 0; at < tree.size; at += 1) {
      const token = hashAt(tree.tokens, at);
      for (let beside = 0; beside < tree.size; beside += 1) {
        if (beside === at) continue;
        const other = hashAt(tree.tokens, beside);
        const { path = [] } = findInSortedTree(tree, other) ?? {};
        expect(rootBySortedPath(token, { token: other, state: sha256(other) }, path)).not.toEqual(tree.root);
      }
    }
  });

  it('holds a token once, in order, or is not made', () => {
    const [first, second] = tokensOf(2) as [Uint8Array, Uint8Array];
    const make = (...tokens: Uint8Array[]) => sortedTree(joinHashes(tokens), joinHashes(tokens));
    expect(() => make(first, first)).toThrow(RangeError);
    expect(() => make(second, first)).toThrow(RangeError);
    expect(make().root).toEqual(emptyTreeRoot());
    expect(findInSortedTree(make(), first)).toBeUndefined();
  });
});
