import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberedLeafHashes, recursiveRoot } from '../test/recursive-tree.js';
import referenceVectors from '../test/rfc6962-vectors.json' with { type: 'json' };
import {
  appendLeafHash,
  appendLeafHashes,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  frontierRoot,
  frontiersEqual,
} from './frontier.js';
import { hashLeaf } from './hash.js';
import { requireValue } from './problem.js';

describe('The frontier', () => {
  it('has the roots of the reference tree of RFC 6962', () => {
    let frontier = emptyFrontier();
    expect(bytesToHex(frontierRoot(frontier))).toBe(referenceVectors.emptyRoot);
    referenceVectors.entries.forEach((entry, index) => {
      frontier = appendLeafHash(frontier, hashLeaf(hexToBytes(entry)));
      expect(bytesToHex(frontierRoot(frontier))).toBe(referenceVectors.roots[index]);
    });
  });

  it('has the root of the recursive definition at every size', () => {
    const leafHashes = numberedLeafHashes(300);
    let frontier = emptyFrontier();
    leafHashes.forEach((leafHash, index) => {
      frontier = appendLeafHash(frontier, leafHash);
      expect(frontierRoot(frontier)).toEqual(recursiveRoot(leafHashes.slice(0, index + 1)));
    });
  });

  it('is the same whether entries come one by one or in batches, and outlives being written down', () => {
    const leafHashes = numberedLeafHashes(600);
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), (left, right) => {
        const [first, last] = [Math.min(left, right), Math.max(left, right)];
        const before = appendLeafHashes(emptyFrontier(), leafHashes.slice(0, first));
        const restored = requireValue(decodeFrontier(encodeFrontier(before)));
        const after = appendLeafHashes(restored, leafHashes.slice(first, last));
        expect(frontiersEqual(after, appendLeafHashes(emptyFrontier(), leafHashes.slice(0, last)))).toBe(true);
        expect(before.size).toBe(first);
      }),
    );
  });

  it.each([
    ['nothing', []],
    ['an unknown version', [2, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a hash too many', [1, 0, 0, 0, 0, 0, 0, 0, 0, ...new Uint8Array(32)]],
    ['a hash too few', [1, 0, 0, 0, 0, 0, 0, 0, 3, ...new Uint8Array(32)]],
    ['half a hash', [1, 0, 0, 0, 0, 0, 0, 0, 1, ...new Uint8Array(16)]],
  ])('refuses %s', (_, bytes) => {
    expect(decodeFrontier(Uint8Array.from(bytes))).toMatchObject({ problem: { code: 'frontier-malformed' } });
  });

  it('takes nothing that is no leaf hash', () => {
    expect(() => appendLeafHash(emptyFrontier(), new Uint8Array(31))).toThrow(RangeError);
  });

  it('refuses a size nobody can count to', () => {
    const hostile = Uint8Array.of(1, 0x10, 0, 0, 0, 0, 0, 0, 0);
    expect(decodeFrontier(hostile)).toMatchObject({
      problem: { code: 'tree-size-out-of-range', stated: String(2n ** 60n) },
    });
  });
});
