import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendToMemoryLog, growMemoryLog } from '../test/memory-log.js';
import { numberedEntry, numberedLeafHashes, recursiveRoot } from '../test/recursive-tree.js';
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.js';
import { frontierRoot } from './frontier.js';
import { hashAt } from './hash.js';
import { readEntryBundleFile, readTileFile } from './read-tile.js';
import { entryBundlePath, parseTilePath, partialTiles, tilePath } from './tile-path.js';
import { planTiles } from './tiles.js';

describe('The path of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 5, index: 1_234_067, width: 256 }, 'tile/5/x001/x234/067'],
    [{ level: 63, index: 1_000, width: 1 }, 'tile/63/x001/000.p/1'],
  ])('%j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual({ kind: 'tile', ...tile });
  });

  it('of a bundle of entries is read back', () => {
    const path = entryBundlePath(1_234_067, 12);
    expect(path).toBe('tile/entries/x001/x234/067.p/12');
    expect(parseTilePath(path)).toEqual({ kind: 'entries', index: 1_234_067, width: 12 });
  });

  it.each([
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/8/0/000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/../000',
    'checkpoint',
  ])('is not %s', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe('The tiles of a log', () => {
  it('of 70,000 entries are those C2SP tlog-tiles lists for this size', async () => {
    const { files } = await growMemoryLog([70_000]);
    const tiles = [...files.keys()].map(parseTilePath).filter((parsed) => parsed?.kind === 'tile');
    const count = (level: number, full: boolean) =>
      tiles.filter((tile) => tile?.kind === 'tile' && tile.level === level && (tile.width === 256) === full).length;
    expect([count(0, true), count(0, false), count(1, true), count(1, false), count(2, true), count(2, false)]).toEqual(
      [273, 1, 1, 1, 0, 1],
    );
    expect(partialTiles(70_000).map(tilePath)).toEqual(['tile/2/000.p/1', 'tile/1/001.p/17', 'tile/0/273.p/112']);
  });

  it('of 256 entries are a full tile and a partial one above it', async () => {
    const { files } = await growMemoryLog([256]);
    expect([...files.keys()].filter((path) => path.startsWith('tile/'))).toEqual([
      'tile/0/000',
      'tile/1/000.p/1',
      'tile/entries/000',
    ]);
  });

  it('are the same however the entries were batched, and hold the hashes of the recursive definition', async () => {
    const leafHashes = numberedLeafHashes(1500);
    const batchSizes = fc.array(fc.oneof(fc.nat(20), fc.nat(300), fc.constant(256)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(batchSizes, async (batches) => {
        const size = batches.reduce((sum, batch) => sum + batch, 0);
        const log = await growMemoryLog(batches);
        const atOnce = await growMemoryLog([size]);
        for (const [path, bytes] of atOnce.files) expect(log.files.get(path)).toEqual(bytes);
        expect(frontierRoot(log.frontier)).toEqual(recursiveRoot(leafHashes.slice(0, size)));
        for (const [path, bytes] of log.files) {
          const tile = parseTilePath(path);
          if (tile?.kind !== 'tile') continue;
          const span = 256 ** tile.level;
          for (let position = 0; position < tile.width; position += 1) {
            const start = (tile.index * 256 + position) * span;
            expect(hashAt(bytes, position)).toEqual(recursiveRoot(leafHashes.slice(start, start + span)));
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are never written twice with other bytes', async () => {
    const log = await growMemoryLog([]);
    for (const batch of [1, 254, 1, 1, 255, 256, 3]) {
      const before = new Map(log.files);
      await appendToMemoryLog(log, batch);
      for (const [path, bytes] of before) {
        if (path.startsWith('tile/')) expect(log.files.get(path)).toEqual(bytes);
      }
    }
  });

  it('cannot be continued without the partial tile they continue', async () => {
    const log = await growMemoryLog([300]);
    log.files.delete('tile/0/001.p/44');
    await expect(appendToMemoryLog(log, 1)).rejects.toMatchObject({
      problem: { code: 'file-missing', path: 'tile/0/001.p/44' },
    });
  });

  it('need nothing read when nothing is appended', async () => {
    const unread = () => Promise.reject(new Error('read'));
    expect(await planTiles(300, [], unread)).toEqual([]);
  });
});

describe('A file of a log', () => {
  it('serves a partial tile from the full one when the partial one is gone', async () => {
    const log = await growMemoryLog([200, 100]);
    const partial = await readTileFile(log.readFile, { level: 0, index: 0, width: 200 });
    log.files.delete('tile/0/000.p/200');
    log.files.delete('tile/entries/000.p/200');
    expect(await readTileFile(log.readFile, { level: 0, index: 0, width: 200 })).toEqual(partial);
    const entries = await readEntryBundleFile(log.readFile, 0, 200);
    expect(entries).toMatchObject({ ok: true, value: { length: 200 } });
  });

  it.each([
    ['tile/0/000.p/5', new Uint8Array(31)],
    ['tile/0/000.p/5', new Uint8Array(6 * 32)],
    ['tile/entries/000.p/5', Uint8Array.of(0)],
    ['tile/entries/000.p/5', Uint8Array.of(0, 4, 1, 2, 3)],
    ['tile/entries/000.p/5', encodeEntryBundle([Uint8Array.of(1)])],
  ])('%s of another form is named', async (path, bytes) => {
    const log = await growMemoryLog([5]);
    log.files.set(path, bytes);
    const tile = await readTileFile(log.readFile, { level: 0, index: 0, width: 5 });
    const entries = await readEntryBundleFile(log.readFile, 0, 5);
    expect(tile.ok ? entries : tile).toMatchObject({ problem: { code: 'file-malformed', path } });
  });
});

describe('A bundle of entries', () => {
  it('gives back what was put in', () => {
    const entries = Array.from({ length: 256 }, (_, number) => numberedEntry(number));
    expect(decodeEntryBundle(encodeEntryBundle(entries))).toEqual(entries);
  });

  it('refuses an entry whose length two bytes cannot hold', () => {
    expect(() => encodeEntryBundle([new Uint8Array(0x10000)])).toThrow(RangeError);
    expect(encodeEntryBundle([new Uint8Array(0xffff)])).toHaveLength(0x10001);
  });
});
