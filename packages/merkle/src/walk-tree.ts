import { encodeBase64 } from './base64.js';
import { bytesEqual, emptyTreeRoot, type HashFunction, hashAt, hashLeaf, hashNode } from './hash.js';
import { sealedDayIn } from './open-mark.js';
import type { MerkleProblem } from './problem.js';
import { type ReadFile, readEntryBundleFile, readTileFile } from './read-tile.js';
import { entryBundlePath, FULL_TILE_WIDTH, partialTiles, type TileCoordinates, tilePath } from './tile-path.js';
import { completeSubtreeRoot, tileSubtreeRoots } from './tiles.js';
import type { TreeHead } from './verify-proof.js';

/** How many tiles and entries were read and compared. */
export interface LogCount {
  readonly tiles: number;
  readonly entries: number;
}

/** What does not fit, up to a number; then `full` says that the walk may end. */
export interface Findings {
  readonly list: readonly MerkleProblem[];
  readonly full: boolean;
  readonly add: (problem: MerkleProblem) => void;
}

/** What a walk carries from tile to tile. */
interface Walk {
  readonly readFile: ReadFile;
  readonly hash: HashFunction;
  readonly findings: Findings;
  tiles: number;
  entries: number;
  /** The seal of a day that came last, and where it stands. */
  lastSeal?: { readonly epoch: string; readonly index: number };
}

/** The hash that the tile above states for a tile, and where it stands there. */
interface StatedHash {
  readonly hash: Uint8Array;
  readonly path: string;
  readonly position: number;
}

/** An empty list of findings that takes up to `maximum`. */
export function newFindings(maximum: number): Findings {
  const list: MerkleProblem[] = [];
  return {
    list,
    get full() {
      return list.length >= maximum;
    },
    add: (problem) => {
      if (list.length < maximum) list.push(problem);
    },
  };
}

/**
 * Walks the tiles from the root downwards. First the partial tiles, which together give the root, are held against the
 * signed head; from then on each tile is held against the hash the tile above states for it, and each entry against its
 * leaf hash, so that what does not fit is named where it lies. Where a tile itself does not fit, what lies below it is
 * still held against what it states: the changed position shows as the one part below that differs from it.
 */
export async function* walkTree(
  head: TreeHead,
  readFile: ReadFile,
  findings: Findings,
  hash: HashFunction,
): AsyncGenerator<LogCount> {
  const walk: Walk = { readFile, hash, findings, tiles: 0, entries: 0 };
  const edge = await readEdge(walk, head);
  for (const { tile, hashes } of edge) yield* walkBelow(walk, tile, hashes);
}

async function readEdge(walk: Walk, head: TreeHead): Promise<{ tile: TileCoordinates; hashes: Uint8Array }[]> {
  const expected = partialTiles(head.size);
  const edge: { tile: TileCoordinates; hashes: Uint8Array }[] = [];
  for (const tile of expected) {
    const hashes = await readTile(walk, tile);
    if (hashes !== undefined) edge.push({ tile, hashes });
  }
  if (edge.length < expected.length) return edge;
  const roots = edge.flatMap(({ hashes }) => tileSubtreeRoots(hashes, walk.hash));
  const computed =
    roots.length === 0
      ? emptyTreeRoot(walk.hash)
      : roots.reduceRight((right, left) => hashNode(left, right, walk.hash));
  if (!bytesEqual(computed, head.rootHash)) {
    walk.findings.add({
      code: 'root-does-not-fit',
      size: head.size,
      stated: encodeBase64(head.rootHash),
      computed: encodeBase64(computed),
    });
  }
  return edge;
}

async function* walkBelow(walk: Walk, tile: TileCoordinates, hashes: Uint8Array): AsyncGenerator<LogCount> {
  if (tile.level === 0) {
    await compareEntries(walk, tile, hashes);
    yield { tiles: walk.tiles, entries: walk.entries };
    return;
  }
  for (let position = 0; position < tile.width && !walk.findings.full; position += 1) {
    const below = {
      level: tile.level - 1,
      index: tile.index * FULL_TILE_WIDTH + position,
      width: FULL_TILE_WIDTH,
    };
    const stated = { hash: hashAt(hashes, position), path: tilePath(tile), position };
    const belowHashes = await readTile(walk, below);
    if (belowHashes === undefined) continue;
    compareTile(walk, below, belowHashes, stated);
    yield* walkBelow(walk, below, belowHashes);
  }
}

async function readTile(walk: Walk, tile: TileCoordinates): Promise<Uint8Array | undefined> {
  const read = await readTileFile(walk.readFile, tile);
  if (!read.ok) {
    walk.findings.add(read.problem);
    return undefined;
  }
  walk.tiles += 1;
  return read.value;
}

function compareTile(walk: Walk, tile: TileCoordinates, hashes: Uint8Array, stated: StatedHash): void {
  const computed = completeSubtreeRoot(hashes, walk.hash);
  if (bytesEqual(computed, stated.hash)) return;
  walk.findings.add({
    code: 'tile-does-not-fit',
    path: tilePath(tile),
    stated: encodeBase64(stated.hash),
    computed: encodeBase64(computed),
    statedIn: stated.path,
    position: stated.position,
  });
}

async function compareEntries(walk: Walk, tile: TileCoordinates, hashes: Uint8Array): Promise<void> {
  const read = await readEntryBundleFile(walk.readFile, tile.index, tile.width);
  if (!read.ok) {
    walk.findings.add(read.problem);
    return;
  }
  const path = entryBundlePath(tile.index, tile.width);
  for (const [position, entry] of read.value.entries()) {
    const stated = hashAt(hashes, position);
    compareSeal(walk, entry, tile.index * FULL_TILE_WIDTH + position);
    const computed = hashLeaf(entry, walk.hash);
    walk.entries += 1;
    if (bytesEqual(computed, stated)) continue;
    walk.findings.add({
      code: 'entry-does-not-fit',
      path,
      index: tile.index * FULL_TILE_WIDTH + position,
      stated: encodeBase64(stated),
      computed: encodeBase64(computed),
      statedIn: tilePath(tile),
    });
  }
}

/** A day is sealed once, and each seal is of a later day than the one before. */
function compareSeal(walk: Walk, entry: Uint8Array, index: number): void {
  const epoch = sealedDayIn(entry);
  if (epoch === undefined) return;
  const { lastSeal } = walk;
  if (lastSeal !== undefined && epoch <= lastSeal.epoch)
    walk.findings.add({ code: 'day-sealed-again', epoch, index, before: lastSeal.epoch, beforeIndex: lastSeal.index });
  walk.lastSeal = { epoch, index };
}
