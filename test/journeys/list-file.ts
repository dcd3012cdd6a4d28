import { writeTable } from '@gatehouse/tabular';
import exceljs from 'exceljs';
import { listColumns } from '../../apps/server/src/modules/inquiry/list/columns.js';
import { inventedNumber } from '../harness/inquiry-world.js';

/** The number of the second person as it stands on the document. */
export const rightNumber = inventedNumber('19930202', 22);

type Row = Readonly<Record<string, string | number>>;

function rowOf(at: number, name: string, documentNumber: string, purpose = '招聘录用'): Row {
  return {
    number: at,
    name,
    documentType: '居民身份证',
    documentNumber,
    postClass: '教师',
    employmentForm: '合同制',
    startDate: '2099-09-01',
    purpose,
  };
}

function workbook(rows: readonly Row[]): Promise<Uint8Array> {
  return writeTable(rows, { format: 'xlsx', columns: listColumns, language: 'zh' });
}

/** A list of three: the first row fits, in the second a digit of the number is wrong, in the third the name is a formula. */
export async function listWithBadRows(): Promise<Buffer> {
  const wrongNumber = rightNumber.slice(0, 17) + (rightNumber.endsWith('1') ? '2' : '1');
  const bytes = await workbook([
    rowOf(1, '王一', inventedNumber('19910101', 11)),
    rowOf(2, '王二', wrongNumber),
    rowOf(3, '王三', inventedNumber('19940303', 33)),
  ]);
  const book = new exceljs.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = book.worksheets[0];
  const column = listColumns.findIndex(({ key }) => key === 'name') + 1;
  if (sheet === undefined) throw new Error('the list has no sheet');
  sheet.getCell(4, column).value = { formula: '"王"&"三"', result: '王三' };
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The two candidates of a sound list. */
export const candidates = [
  { name: '刘一', number: inventedNumber('19910501', 51) },
  { name: '刘二', number: inventedNumber('19920602', 52) },
] as const;

/** A list in which everything fits: two candidates and one who serves already. */
export async function soundList(): Promise<Buffer> {
  const [first, second] = candidates;
  return Buffer.from(
    await workbook([
      rowOf(1, first.name, first.number),
      rowOf(2, second.name, second.number),
      rowOf(3, '刘三', inventedNumber('19930703', 53), '年度查询'),
    ]),
  );
}

/** A list with one row more than a file may have. */
export function tooLongList(): Buffer {
  const header = '序号,姓名,证件类型,证件号码,岗位类别,用工形式,拟入职日期,查询类别';
  const row = '1,王一,居民身份证,100101199101010112,教师,合同制,2099-09-01,招聘录用';
  return Buffer.from(`${header}\n${`${row}\n`.repeat(10_001)}`);
}

/** A list in which the spreadsheet program has rounded a long number. */
export function listWithRoundedNumber(): Buffer {
  const header = '序号,姓名,证件类型,证件号码,岗位类别,用工形式,拟入职日期,查询类别';
  return Buffer.from(`${header}\n1,王一,居民身份证,1.10105E+17,教师,合同制,2099-09-01,招聘录用\n`);
}

/** What a spreadsheet program makes of a workbook under a password: a compound file that names how it is encrypted. */
export function protectedWorkbook(): Buffer {
  const name = Buffer.from('EncryptionInfo', 'utf16le');
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), name, Buffer.alloc(1024)]);
}
