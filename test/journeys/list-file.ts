import { listColumns } from '../../apps/server/src/modules/inquiry/list/columns.js';
import { writeTable } from '@gatehouse/tabular';
import exceljs from 'exceljs';
import { inventedNumber } from '../harness/inquiry-world.js';

/** The number of the second person as it stands on the document. */
export const rightNumber = inventedNumber('19930202', 22);

/** A list of three: the first row fits, in the second a digit of the number is wrong, in the third the name is a formula. */
export async function listWithBadRows(): Promise<Buffer> {
  const wrongNumber = rightNumber.slice(0, 17) + (rightNumber.endsWith('1') ? '2' : '1');
  const numbers = [inventedNumber('19910101', 11), wrongNumber, inventedNumber('19940303', 33)];
  const rows = numbers.map((documentNumber, at) => ({
    number: at + 1,
    name: ['王一', '王二', '王三'][at] ?? '',
    documentType: '居民身份证',
    documentNumber,
    postClass: '教师',
    employmentForm: '合同制',
    startDate: '2099-09-01',
    purpose: '招聘录用',
  }));
  const bytes = await writeTable(rows, { format: 'xlsx', columns: listColumns, language: 'zh' });
  const book = new exceljs.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = book.worksheets[0];
  const column = listColumns.findIndex(({ key }) => key === 'name') + 1;
  if (sheet === undefined) throw new Error('the list has no sheet');
  sheet.getCell(4, column).value = { formula: '"王"&"三"', result: '王三' };
  return Buffer.from(await book.xlsx.writeBuffer());
}
