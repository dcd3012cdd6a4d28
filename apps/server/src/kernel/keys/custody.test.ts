import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawCustody, identityFrom, readCustody, restoreKeyFolder, sealKeyFolder, testCustody } from './custody.js';
import { formatShare, parseShare, shareGroups } from './custody-share.js';
import { activateKeyEpoch, createKeyFolder, openKeyFolder, stageKeyEpoch } from './key-folder.js';

const node = 'registry.example';
const at = new Date('2026-01-05T08:00:00Z');
const now = () => at;
const anyShare = fc.record({
  custody: fc.stringMatching(/^[0-9a-f]{8}$/),
  number: fc.integer({ min: 1, max: 3 }),
  bytes: fc.uint8Array({ minLength: 33, maxLength: 33 }),
});

test('a share is read as it was written, also in small letters, without dashes, with O for 0 and l for 1', () => {
  fc.assert(
    fc.property(anyShare, (share) => {
      const written = formatShare(share);
      expect(written.split('-')).toHaveLength(shareGroups);
      expect(parseShare(written, 1)).toEqual(share);
      expect(
        parseShare(written.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' \n'), 1),
      ).toEqual(share);
    }),
  );
});

test('a share is read with the numbers that stand before the lines of its sheet', () => {
  const share = { custody: '0011aaff', number: 2, bytes: new Uint8Array(33).fill(17) };
  const groups = formatShare(share).split('-');
  const line = (from: number) => `${String(from + 1).padStart(2, '0')}   ${groups.slice(from, from + 6).join('  ')}`;
  expect(parseShare([0, 6, 12].map(line).join('\n'), 1)).toEqual(share);
});

test('one letter that is another names its group, and two groups that changed places name one of the two', () => {
  fc.assert(
    fc.property(anyShare, fc.nat(), fc.integer({ min: 1, max: 31 }), (share, where, shift) => {
      const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
      const groups = formatShare(share).split('-');
      const group = where % shareGroups;
      const letter = where % 5;
      const own = groups[group] ?? '';
      const other = alphabet[(alphabet.indexOf(own[letter] ?? '') + shift) % 32] ?? '';
      const typed = groups.with(group, own.slice(0, letter) + other + own.slice(letter + 1)).join('-');
      expect(() => parseShare(typed, 2)).toThrow(
        expect.objectContaining({ parameters: { share: 2, group: group + 1 } }),
      );
      const next = (group + 1) % shareGroups;
      fc.pre(groups[group] !== groups[next]);
      const swapped = groups
        .with(group, groups[next] ?? '')
        .with(next, own)
        .join('-');
      expect(() => parseShare(swapped, 2)).toThrow('custody-share-mistyped');
    }),
  );
});

test.each([
  ['nothing', ''],
  ['a letter that is none', 'U'.repeat(90)],
  ['too few letters', formatShare({ custody: '00000000', number: 1, bytes: new Uint8Array(33) }).slice(0, -6)],
])('%s is no share', (_, text) => {
  expect(() => parseShare(text, 1)).toThrow('custody-share-mistyped');
});

let work = '';
let folder = '';
let shares: readonly string[] = [];
let others: readonly string[] = [];
let sealed: Buffer = Buffer.alloc(0);

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'gatehouse-custody-'));
  folder = join(work, 'keys');
  await createKeyFolder(folder, { node, now });
  await createKeyFolder(join(work, 'other'), { node: 'platform.example', now });
  ({ shares } = await drawCustody(folder, at));
  ({ shares: others } = await drawCustody(join(work, 'other'), at));
  // What is drawn later is in the copy as well, without anybody's share.
  await activateKeyEpoch(folder, await stageKeyEpoch(folder, { use: 'wrapping', now }));
  sealed = (await sealKeyFolder(folder)) ?? sealed;
});
afterAll(() => rm(work, { recursive: true, force: true }));

const pick = (...numbers: number[]) => numbers.map((number) => shares[number - 1] ?? '');

test.each([
  ['1 and 2', [1, 2]],
  ['1 and 3', [1, 3]],
  ['3 and 2', [3, 2]],
  ['all three', [1, 2, 3]],
])('the key folder is made again from its copy and shares %s', async (name, numbers) => {
  const target = join(work, `again ${name}`);
  expect(await restoreKeyFolder(sealed, pick(...numbers), target)).toBe(node);
  expect((await stat(target)).mode & 0o777).toBe(0o700);
  expect(await readdir(target)).toEqual(await readdir(folder));
  const [one, other] = [await openKeyFolder(folder), await openKeyFolder(target)];
  expect(other.describe()).toEqual(one.describe());
  expect(other.token('example.number', 'x')).toEqual(one.token('example.number', 'x'));
  await expect(restoreKeyFolder(sealed, pick(...numbers), target)).rejects.toThrow('keys-exist');
});

test.each([
  ['one share', () => pick(1), { code: 'custody-shares-needed' }],
  ['the same share twice', () => pick(2, 2), { code: 'custody-share-twice', parameters: { share: 2 } }],
  ['shares of two nodes', () => [...pick(1), others[1] ?? ''], { code: 'custody-shares-differ' }],
  ['two shares of another node', () => others.slice(0, 2), { code: 'custody-of-another' }],
  [
    'a mistyped share',
    () => [
      ...pick(1),
      (shares[2] ?? '').replace(/^(.)(.)/, (_, a: string, b: string) => (a === b ? `${a}0` : `${b}${a}`)),
    ],
    { code: 'custody-share-mistyped', parameters: { share: 2, group: 1 } },
  ],
  ['a share that was made up', () => [...pick(1), madeUp()], { code: 'custody-shares-do-not-fit' }],
])('%s is refused by name, and nothing is made', async (_, given, refusal) => {
  await expect(restoreKeyFolder(sealed, given(), join(work, 'nothing'))).rejects.toMatchObject(refusal);
  expect(await readdir(work)).not.toContain('nothing');
});

/** A share that reads well and belongs to no secret. */
function madeUp(): string {
  const { custody } = parseShare(shares[0] ?? '', 1);
  return formatShare({ custody, number: 2, bytes: new Uint8Array(33).fill(9) });
}

test('a copy that was altered, cut or is none is refused, and what stands in the place is left alone', async () => {
  const altered = Buffer.from(sealed);
  altered[altered.length - 5] = (altered[altered.length - 5] ?? 0) ^ 1;
  const renamed = Buffer.from(sealed.toString('latin1').replace(node, 'registry.another'), 'latin1');
  for (const wrong of [
    altered,
    sealed.subarray(0, -20),
    renamed,
    Buffer.from('age-encryption.org/v1\n'),
    Buffer.alloc(0),
  ])
    await expect(restoreKeyFolder(wrong, pick(1, 2), join(work, 'nothing'))).rejects.toThrow('custody-copy-unreadable');
  await mkdir(join(work, 'taken'));
  await writeFile(join(work, 'taken', 'notes'), 'mine');
  await expect(restoreKeyFolder(sealed, pick(1, 2), join(work, 'taken'))).rejects.toThrow('keys-exist');
  expect(await readdir(join(work, 'taken'))).toEqual(['notes']);
});

test('neither the folder nor the copy holds a share or the key that was split', async () => {
  const { identity } = await identityFrom(pick(1, 2));
  const kept = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  for (const text of [...kept, sealed.toString('latin1')]) {
    expect(text).not.toContain(identity);
    for (const share of shares) expect(text).not.toContain(share);
  }
});

test('two shares are tried, and the day is kept; those of another node are not taken', async () => {
  expect(await readCustody(folder)).toMatchObject({ testedAt: null });
  await testCustody(folder, pick(2, 3), new Date('2026-02-01T00:00:00Z'));
  expect(await readCustody(folder)).toMatchObject({ testedAt: '2026-02-01T00:00:00.000Z' });
  await expect(testCustody(folder, others.slice(1), at)).rejects.toThrow('custody-of-another');
  await createKeyFolder(join(work, 'without'), { node, now });
  await expect(testCustody(join(work, 'without'), pick(1, 2), at)).rejects.toThrow('custody-not-drawn');
  expect(await sealKeyFolder(join(work, 'without'))).toBeUndefined();
});
