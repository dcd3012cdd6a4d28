import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { growMemoryLog, type MemoryLog } from '../test/memory-log.js';
import { numberedLeafHashes, recursiveRoot } from '../test/recursive-tree.js';
import vectors from '../test/rfc6962-vectors.json' with { type: 'json' };
import { appendLeafHashes, emptyFrontier, frontierRoot } from './frontier.js';
import { hashLeaf, joinHashes, sha256 } from './hash.js';
import { proveConsistency, proveInclusion, readFrontier } from './proof.js';
import { type ReadTile, tileReader } from './read-tile.js';
import { FULL_TILE_WIDTH } from './tile-path.js';
import { planTiles } from './tiles.js';
import { MAXIMUM_TREE_SIZE } from './tree-size.js';
import { verifyConsistency, verifyInclusion } from './verify-proof.js';

const LOG_SIZE = 70_000;
const leafHashes = numberedLeafHashes(LOG_SIZE);
const smallRoots = Array.from({ length: 301 }, (_, size) => recursiveRoot(leafHashes.slice(0, size)));
let log: MemoryLog;
let readTile: ReadTile;

beforeAll(async () => {
  log = await growMemoryLog([LOG_SIZE]);
  readTile = tileReader(log.readFile);
});

/** Tiles of a tree below 256 entries: one, cut from the leaf hashes. */
function leavesAsTile(leaves: readonly Uint8Array[]): ReadTile {
  return async (_level, _index, width) => joinHashes(leaves.slice(0, width));
}

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, position) => (position === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte));
}

describe('Proofs of the reference tree', () => {
  const leaves = vectors.entries.map((entry) => hashLeaf(hexToBytes(entry)));
  const headOf = (size: number) => ({ size, rootHash: hexToBytes(vectors.roots[size - 1] ?? '') });

  it.each(vectors.inclusion)('inclusion of $index in $size', async ({ index, size, proof }) => {
    const proved = await proveInclusion(index, size, leavesAsTile(leaves));
    expect(proved.map(bytesToHex)).toEqual(proof);
    expect(verifyInclusion(leaves[index] ?? new Uint8Array(), index, proved, headOf(size)).ok).toBe(true);
  });

  it.each(vectors.consistency)('consistency of $earlierSize with $size', async ({ earlierSize, size, proof }) => {
    const proved = await proveConsistency(earlierSize, size, leavesAsTile(leaves));
    expect(proved.map(bytesToHex)).toEqual(proof);
    expect(verifyConsistency(headOf(earlierSize), headOf(size), proved).ok).toBe(true);
  });
});

describe('An inclusion proof', () => {
  it('verifies for every entry of every tree up to 70 entries, and for no other index', async () => {
    for (let size = 1; size <= 70; size += 1) {
      const head = { size, rootHash: smallRoots[size] ?? new Uint8Array() };
      for (let index = 0; index < size; index += 1) {
        const leafHash = leafHashes[index] ?? new Uint8Array();
        const proof = await proveInclusion(index, size, leavesAsTile(leafHashes));
        expect(verifyInclusion(leafHash, index, proof, head).ok).toBe(true);
        const other = (index + 1) % size;
        if (other !== index) expect(verifyInclusion(leafHash, other, proof, head).ok).toBe(false);
      }
    }
  });

  it('verifies from tiles of several levels', async () => {
    const head = { size: LOG_SIZE, rootHash: frontierRoot(log.frontier) };
    await fc.assert(
      fc.asyncProperty(fc.nat(LOG_SIZE - 1), async (index) => {
        const proof = await proveInclusion(index, LOG_SIZE, readTile);
        expect(verifyInclusion(leafHashes[index] ?? new Uint8Array(), index, proof, head)).toMatchObject({ ok: true });
      }),
      { numRuns: 50 },
    );
  });

  it('is the same when subtree roots are kept from proof to proof, and then reads less', async () => {
    const cache = new Map<string, Uint8Array>();
    for (const index of [0, 1, 300, 69_999, 300]) {
      const fromTiles = await proveInclusion(index, LOG_SIZE, readTile);
      expect(await proveInclusion(index, LOG_SIZE, readTile, sha256, cache)).toEqual(fromTiles);
    }
    const unread = () => Promise.reject(new Error('read'));
    expect(await proveInclusion(300, LOG_SIZE, unread, sha256, cache)).toHaveLength(17);
  });

  it('fails when any bit of the leaf, the proof or the root is another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), async (size, entry, flip) => {
        const index = entry % size;
        const proof = await proveInclusion(index, size, readTile300);
        const parts = [leafHashes[index] ?? new Uint8Array(), ...proof, smallRoots[size] ?? new Uint8Array()];
        const bit = flip % (parts.length * 256);
        const [leafHash = parts[0], ...rest] = parts.map((part, at) =>
          at === Math.floor(bit / 256) ? flipBit(part, bit % 256) : part,
        );
        const rootHash = rest.pop() ?? new Uint8Array();
        const verdict = verifyInclusion(leafHash ?? new Uint8Array(), index, rest, { size, rootHash });
        expect(verdict).toMatchObject({ ok: false, problem: { code: 'root-does-not-fit' } });
      }),
    );
  });

  it.each([
    ['too short', 5, 8, -1, 'proof-has-other-length'],
    ['too long', 5, 8, 1, 'proof-has-other-length'],
    ['for an entry beyond the tree', 8, 8, 0, 'index-out-of-range'],
    ['for an entry before the tree', -1, 8, 0, 'index-out-of-range'],
    ['for half an entry', 0.5, 8, 0, 'index-out-of-range'],
    ['for a tree of 2^60 entries', 5, 2 ** 60, 0, 'tree-size-out-of-range'],
    ['for a tree of no number', 5, Number.NaN, 0, 'tree-size-out-of-range'],
  ])('is refused when it is %s', (_, index, size, change, code) => {
    const proof = Array.from({ length: 3 + change }, () => new Uint8Array(32));
    const head = { size, rootHash: new Uint8Array(32) };
    expect(verifyInclusion(new Uint8Array(32), index, proof, head)).toMatchObject({ ok: false, problem: { code } });
  });

  it('is refused when one of its hashes is no hash', () => {
    const head = { size: 2, rootHash: new Uint8Array(32) };
    for (const bytes of [0, 31, 33, 64]) {
      const verdict = verifyInclusion(new Uint8Array(32), 0, [new Uint8Array(bytes)], head);
      expect(verdict).toMatchObject({ problem: { code: 'hash-malformed', position: 1, bytes } });
    }
  });

  it('of the largest tree is verified in a blink', () => {
    const head = { size: MAXIMUM_TREE_SIZE, rootHash: new Uint8Array(32) };
    const proof = Array.from({ length: 48 }, () => new Uint8Array(32));
    const verdict = verifyInclusion(new Uint8Array(32), MAXIMUM_TREE_SIZE - 1, proof, head);
    expect(verdict).toMatchObject({ problem: { code: 'root-does-not-fit' } });
  });
});

const readTile300: ReadTile = async (level, index, width) => {
  if (level === 1) return recursiveRoot(leafHashes.slice(0, FULL_TILE_WIDTH));
  return joinHashes(leafHashes.slice(index * FULL_TILE_WIDTH, index * FULL_TILE_WIDTH + width));
};

describe('A consistency proof', () => {
  const headOf = (size: number) => ({ size, rootHash: smallRoots[size] ?? new Uint8Array() });

  it('verifies for all pairs of trees up to 70 entries', async () => {
    for (let size = 0; size <= 70; size += 1) {
      for (let earlierSize = 0; earlierSize <= size; earlierSize += 1) {
        const proof = await proveConsistency(earlierSize, size, leavesAsTile(leafHashes));
        expect(verifyConsistency(headOf(earlierSize), headOf(size), proof)).toMatchObject({ ok: true });
      }
    }
  });

  it('verifies between larger trees, and fails when any bit of it or of a root is another', async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }));
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async ([left, right], flip) => {
        const [earlier, head] = [headOf(Math.min(left, right)), headOf(Math.max(left, right))];
        const proof = await proveConsistency(earlier.size, head.size, readTile300);
        expect(verifyConsistency(earlier, head, proof)).toMatchObject({ ok: true });
        const parts = [earlier.rootHash, head.rootHash, ...proof];
        const bit = flip % (parts.length * 256);
        const [earlierRoot = new Uint8Array(), rootHash = new Uint8Array(), ...changed] = parts.map((part, at) =>
          at === Math.floor(bit / 256) ? flipBit(part, bit % 256) : part,
        );
        const verdict = verifyConsistency({ ...earlier, rootHash: earlierRoot }, { ...head, rootHash }, changed);
        expect(verdict).toMatchObject({ ok: false });
      }),
      { numRuns: 200 },
    );
  });

  it('verifies between sizes of a log with tiles of three levels', async () => {
    const head = { size: LOG_SIZE, rootHash: frontierRoot(log.frontier) };
    for (const earlierSize of [1, 255, 256, 257, 65_535, 65_536, 65_537, 69_888, 69_999]) {
      const earlier = appendLeafHashes(emptyFrontier(), leafHashes.slice(0, earlierSize));
      const proof = await proveConsistency(earlierSize, LOG_SIZE, readTile);
      const verdict = verifyConsistency({ size: earlierSize, rootHash: frontierRoot(earlier) }, head, proof);
      expect(verdict).toMatchObject({ ok: true });
    }
  });

  it('is refused when the log has become smaller', async () => {
    expect(verifyConsistency(headOf(9), headOf(8), [])).toMatchObject({ problem: { code: 'size-shrank' } });
    await expect(proveConsistency(9, 8, readTile300)).rejects.toMatchObject({ problem: { code: 'size-shrank' } });
  });

  it('names the earlier root when the past is another', async () => {
    const proof = await proveConsistency(5, 9, readTile300);
    const earlier = { size: 5, rootHash: new Uint8Array(32) };
    expect(verifyConsistency(earlier, headOf(9), proof)).toMatchObject({
      problem: { code: 'earlier-root-does-not-fit', earlierSize: 5, size: 9 },
    });
  });
});

describe('A reader that gives another tile than asked', () => {
  it('is found out', async () => {
    const short: ReadTile = async () => new Uint8Array(33);
    const problem = { code: 'file-malformed', path: 'tile/0/000.p/5' };
    await expect(proveInclusion(3, 5, short)).rejects.toMatchObject({ problem });
    await expect(planTiles(5, leafHashes.slice(0, 1), short)).rejects.toMatchObject({ problem });
  });
});

describe('A frontier read from tiles', () => {
  it('is the one the log grew with', async () => {
    expect(await readFrontier(LOG_SIZE, readTile)).toEqual(log.frontier);
  });

  it.each([0, 1, 255, 256, 257, 300])(
    'of size %i is read from the tiles of a later tree, as its own were never published',
    async (size) => {
      expect(frontierRoot(await readFrontier(size, readTile, sha256, LOG_SIZE))).toEqual(smallRoots[size]);
    },
  );

  it('of a later size than was published is refused', async () => {
    await expect(readFrontier(LOG_SIZE + 1, readTile, sha256, LOG_SIZE)).rejects.toThrow('size-shrank');
  });
});
