import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { defaultTableLimits } from './limits.js';
import { personColumns } from './person-columns.js';
import { readTable } from './read-table.js';
import type { Table } from './table.js';
import { rawWorkbook, textRow } from './testing/raw-workbook.js';

const text = (content: string) => new TextEncoder().encode(content);
const compoundFile = (streamName: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_016), Buffer.from(streamName, 'utf16le')]);
const workbook = rawWorkbook({ sheets: [{ name: 'a', rows: textRow(1, '序号', '姓名') + textRow(2, '1', '张三') }] });

async function readOk(bytes: Uint8Array, options?: Parameters<typeof readTable>[1]): Promise<Table> {
  const result = await readTable(bytes, options);
  if (!result.ok) throw new Error(result.problem.code);
  return result;
}

describe('what is not a table that can be read is refused by name', () => {
  test.each([
    ['nothing', new Uint8Array(0), 'table-empty'],
    ['only blanks', text('  \n\n'), 'table-empty'],
    ['only separators', text(',,,\n,,,\n'), 'table-no-header'],
    ['a workbook under a password', compoundFile('EncryptionInfo'), 'table-password-protected'],
    ['an old .xls', compoundFile('Workbook'), 'table-old-workbook'],
    ['a web page called .xls', text('\n<html><table><tr><td>1</td></tr></table></html>'), 'table-markup'],
    ['XML', text('\ufeff<?xml version="1.0"?><Workbook/>'), 'table-markup'],
    ['another packed file', zipSync({ 'a.txt': text('a') }), 'table-other-archive'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'table-encoding-unknown'],
    ['the first half of a workbook', workbook.subarray(0, workbook.length / 2), 'table-archive-truncated'],
    ['a quotation mark that is never closed', text('id,name\n1,a\n2,"b\n3,c\n'), 'table-truncated'],
    ['JSON cut off', text('{"id":1}\n{"id":'), 'table-truncated'],
    ['a line that is no object', text('{"id":1}\n[2]\n{"id":3}\n'), 'table-line-not-json'],
  ])('%s', async (_, bytes, code) => {
    const result = await readTable(bytes);
    expect(result.ok ? undefined : result.problem.code).toBe(code);
  });

  test('50 MB', async () => {
    const found = 50 * 1024 * 1024;
    expect(await readTable(new Uint8Array(found).fill(0x61))).toEqual({
      ok: false,
      problem: { code: 'table-too-large', limit: defaultTableLimits.bytes, found },
    });
  });

  test('10,001 rows, where 10,000 are read', async () => {
    const rows = (count: number) => text(`id,name\n${'1,a\n'.repeat(count)}`);
    expect((await readOk(rows(10_000))).rows).toHaveLength(10_000);
    expect(await readTable(rows(10_001))).toEqual({
      ok: false,
      problem: { code: 'table-too-many-rows', limit: 10_000, found: 10_001 },
    });
  });

  test('more columns than the limit, in the header or in a row', async () => {
    const limits = { columns: 3 };
    expect(await readTable(text('a,b,c,d\n'), { limits })).toMatchObject({
      problem: { code: 'table-too-many-columns', limit: 3, found: 4 },
    });
    expect(await readTable(text('a,b\n1,2\n1,2,3,4\n'), { limits })).toMatchObject({
      problem: { code: 'table-too-many-columns', limit: 3, found: 4, rowNumber: 3 },
    });
  });

  test('a row longer than a row can be, such as behind a stray quotation mark', async () => {
    const bytes = text(`id,name\n1,"${'a\n'.repeat(1_000)}`);
    expect(await readTable(bytes, { limits: { columns: 2, cellLength: 100 } })).toMatchObject({
      problem: { code: 'table-record-too-long', rowNumber: 2 },
    });
  });
});

describe('the bytes say what the file is', () => {
  test('a workbook called .csv, and CSV called .xlsx', async () => {
    const note = (format: string) => [{ code: 'format-differs', format }];
    expect(await readOk(workbook, { fileName: '名单.csv' })).toMatchObject({ format: 'xlsx', notes: note('xlsx') });
    expect(await readOk(text('id,name\n1,a\n'), { fileName: 'a.XLSX' })).toMatchObject({
      format: 'csv',
      notes: note('csv'),
    });
    expect((await readOk(text('id\tname\n1\ta\n'), { format: 'csv' })).notes).toEqual([]);
  });

  test('GB18030, said in a note', async () => {
    const bytes = Buffer.concat([Buffer.from('id,name\n1,'), Uint8Array.from([0xd5, 0xc5, 0xc8, 0xfd, 0x0a])]);
    const table = await readOk(bytes);
    expect(table.rows[0]?.cells).toEqual(['1', '张三']);
    expect(table.notes).toEqual([{ code: 'encoding-converted', encoding: 'gb18030' }]);
  });

  test('JSON Lines: lists become one cell, numbers keep their digits or say that they have lost them', async () => {
    const lines = [
      '{"id":1,"former_names":["甲","乙"],"doc_number":"100101199001010017"}',
      '',
      '{"id":"2","doc_number":100101199001010017,"extra":{"a":1}}',
    ];
    const { headers, rows } = await readOk(text(lines.join('\r\n')));
    expect(headers).toEqual(['id', 'former_names', 'doc_number', 'extra']);
    expect(rows).toEqual([
      { rowNumber: 1, cells: ['1', '甲;乙', '100101199001010017', ''] },
      {
        rowNumber: 3,
        cells: ['2', '', '1.00101E+17', ''],
        cellProblems: [
          { column: 2, code: 'number-mangled' },
          { column: 3, code: 'value-nested' },
        ],
      },
    ]);
  });
});

describe('rows are counted as the opened spreadsheet counts them', () => {
  test('blank rows, line ends of all kinds and lines inside quotation marks', async () => {
    const { rows } = await readOk(text('id,name\r\n1,"a\nb"\r\n\r\n , \n2,c\r3, d \n'));
    expect(rows).toEqual([
      { rowNumber: 2, cells: ['1', 'a\nb'] },
      { rowNumber: 5, cells: ['2', 'c'] },
      { rowNumber: 6, cells: ['3', ' d '] },
    ]);
  });

  test('titles above the header are passed over, with a note', async () => {
    const { headers, rows, notes } = await readOk(text('某小学教职工名单,,\n\n序号,姓名,性别\n1,张三,男\n'));
    expect(headers).toEqual(['序号', '姓名', '性别']);
    expect(rows).toEqual([{ rowNumber: 4, cells: ['1', '张三', '男'] }]);
    expect(notes).toEqual([{ code: 'title-rows-skipped', rowNumber: 3 }]);
  });

  test('known columns find a header below a title of two cells', async () => {
    const bytes = text('填表单位,某小学\n序号,姓名\n1,张三\n');
    expect((await readOk(bytes)).headers).toEqual(['填表单位', '某小学']);
    expect((await readOk(bytes, { columns: personColumns })).headers).toEqual(['序号', '姓名']);
  });

  test('a header typed with full-width commas above rows with plain ones', async () => {
    const { headers, rows, notes } = await readOk(text('序号，姓名，性别\n1,张三,男\n2,李四,女\n'));
    expect(headers).toEqual(['序号', '姓名', '性别']);
    expect(rows).toHaveLength(2);
    expect(notes).toEqual([{ code: 'header-split', rowNumber: 1 }]);
  });
});

describe('a cell that may not be used as it stands is named', () => {
  test.each([
    ['a number rounded by a spreadsheet program', 'id,n\n1,1.00101E+17\n', 1, 'number-mangled'],
    ['a cell beyond the header', 'id,n\n1,a,b\n', 2, 'cell-without-header'],
    ['a cell beyond its length', `id,n\n1,${'a'.repeat(4_001)}\n`, 1, 'cell-too-long'],
    ['a last row cut off', 'id,name,n\n1,a,b\n2,c', 1, 'row-cut-off'],
  ])('%s', async (_, content, column, code) => {
    const { rows } = await readOk(text(content));
    expect(rows.at(-1)?.cellProblems).toEqual([{ column, code }]);
  });

  test('identity numbers whose last digits have become zeros, where most of a column has', async () => {
    const numbers = ['100101199001010000', '100101198502020000', '100101197703030000', '100101199001010017'];
    const table = (chosen: readonly string[]) => text(`doc_number,name\n${chosen.map((n) => `${n},a\n`).join('')}`);
    const problems = async (chosen: readonly string[]) =>
      (await readOk(table(chosen))).rows.map(({ cellProblems }) => cellProblems?.[0]?.code);
    expect(await problems(numbers)).toEqual(['number-mangled', 'number-mangled', 'number-mangled', undefined]);
    expect(await problems(numbers.slice(2))).toEqual([undefined, undefined]);
  });

  test('a blank last line is no row, line end or not', async () => {
    expect((await readOk(text('id,name,n\n1,a,b\n  '))).rows).toHaveLength(1);
  });

  test('a short row is not a problem', async () => {
    expect((await readOk(text('id,name,n\n1,a\n2,b,c\n'))).rows[0]).toEqual({ rowNumber: 2, cells: ['1', 'a', ''] });
  });
});
