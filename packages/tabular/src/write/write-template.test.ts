import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { matchColumns } from '../columns.js';
import { personColumns } from '../person-columns.js';
import { readTable } from '../read-table.js';
import type { TemplateColumn } from './output.js';
import { writeTemplate } from './write-template.js';

const longList = Array.from({ length: 120 }, (_, index) => `地区 ${index}`);
const allowed = new Map([
  ['sex', ['男', '女']],
  ['nationality', longList],
]);
const columns: readonly TemplateColumn[] = personColumns.map((column) => ({
  ...column,
  note: { en: `Fill in ${column.title.en}.`, zh: `填写${column.title.zh}。` },
  allowedValues: allowed.get(column.key) ?? [],
  ...(column.key === 'doc_number' && { example: '100101199001010017' }),
}));

async function opened(bytes: Uint8Array): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer);
  return workbook;
}

async function sheetOf(bytes: Uint8Array, name: string): Promise<exceljs.Worksheet> {
  const sheet = (await opened(bytes)).getWorksheet(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

describe.each(['en', 'zh'] as const)('the template in %s', (language) => {
  test('is read as an empty table with every column, without a note about its second sheet', async () => {
    const result = await readTable(await writeTemplate({ columns, language }));
    expect(result).toMatchObject({ ok: true, rows: [], notes: [] });
    const match = matchColumns(result.ok ? result.headers : [], personColumns);
    expect(match).toMatchObject({ ok: true, problems: [] });
    expect(match.columns).toHaveLength(personColumns.length);
  });

  test('keeps an identity number that is typed in, and the number of its row', async () => {
    const workbook = await opened(await writeTemplate({ columns, language }));
    const row = workbook.worksheets[0]?.getRow(3);
    if (row === undefined) throw new Error('no sheet');
    row.getCell(1).value = '1';
    row.getCell(7).value = '100101199001010017';
    expect(row.getCell(7).numFmt).toBe('@');
    const result = await readTable(new Uint8Array(await workbook.xlsx.writeBuffer()));
    const cells = ['1', '', '', '', '', '', '100101199001010017', ''];
    expect(result).toMatchObject({ ok: true, rows: [{ rowNumber: 3, cells }] });
  });
});

test('required columns carry an asterisk; notes and examples stand on the second sheet', async () => {
  const bytes = await writeTemplate({ columns, language: 'zh' });
  const data = await sheetOf(bytes, '名单');
  expect(data.getCell('A1').value).toBe('序号*');
  expect(data.getCell('B1').value).toBe('姓名');
  expect(data.rowCount).toBe(1);
  const notes = await sheetOf(bytes, '填写说明');
  expect(notes.getRow(8).values).toEqual([undefined, '证件号码', '可不填', '填写证件号码。', '', '100101199001010017']);
});

test('short lists stand in the cell, long ones point at the second sheet, and every column prompts', async () => {
  const data = await sheetOf(await writeTemplate({ columns, language: 'zh', rows: 50 }), '名单');
  expect(data.getCell('D51').dataValidation).toMatchObject({
    type: 'list',
    formulae: ['"男,女"'],
    prompt: '填写性别。',
  });
  expect(data.getCell('D52').dataValidation).toBeUndefined();
  expect(data.getCell('H2').dataValidation).toMatchObject({ formulae: ["'填写说明'!$F$9:$DU$9"] });
  expect(data.getCell('B2').dataValidation).toMatchObject({ prompt: '填写姓名。' });
});
