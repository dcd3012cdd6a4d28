import { expect, it } from 'vitest';
import { keptForProofs } from './kept-for-proofs.js';

function countedTiles() {
  const reads: string[] = [];
  const kept = keptForProofs(async (level, index, width) => {
    reads.push(`${level}/${index}/${width}`);
    return new Uint8Array(width * 32).fill(reads.length);
  });
  return { reads, kept };
}

it('reads a full tile once', async () => {
  const { reads, kept } = countedTiles();
  const first = await kept.readTile(0, 7, 256);
  expect(await kept.readTile(0, 7, 256)).toBe(first);
  expect(reads).toEqual(['0/7/256']);
});

it('reads a partial tile anew each time', async () => {
  const { reads, kept } = countedTiles();
  await kept.readTile(0, 7, 3);
  await kept.readTile(0, 7, 3);
  expect(reads).toHaveLength(2);
});

it('keeps no more than its bound, and what was used last', async () => {
  const { reads, kept } = countedTiles();
  await kept.readTile(0, 0, 256);
  for (let index = 1; index <= 511; index += 1) await kept.readTile(0, index, 256);
  await kept.readTile(0, 0, 256);
  await kept.readTile(0, 512, 256);
  expect(reads).toHaveLength(513);
  await kept.readTile(0, 0, 256);
  expect(reads).toHaveLength(513);
  await kept.readTile(0, 1, 256);
  expect(reads).toHaveLength(514);
});
