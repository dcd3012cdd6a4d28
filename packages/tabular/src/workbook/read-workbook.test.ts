import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { personColumns } from '../person-columns.js';
import { readTable } from '../read-table.js';
import { rawWorkbook, textRow } from '../testing/raw-workbook.js';

const header = textRow(1, 'id', 'value');

async function firstRow(
  cell: string,
  workbook: { formats?: string[]; sharedStrings?: string; date1904?: boolean } = {},
) {
  const rows = `${header}<row r="2"><c r="A2" t="str"><v>1</v></c>${cell}</row>`;
  const result = await readTable(rawWorkbook({ sheets: [{ name: 'a', rows }], ...workbook }));
  const row = result.ok ? result.rows[0] : undefined;
  return { text: row?.cells[1], code: row?.cellProblems?.[0]?.code };
}

describe('a cell reads as a person sees it', () => {
  test.each([
    ['shared text', '<c r="B2" t="s"><v>0</v></c>', '张三'],
    ['rich text without its pronunciation', '<c r="B2" t="s"><v>1</v></c>', '欧阳修'],
    ['kept spaces', '<c r="B2" t="s"><v>2</v></c>', ' a '],
    ['escaped characters', '<c r="B2" t="s"><v>3</v></c>', 'a\r_x'],
    ['a rare character as a number', '<c r="B2" t="inlineStr"><is><t>&#x20BB7;&amp;</t></is></c>', '𠮷&'],
    ['a whole number', '<c r="B2"><v>20240901</v></c>', '20240901'],
    ['a number in scientific form that is short', '<c r="B2"><v>1.2E3</v></c>', '1200'],
    ['15 digits', '<c r="B2"><v>100101900101001</v></c>', '100101900101001'],
    ['a fraction', '<c r="B2"><v>0.30000000000000004</v></c>', '0.3'],
    ['a code with leading zeros', '<c r="B2" s="1"><v>10101</v></c>', '010101'],
    ['a date', '<c r="B2" s="2"><v>32905</v></c>', '1990-02-01'],
    ['a Chinese date', '<c r="B2" s="3"><v>32905</v></c>', '1990-02-01'],
    ['the day after the 29 February 1900 that never was', '<c r="B2" s="2"><v>61</v></c>', '1900-03-01'],
    ['the first day', '<c r="B2" s="2"><v>1</v></c>', '1900-01-01'],
    ['a date with time', '<c r="B2" s="2"><v>32905.75</v></c>', '1990-02-01T18:00:00'],
    ['a time', '<c r="B2" s="2"><v>0.5</v></c>', '12:00:00'],
    ['an ISO date', '<c r="B2" t="d"><v>1990-02-01T00:00:00</v></c>', '1990-02-01'],
    ['a yes', '<c r="B2" t="b"><v>1</v></c>', 'TRUE'],
  ])('%s', async (_, cell, text) => {
    const sharedStrings =
      '<si><t>张三</t></si><si><r><t>欧阳</t></r><r><t>修</t></r><rPh sb="0" eb="2"><t>ouyang</t></rPh></si>' +
      '<si><t xml:space="preserve"> a </t></si><si><t>a_x000D__x005F_x</t></si>';
    const formats = ['000000', 'yyyy/m/d;@', '[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'];
    expect(await firstRow(cell, { sharedStrings, formats })).toEqual({ text, code: undefined });
  });

  test('a workbook that counts from 1904', async () => {
    const cell = '<c r="B2" s="1"><v>31443</v></c>';
    expect((await firstRow(cell, { formats: ['yyyy-mm-dd'], date1904: true })).text).toBe('1990-02-01');
  });
});

describe('a cell that may not be used as it stands is named', () => {
  test.each([
    ['a formula with its last value', '<c r="B2" t="str"><f>A2&amp;"x"</f><v>1x</v></c>', '1x', 'formula'],
    ['a formula without a value', '<c r="B2"><f>1/0</f></c>', '', 'formula'],
    ['18 digits stored as a number', '<c r="B2"><v>1.00101199001010002E+17</v></c>', '1.00101E+17', 'number-mangled'],
    ['18 digits written out', '<c r="B2" s="1"><v>110105199001010017</v></c>', '1.10105E+17', 'number-mangled'],
    ['an error', '<c r="B2" t="e"><v>#N/A</v></c>', '#N/A', 'cell-error'],
    ['a date that never was', '<c r="B2" s="2"><v>60</v></c>', '60', 'date-impossible'],
    [
      'a birth date typed as a number, then formatted',
      '<c r="B2" s="2"><v>19900201</v></c>',
      '19900201',
      'date-impossible',
    ],
  ])('%s', async (_, cell, text, code) => {
    expect(await firstRow(cell, { formats: ['0', 'yyyy-mm-dd'] })).toEqual({ text, code });
  });
});

describe('merged cells', () => {
  const read = (merged: string) =>
    readTable(
      rawWorkbook({
        sheets: [
          {
            name: '名单',
            rows: textRow(1, '某小学名单') + textRow(2, 'id', 'name') + textRow(3, '1', 'a') + textRow(4, '2', 'b'),
            after: `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>`,
          },
        ],
      }),
    );

  test('among the rows or in the header are refused with their range', async () => {
    for (const range of ['B3:B4', 'A2:B2', 'A1:A3']) {
      const problem = { code: 'table-merged-cells', range, found: 1, sheet: '名单' };
      expect(await read(range)).toEqual({ ok: false, problem });
    }
  });

  test('in a title above the header are nobody’s and allowed', async () => {
    expect(await read('A1:B1')).toMatchObject({
      ok: true,
      headers: ['id', 'name'],
      rows: [{ rowNumber: 3 }, { rowNumber: 4 }],
    });
  });
});

describe('sheets', () => {
  const people = { name: 'people', rows: textRow(1, '序号', '姓名') + textRow(2, '1', '张三') };
  const other = { name: 'other', rows: textRow(1, 'x', 'y') + textRow(2, '1', '2') };

  test('hidden and empty ones are passed over, further ones noted', async () => {
    const sheets = [
      { ...other, state: 'hidden' as const },
      { name: 'empty', rows: '' },
      people,
      { ...other, name: 'b' },
    ];
    expect(await readTable(rawWorkbook({ sheets }))).toMatchObject({
      headers: ['序号', '姓名'],
      notes: [
        { code: 'other-sheets-not-read', sheet: 'people', found: 2 },
        { code: 'hidden-sheets-not-read', found: 1 },
      ],
    });
  });

  test('known columns choose the sheet', async () => {
    const bytes = rawWorkbook({ sheets: [other, people] });
    expect(await readTable(bytes)).toMatchObject({ headers: ['x', 'y'] });
    expect(await readTable(bytes, { columns: personColumns })).toMatchObject({ headers: ['序号', '姓名'] });
  });
});

describe('limits', () => {
  test('10,001 rows, and a far column; far cells that are only formatted are nothing', async () => {
    const rows = header + Array.from({ length: 10_001 }, (_, index) => textRow(index + 2, '1', 'a')).join('');
    expect(await readTable(rawWorkbook({ sheets: [{ name: 'a', rows }] }))).toMatchObject({
      problem: { code: 'table-too-many-rows', limit: 10_000 },
    });
    const far = (cell: string) => rawWorkbook({ sheets: [{ name: 'a', rows: `${header}<row r="2">${cell}</row>` }] });
    expect(await readTable(far('<c r="XFD2"><v>1</v></c>'))).toMatchObject({
      problem: { code: 'table-too-many-columns', limit: 100, found: 16_384, rowNumber: 2 },
    });
    expect(await readTable(far('<c r="XFD2" s="1"/>'))).toMatchObject({ ok: true, rows: [] });
  });
});

test('a workbook of another program’s making reads the same', async () => {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('名单');
  sheet.addRow(['序号', '姓名', '出生日期', '证件号码', '合计']);
  sheet.addRow([
    1,
    { richText: [{ text: '张' }, { text: '三', font: { bold: true } }] },
    new Date(Date.UTC(1990, 0, 1)),
    '100101199001010017',
    { formula: 'A2+1', result: 2 },
  ]);
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  expect(await readTable(bytes)).toMatchObject({
    ok: true,
    rows: [
      {
        rowNumber: 2,
        cells: ['1', '张三', '1990-01-01', '100101199001010017', '2'],
        cellProblems: [{ column: 4, code: 'formula' }],
      },
    ],
  });
});
