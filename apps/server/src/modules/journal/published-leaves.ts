import {
  type Checkpoint,
  FULL_TILE_WIDTH,
  HASH_LENGTH,
  hashLeaf,
  joinHashes,
  MerkleError,
  proveInclusion,
  readEntryBundleFile,
  readTileFile,
  type ReadFile,
  type ReadTile,
  tileReader,
  verifyInclusion,
} from '@gatehouse/merkle';
import { nodeSha256 } from './log-folder.js';

/** How many leaves stand in one bundle of a published log, the last one apart. */
export const leavesTogether = FULL_TILE_WIDTH;

/** Which bundle a place of the log lies in. */
export function bundleOf(index: number): number {
  return Math.floor(index / leavesTogether);
}

/**
 * The leaves of one bundle of a published log, read anew from its files and believed where they give the root of the signed head: by themselves,
 * by the tile above them, and by the way up from there. Undefined where they do not, or are not there.
 * @throws what reading the disk throws
 */
export async function signedLeaves(
  readFile: ReadFile,
  head: Checkpoint,
  bundle: number,
): Promise<readonly Uint8Array[] | undefined> {
  const first = bundle * leavesTogether;
  const width = Math.min(leavesTogether, head.size - first);
  const leaves = await readEntryBundleFile(readFile, bundle, width);
  const tile = await readTileFile(readFile, { level: 0, index: bundle, width });
  if (!leaves.ok || !tile.ok) return undefined;
  const hashes = joinHashes(leaves.value.map((leaf) => hashLeaf(leaf, nodeSha256)));
  if (!Buffer.from(hashes).equals(tile.value)) return undefined;
  const others = tileReader(readFile);
  // The way up from the first leaf passes every other one of its tile.
  const tiles: ReadTile = async (level, index, wanted) =>
    level === 0 && index === bundle ? hashes.subarray(0, wanted * HASH_LENGTH) : others(level, index, wanted);
  try {
    const proof = await proveInclusion(first, head.size, tiles, nodeSha256);
    const verdict = verifyInclusion(hashes.subarray(0, HASH_LENGTH), first, proof, head, nodeSha256);
    return verdict.ok ? leaves.value : undefined;
  } catch (error) {
    if (error instanceof MerkleError) return undefined;
    throw error;
  }
}
