import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readTable } from '../read-table.js';
import { rawWorkbook, textRow } from '../testing/raw-workbook.js';
import { readZipDirectory } from './zip-directory.js';

const mebibyte = 1024 * 1024;
const sheet = { name: 'a', rows: textRow(1, 'id', 'name') + textRow(2, '1', 'a') };
const sheetPart = 'xl/worksheets/sheet0.xml';

async function code(bytes: Uint8Array, limits = {}): Promise<string | undefined> {
  const result = await readTable(bytes, { limits });
  return result.ok ? undefined : result.problem.code;
}

/** The same packed file with the directory's word for one entry changed, at this offset of its directory record. */
function withDirectoryField(bytes: Uint8Array, name: string, offset: number, value: number): Uint8Array {
  const changed = Buffer.from(bytes);
  const nameAt = changed.lastIndexOf(name);
  changed.writeUInt32LE(value, nameAt - 46 + offset);
  return changed;
}

describe('a packed file costs no more than its limits', () => {
  const bomb = rawWorkbook({ sheets: [sheet], parts: { 'xl/sharedStrings.xml': new Uint8Array(64 * mebibyte) } });

  test('a part that grows a thousand times is refused before it is unpacked', async () => {
    expect(await code(bomb)).toBe('table-compressed-too-far');
  });

  test('a part that lies about its size is given up where it passes it', async () => {
    const lying = withDirectoryField(bomb, 'xl/sharedStrings.xml', 24, 1_000);
    expect(await code(lying)).toBe('table-compressed-too-far');
    expect(await code(lying, { unpackedRatio: 5_000 })).toBe('table-workbook-damaged');
  });

  test('a bomb is met in bounded memory even when only the total bounds it', async () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(await code(bomb, { unpackedRatio: 5_000, unpackedBytes: 8 * mebibyte })).toBe('table-unpacked-too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(48 * mebibyte);
  });

  test('parts that no table needs are never unpacked', async () => {
    const parts = { 'xl/media/image1.png': new Uint8Array(64 * mebibyte) };
    expect(await code(rawWorkbook({ sheets: [sheet], parts }))).toBeUndefined();
  });
});

describe('what a spreadsheet program would not write is refused', () => {
  const good = rawWorkbook({ sheets: [sheet] });
  const withSheet = (xml: string) => rawWorkbook({ sheets: [sheet], parts: { [sheetPart]: strToU8(xml) } });

  test.each([
    ['an encrypted entry', withDirectoryField(good, sheetPart, 8, 0x0008_0001), 'table-password-protected'],
    ['a document type', withSheet('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'), 'table-xml-not-allowed'],
    ['XML that ends early', withSheet('<worksheet><sheetData><row r="1">'), 'table-workbook-damaged'],
    ['XML that is none', withSheet('<worksheet><a></b></worksheet>'), 'table-workbook-damaged'],
    ['a tag without end', withSheet(`<worksheet a="${'ab'.repeat(4 * mebibyte)}`), 'table-compressed-too-far'],
    [
      'a text that is not there',
      withSheet('<worksheet><sheetData><row><c t="s"><v>9</v></c></row></sheetData></worksheet>'),
      'table-workbook-damaged',
    ],
    ['a sheet that is not there', zipSync({ '[Content_Types].xml': strToU8('<a/>') }), 'table-other-archive'],
    ['a directory that points nowhere', withDirectoryField(good, sheetPart, 42, 0x7fff_ffff), 'table-workbook-damaged'],
    ['a compression nobody uses', withDirectoryField(good, sheetPart, 8, 0x000c_0000), 'table-workbook-damaged'],
  ])('%s', async (_, bytes, expected) => {
    expect(await code(bytes)).toBe(expected);
  });

  test('an endless tag is given up at a bound, whatever the ratio', async () => {
    const endless = withSheet(`<worksheet a="${'ab'.repeat(4 * mebibyte)}`);
    expect(await code(endless, { unpackedRatio: 5_000 })).toBe('table-workbook-damaged');
  });

  test('no single changed byte of a workbook makes the reader throw', async () => {
    const random = (seed: number) => (Math.imul(seed, 2_654_435_761) >>> 0) / 2 ** 32;
    for (let seed = 1; seed <= 300; seed += 1) {
      const changed = Uint8Array.from(good);
      changed[Math.floor(random(seed) * changed.length)] = Math.floor(random(seed + 1_000) * 256);
      expect(await readTable(changed)).toHaveProperty('ok');
    }
  });
});

test('entries with ZIP64 sizes are found', () => {
  const name = 'a.xml';
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(70n, 4);
  extra.writeBigUInt64LE(7n, 12);
  extra.writeBigUInt64LE(5n, 20);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  for (const at of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, at);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  const directory = readZipDirectory(Buffer.concat([entry, Buffer.from(name), extra, end]));
  expect(directory.get(name)).toMatchObject({ method: 8, unpackedSize: 70, packedSize: 7, offset: 5 });
});
