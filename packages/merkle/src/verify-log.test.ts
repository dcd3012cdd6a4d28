import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { appendToMemoryLog, growMemoryLog, type MemoryLog, signedCheckpoint, TEST_KEY } from '../test/memory-log.js';
import { encodeEntryBundle } from './entry-bundle.js';
import { appendLeafHash, frontierRoot } from './frontier.js';
import { formatVerifierKey, signerKey } from './note-key.js';
import { noteVerifier } from './note-signature.js';
import { markDaySeal } from './open-mark.js';
import { verifyLog, verifyWholeLog } from './verify-log.js';

const trust = { logKeys: [noteVerifier(TEST_KEY)] };
const SIZE = 256 * 6 + 3;
let log: MemoryLog;
const grown = growMemoryLog([1000, SIZE - 1000]);

beforeEach(async () => {
  const { files, frontier } = await grown;
  const copy = new Map(files);
  log = { files: copy, frontier, readFile: async (path) => copy.get(path) };
});

function change(path: string, bytes: (before: Uint8Array) => Uint8Array): void {
  log.files.set(path, bytes(log.files.get(path) ?? new Uint8Array()));
}

const flipByte = (position: number) => (bytes: Uint8Array) => bytes.with(position, (bytes[position] ?? 0) ^ 1);

describe('A published log', () => {
  it('verifies and is pinned with a key the caller holds', async () => {
    expect(await verifyWholeLog({ readFile: log.readFile, trust })).toMatchObject({
      state: 'verified-and-pinned',
      opened: { checkpoint: { size: SIZE } },
      entries: SIZE,
      tiles: 6 + 1 + 1,
    });
  });

  it('is consistent but not pinned with the key it offers itself', async () => {
    expect(await verifyWholeLog({ readFile: log.readFile })).toMatchObject({
      state: 'consistent-but-not-pinned',
      offeredKey: formatVerifierKey(TEST_KEY),
    });
  });

  it('verifies at any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(900), async (size) => {
        const { readFile } = await growMemoryLog([size]);
        expect(await verifyWholeLog({ readFile, trust })).toMatchObject({
          state: 'verified-and-pinned',
          entries: size,
        });
      }),
      { numRuns: 15 },
    );
  });

  it('has one seal for a day, each of a later day than the one before, and else names both', async () => {
    const seal = (epoch: string, salt: number) => markDaySeal(new Uint8Array(32).fill(salt), epoch);
    const verdictOn = async (...epochs: string[]) => {
      const sealed = await growMemoryLog([300]);
      for (const [at, epoch] of epochs.entries()) await appendToMemoryLog(sealed, [seal(epoch, at)]);
      return verifyWholeLog({ readFile: sealed.readFile, trust });
    };
    expect(await verdictOn('2026-11-25', '2026-11-26', '2026-12-01')).toMatchObject({ state: 'verified-and-pinned' });
    expect(await verdictOn('2026-11-25', '2026-11-26', '2026-11-26', '2026-11-27')).toMatchObject({
      state: 'does-not-verify',
      findings: [{ code: 'day-sealed-again', epoch: '2026-11-26', index: 302, before: '2026-11-26', beforeIndex: 301 }],
    });
    expect(await verdictOn('2026-11-26', '2026-11-25')).toMatchObject({
      findings: [{ code: 'day-sealed-again', epoch: '2026-11-25', index: 301, before: '2026-11-26', beforeIndex: 300 }],
    });
  });

  it('tells how far the walk is, in the order of the entries', async () => {
    const reached: number[] = [];
    for await (const { entries, size } of verifyLog({ readFile: log.readFile, trust })) {
      expect(size).toBe(SIZE);
      reached.push(entries);
    }
    expect(reached).toHaveLength(7);
    expect(reached).toEqual(reached.toSorted((left, right) => left - right));
    expect(reached.at(-1)).toBe(SIZE);
  });

  it('has grown from the heads seen before', async () => {
    const { frontier } = await growMemoryLog([1000]);
    const earlier = { size: 1000, rootHash: frontierRoot(frontier) };
    const seen = await verifyWholeLog({ readFile: log.readFile, trust, earlierHeads: [earlier] });
    expect(seen.state).toBe('verified-and-pinned');
    const other = { size: 1000, rootHash: earlier.rootHash.with(0, 0) };
    expect(await verifyWholeLog({ readFile: log.readFile, trust, earlierHeads: [other] })).toMatchObject({
      state: 'does-not-verify',
      findings: [{ code: 'earlier-root-does-not-fit', earlierSize: 1000 }],
    });
    const larger = { size: SIZE + 1, rootHash: earlier.rootHash };
    expect(await verifyWholeLog({ readFile: log.readFile, trust, earlierHeads: [larger] })).toMatchObject({
      findings: [{ code: 'size-shrank' }],
    });
  });
});

describe('What was changed is named', () => {
  const findings = async () => {
    const result = await verifyWholeLog({ readFile: log.readFile, trust });
    return result.state === 'does-not-verify' ? result.findings : [];
  };

  it('an entry', async () => {
    change('tile/entries/005', flipByte(2 + 2));
    expect(await findings()).toMatchObject([
      { code: 'entry-does-not-fit', path: 'tile/entries/005', statedIn: 'tile/0/005' },
    ]);
    const [finding] = await findings();
    expect(finding).toHaveProperty('index', 5 * 256 + indexOfByte(5 * 256, 4));
  });

  it('a hash of a full tile', async () => {
    change('tile/0/005', flipByte(7 * 32));
    expect(await findings()).toMatchObject([
      { code: 'tile-does-not-fit', path: 'tile/0/005', statedIn: 'tile/1/000.p/6', position: 5 },
      { code: 'entry-does-not-fit', index: 5 * 256 + 7, statedIn: 'tile/0/005' },
    ]);
  });

  it('a hash of a tile above', async () => {
    const { files } = await growMemoryLog([256 ** 2 + 1]);
    const tile = files.get('tile/1/000') ?? new Uint8Array();
    files.set('tile/1/000', flipByte(5 * 32)(tile));
    const result = await verifyWholeLog({ readFile: async (path) => files.get(path), trust });
    expect(result).toMatchObject({
      findings: [
        { code: 'tile-does-not-fit', path: 'tile/1/000', statedIn: 'tile/2/000.p/1', position: 0 },
        { code: 'tile-does-not-fit', path: 'tile/0/005', statedIn: 'tile/1/000', position: 5 },
      ],
    });
  });

  it('a hash of a partial tile', async () => {
    change('tile/0/006.p/3', flipByte(2 * 32));
    expect(await findings()).toMatchObject([
      { code: 'root-does-not-fit', size: SIZE },
      { code: 'entry-does-not-fit', index: SIZE - 1, path: 'tile/entries/006.p/3' },
    ]);
  });

  it('a whole tree that is not the one signed', async () => {
    const { frontier } = log;
    const rewritten = appendLeafHash({ ...frontier, size: SIZE - 1 }, new Uint8Array(32));
    log.files.set('checkpoint', signedCheckpoint(rewritten));
    expect(await findings()).toMatchObject([{ code: 'root-does-not-fit' }]);
  });

  it.each(['checkpoint', 'tile/0/003', 'tile/1/000.p/6', 'tile/entries/003', 'tile/entries/006.p/3'])(
    'the missing file %s',
    async (path) => {
      log.files.delete(path);
      expect(await findings()).toMatchObject([{ code: 'file-missing', path }]);
    },
  );

  it.each([
    ['tile/0/003', (bytes: Uint8Array) => bytes.slice(1)],
    ['tile/entries/003', (bytes: Uint8Array) => bytes.slice(0, -1)],
    ['tile/entries/006.p/3', () => encodeEntryBundle([])],
  ])('the file %s of another form', async (path, bytes) => {
    change(path, bytes);
    expect(await findings()).toMatchObject([{ code: 'file-malformed', path }]);
  });

  it('whichever bit it is', async () => {
    const small = await growMemoryLog([300]);
    const paths = [...small.files.keys()].filter((path) => path !== 'vkey');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.nat(7), async (path, at, bit) => {
        const before = small.files.get(path) ?? new Uint8Array();
        const position = at % before.length;
        const readFile = async (asked: string) =>
          asked === path ? before.with(position, (before[position] ?? 0) ^ (1 << bit)) : small.files.get(asked);
        expect((await verifyWholeLog({ readFile, trust })).state).toBe('does-not-verify');
      }),
      { numRuns: 60 },
    );
  });
});

describe('A hostile log', () => {
  it('signed by somebody else does not verify', async () => {
    const stranger = noteVerifier(signerKey('other.example.test', new Uint8Array(32).fill(1)));
    expect(await verifyWholeLog({ readFile: log.readFile, trust: { logKeys: [stranger] } })).toMatchObject({
      state: 'does-not-verify',
      findings: [{ code: 'not-enough-signatures', present: [expect.stringContaining(TEST_KEY.name)] }],
    });
  });

  it('of a size nobody walks is refused before anything else is read', async () => {
    const asked: string[] = [];
    const huge = signedCheckpoint({ size: 2 ** 47, subtreeRoots: [new Uint8Array(32)] });
    const readFile = async (path: string) => {
      asked.push(path);
      return path === 'checkpoint' ? huge : new Uint8Array(0);
    };
    expect(await verifyWholeLog({ readFile, trust })).toMatchObject({
      findings: [{ code: 'tree-size-out-of-range', stated: String(2 ** 47) }],
    });
    expect(asked).toEqual(['checkpoint']);
  });

  it('that fits nowhere is left after enough findings', async () => {
    const readFile = async (path: string) =>
      path.startsWith('tile/entries') || path.startsWith('tile/0') ? undefined : log.files.get(path);
    const result = await verifyWholeLog({ readFile, trust, maximumFindings: 3 });
    expect(result).toMatchObject({ state: 'does-not-verify', endedEarly: true });
    expect(result).toHaveProperty('findings.length', 3);
  });

  it('without a key of its own needs one of the caller', async () => {
    log.files.delete('vkey');
    expect(await verifyWholeLog({ readFile: log.readFile })).toMatchObject({
      findings: [{ code: 'file-missing', path: 'vkey' }],
    });
  });
});

/** Which entry of a bundle that starts with this entry the byte at this offset belongs to. */
function indexOfByte(firstEntry: number, offset: number): number {
  let end = 0;
  for (let entry = 0; ; entry += 1) {
    end += 2 + ((firstEntry + entry) % 7);
    if (offset < end) return entry;
  }
}
