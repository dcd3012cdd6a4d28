import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { growMemoryLog, type MemoryLog, TEST_KEY } from '../test/memory-log.js';
import { numberedEntry } from '../test/recursive-tree.js';
import { commitEntry } from './commitment.js';
import { sha256 } from './hash.js';
import { noteVerifier } from './note-signature.js';
import { requireValue } from './problem.js';
import { proveInclusion } from './proof.js';
import { tileReader } from './read-tile.js';
import { formatReceipt, parseReceipt, verifyReceipt } from './receipt.js';

const trust = { logKeys: [noteVerifier(TEST_KEY)] };
const SIZE = 600;
let log: MemoryLog;
let checkpoint: string;

beforeAll(async () => {
  log = await growMemoryLog([SIZE]);
  checkpoint = new TextDecoder().decode(log.files.get('checkpoint'));
});

async function issueReceipt(index: number): Promise<string> {
  const proof = await proveInclusion(index, SIZE, tileReader(log.readFile));
  return formatReceipt({ index, proof, checkpoint });
}

describe('A receipt', () => {
  it('proves any entry of the log to whoever has the key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SIZE - 1), async (index) => {
        const receipt = requireValue(parseReceipt(utf8ToBytes(await issueReceipt(index))));
        const verified = requireValue(verifyReceipt(numberedEntry(index), receipt, trust));
        expect(verified).toMatchObject({ index, checkpoint: { size: SIZE } });
      }),
      { numRuns: 20 },
    );
  });

  it('has the form of C2SP tlog-proof', async () => {
    const lines = (await issueReceipt(599)).split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 599']);
    expect(lines.slice(2, lines.indexOf('')).every((line) => line.length === 44)).toBe(true);
    expect(lines.slice(lines.indexOf('') + 1).join('\n')).toBe(checkpoint);
  });

  it('keeps extra data and never lets it count', async () => {
    const receipt = requireValue(parseReceipt(utf8ToBytes(await issueReceipt(3))));
    const withExtra = formatReceipt({ ...receipt, extra: Uint8Array.of(1, 2, 3) });
    expect(withExtra.split('\n')[1]).toBe('extra AQID');
    expect(parseReceipt(utf8ToBytes(withExtra))).toMatchObject({ value: { extra: Uint8Array.of(1, 2, 3) } });
  });

  it('does not prove another entry', async () => {
    const receipt = requireValue(parseReceipt(utf8ToBytes(await issueReceipt(3))));
    expect(verifyReceipt(numberedEntry(4), receipt, trust)).toMatchObject({ problem: { code: 'root-does-not-fit' } });
  });

  it('does not verify, and never throws, when any byte of it is another', async () => {
    const bytes = utf8ToBytes(await issueReceipt(300));
    for (let position = 0; position < bytes.length; position += 1) {
      const parsed = parseReceipt(bytes.with(position, (bytes[position] ?? 0) ^ 1));
      expect(parsed.ok && verifyReceipt(numberedEntry(300), parsed.value, trust).ok).toBe(false);
    }
  });

  it.each([
    ['another header', (text: string) => text.replace('@v1', '@v2'), 1],
    ['no index', (text: string) => text.replace('index 3\n', ''), 2],
    ['an index with a leading zero', (text: string) => text.replace('index 3', 'index 03'), 2],
    ['an index of 2^60', (text: string) => text.replace('index 3', `index ${2n ** 60n}`), 2],
    ['loose extra data', (text: string) => text.replace('index', 'extra AR==\nindex'), 2],
    ['a hash cut short', (text: string) => text.replace(/=\n/, '\n'), 3],
    ['a proof without end', (text: string) => text.replace('\n\n', `\n${'A'.repeat(43)}=`.repeat(60)), 3],
    ['no checkpoint', (text: string) => text.replace('\n\n', '\n'), 13],
  ])('is refused with %s', async (_, change, line) => {
    const parsed = parseReceipt(utf8ToBytes(change(await issueReceipt(3))));
    expect(parsed).toMatchObject({ problem: { code: 'receipt-malformed', line } });
  });

  it('is refused when it is very long', () => {
    expect(parseReceipt(new Uint8Array(2_000_000))).toMatchObject({ problem: { code: 'note-too-large' } });
  });
});

describe('The commitment to an entry', () => {
  const salt = new Uint8Array(32).fill(5);
  const entry = utf8ToBytes('{"verb":"asked"}');

  it('is SHA-256 of salt and entry', () => {
    expect(commitEntry(salt, entry)).toEqual(sha256(Uint8Array.of(...salt, ...entry)));
  });

  it('is another for another salt or another entry', () => {
    expect(commitEntry(salt.with(31, 4), entry)).not.toEqual(commitEntry(salt, entry));
    expect(commitEntry(salt, entry.with(0, 0))).not.toEqual(commitEntry(salt, entry));
  });

  it('is not made without a whole salt', () => {
    expect(() => commitEntry(new Uint8Array(31), entry)).toThrow(RangeError);
  });
});
