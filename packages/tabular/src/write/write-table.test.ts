import fc from 'fast-check';
import { readSheet } from 'read-excel-file/universal';
import { describe, expect, test } from 'vitest';
import { personColumns } from '../person-columns.js';
import { readTable } from '../read-table.js';
import type { TableFormat } from '../table.js';
import type { OutputRow, WriteTableOptions } from './output.js';
import { writeRows } from './write-rows.js';
import { writePieces, writeTable } from './write-table.js';

const formats: readonly TableFormat[] = ['csv', 'tsv', 'xlsx', 'jsonl'];
const columns = ['id', 'name', 'note'].map((key) => ({ key, title: { en: key, zh: `${key}列` } }));
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

async function written(value: string | number, options: Partial<WriteTableOptions> = {}): Promise<string> {
  const columnsOfOne = columns.slice(0, 2);
  const text = decode(
    await writeTable([{ id: 'x', name: value }], {
      format: 'csv',
      columns: columnsOfOne,
      byteOrderMark: false,
      ...options,
    }),
  );
  return text.split('\r\n').slice(1).join('\r\n').slice(2, -2);
}

describe('no cell of delimited text is run or rounded by a spreadsheet program', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://a","b")', `"'=HYPERLINK(""http://a"",""b"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', "'＝1+1"],
    ["'=1", "''=1"],
    ['100101199001010017', "'100101199001010017"],
    ['10010119900101001X', "'10010119900101001X"],
    [100101199001010, "'100101199001010"],
    ['a=1', 'a=1'],
    ['13800000000', '13800000000'],
    ['a;=1', '"a;=1"'],
  ])('%j is written %j', async (value, cell) => {
    expect(await written(value)).toBe(cell);
  });

  test('for programs alone, cells can be left as they are', async () => {
    expect(await written('=1+1', { escape: 'none' })).toBe('=1+1');
  });
});

describe('what is written is read again', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom('=', '+', "'", '"', ',', ';', '\t', '\r', '\n', ' ', '1', '张', '，', '_x0041_'),
    }),
    fc.stringMatching(/^\d{15,18}X?$/),
    fc.constantFrom('constructor', '__proto__', 'valueOf'),
  );
  // Text that holds NUL is taken for no text at all.
  const storable = cell.map((text) => text.replaceAll('\0', ''));
  const row = fc.record({ name: storable, note: storable });

  test.each(['\u{10fffe}b', '\u{10fffe}\u0001', '\u{1fffe}\u0001', '\ufffea', '\ufdd0_x0041_'])(
    'a workbook keeps what follows a character that is none: %j',
    async (name) => {
      const result = await readTable(await writeTable([{ id: 'x', name }], { format: 'xlsx', columns }), {});
      expect(result).toMatchObject({ ok: true, rows: [{ cells: ['x', name, ''] }] });
    },
  );

  test.each(formats)('%s, cell by cell', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (values) => {
        const rows = values.map((value, index) => ({ id: `r${index}`, ...value }));
        const result = await readTable(await writeTable(rows, { format, columns }), { format });
        expect(result).toMatchObject({ ok: true, format, headers: ['id', 'name', 'note'], notes: [] });
        const read = result.ok ? result.rows.map(({ cells }) => cells) : [];
        expect(read).toEqual(rows.map(({ id, name, note }) => [id, name, note]));
      }),
      { numRuns: 60 },
    );
  });
});

test('the header speaks the language asked for, else the keys; JSON Lines always the keys', async () => {
  const header = async (options: Partial<WriteTableOptions>) => {
    const result = await readTable(
      await writeTable([{ id: '1' }], { format: 'csv', columns: personColumns, ...options }),
    );
    return result.ok ? result.headers[6] : undefined;
  };
  expect(await header({})).toBe('doc_number');
  expect(await header({ language: 'zh' })).toBe('证件号码');
  expect(await header({ language: 'en', format: 'xlsx' })).toBe('document number');
  expect(await header({ language: 'en', format: 'jsonl' })).toBe('doc_number');
});

test('CSV begins with a byte order mark unless told otherwise', async () => {
  expect(decode(await writeTable([], { format: 'csv', columns }))).toBe('\ufeffid,name,note\r\n');
  expect(decode(await writeTable([], { format: 'csv', columns, byteOrderMark: false }))).toBe('id,name,note\r\n');
});

test('another program reads the workbook: identity numbers as text, small numbers as numbers', async () => {
  const rows = [{ id: 7, name: '100101199001010017', note: '=1+1' }];
  const bytes = await writeTable(rows, { format: 'xlsx', columns, sheetName: '名单/1' });
  expect(await readSheet(bytes.slice().buffer)).toEqual([
    ['id', 'name', 'note'],
    [7, '100101199001010017', '=1+1'],
  ]);
});

test('rows that come one by one are written piece by piece, the same bytes', async () => {
  const rows: OutputRow[] = Array.from({ length: 2_500 }, (_, index) => ({ id: index, name: `=${index}`, note: null }));
  async function* oneByOne() {
    yield* rows;
  }
  for (const format of ['csv', 'tsv', 'jsonl'] as const) {
    const pieces: Uint8Array[] = [];
    for await (const piece of writeRows(oneByOne(), { format, columns })) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(Buffer.concat(pieces).equals(await writeTable(rows, { format, columns }))).toBe(true);
  }
});

test('a workbook leaves in pieces, the first before the last row is asked for; the same rows are the same bytes', async () => {
  const rows: OutputRow[] = Array.from({ length: 20_000 }, (_, index) => ({
    id: index,
    name: `n${(index * 7919) % 20_011}`,
  }));
  let asked = 0;
  function* oneByOne() {
    for (const row of rows) {
      asked += 1;
      yield row;
    }
  }
  const pieces: Uint8Array[] = [];
  let askedAtTenth: number | undefined;
  for await (const piece of writePieces(oneByOne(), { format: 'xlsx', columns })) {
    pieces.push(piece);
    if (pieces.length === 10) askedAtTenth = asked;
  }
  expect(askedAtTenth).toBeLessThan(rows.length);
  expect(Buffer.concat(pieces).equals(await writeTable(rows, { format: 'xlsx', columns }))).toBe(true);
});
