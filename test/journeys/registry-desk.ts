import type { Page } from 'playwright-core';
import { importFile, importRow, misread } from '../harness/import-file.js';
import { inventedNumber } from '../harness/registry-world.js';
import { expectSound, expectSoundInBoth } from './browser.js';
import { choose } from './desks.js';
import type { Person } from './world.js';

/** The person of the third row, as it stands on the document. */
export const heldPerson: Person = { name: '丙三', number: inventedNumber('19800303', 73) };
/** The person of the first row. */
export const goodPerson: Person = { name: '甲一', number: inventedNumber('19800101', 71) };

/** A source file of five rows: good, not final, a wrong number, a crime of a minor, an offence that is out of scope. */
export async function sourceFile(): Promise<Buffer> {
  const rows = [
    importRow(goodPerson),
    importRow({ name: '乙二', number: inventedNumber('19800202', 72) }, { effective_date: '' }),
    importRow({ ...heldPerson, number: misread(heldPerson.number) }),
    importRow(
      { name: '丁四', number: inventedNumber('20000102', 74) },
      { act_from: '2015-06-01', sentence_months: '60', decision_date: '2019-05-01' },
    ),
    importRow({ name: '戊五', number: inventedNumber('19800505', 75) }, { offence_codes: '264' }),
  ];
  return Buffer.from(await importFile(rows, 'xlsx'));
}

/** Brings a file of a source in, as far as the preview. */
export async function upload(page: Page, address: string, bytes: Buffer): Promise<void> {
  await page.goto(`${address}/registry/imports/new`);
  await page.getByRole('heading', { name: '导入文件' }).waitFor();
  await choose(page, '来源', 'court-a（虚构）');
  await expectSoundInBoth(page, 'zh');
  const file = { name: '来源.xlsx', mimeType: 'application/octet-stream', buffer: bytes };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('各列识别结果').first().waitFor();
}

/** A second person holds a record against its source and types the number that stands there. */
export async function verify(page: Page, address: string, { name, number }: Person): Promise<void> {
  await page.goto(`${address}/registry/verifications`);
  await page.getByRole('link', { name, exact: true }).waitFor();
  await expectSound(page);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByLabel('原始文书上的证件号码').fill(number);
  await page.getByRole('button', { name: '核对一致，使其生效' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor({ state: 'hidden' });
}

/** Finds a person by number, for a purpose that is logged. */
export async function findPerson(page: Page, address: string, { name, number }: Person): Promise<void> {
  await page.goto(`${address}/registry/persons`);
  await page.getByRole('heading', { name: '查找人员' }).waitFor();
  await page.getByLabel('证件号码', { exact: true }).fill(number);
  await choose(page, '用途', '更正');
  await page.getByLabel('事由编号').fill('虚构函1号');
  await page.getByRole('button', { name: '查找', exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Proposes a change of the record in sight, with its reason. */
export async function propose(page: Page, verb: '更正' | '封存' | '撤回', reason: string): Promise<void> {
  await page.getByRole('button', { name: `建议${verb}` }).click();
  const dialog = page.getByRole('dialog');
  if (verb === '更正') await dialog.getByLabel('作出机关').fill('乙县人民法院(虚构)');
  await dialog.getByRole('button', { name: '提出', exact: true }).click();
  await dialog.getByText('请简要写明理由。').waitFor();
  await expectSound(page);
  await dialog.getByLabel('理由').fill(reason);
  await dialog.getByRole('button', { name: '提出', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** A second person decides on the proposal in sight, with a reason of their own. */
export async function confirm(page: Page, address: string, reason: string): Promise<void> {
  await page.goto(`${address}/registry/proposals`);
  await page.getByRole('button', { name: '确认' }).waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '确认' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(reason);
  await expectSound(page);
  await dialog.getByRole('button', { name: '确认' }).click();
  await page.getByText('没有待处理的变更').waitFor();
}
