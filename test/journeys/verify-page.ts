import { changedCode } from '../harness/notice-code.js';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound, expectSoundInBoth } from './browser.js';
import type { Person } from './world.js';

/** A stranger scans the code of a notice on a phone: it is real, for this person; and whatever is changed in it does not fit. */
export async function verifyOnPhone(page: Page, code: string, person: Person): Promise<void> {
  expect(code).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/verify#\d+$/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
  await page.goto(code);
  await page.getByRole('heading', { name: /^本告知书真实，由甲县教育局（虚构）于.+出具$/ }).waitFor();
  await page.getByText('只反映当时情况；需要当前结果请重新查询。').waitFor();
  await compareWithPaper(page, person);
  await page.getByText('该日志没有指定见证方，仅由主管部门自己的密钥担保。').waitFor();
  await page.getByText('证明', { exact: true }).click();
  await page.getByText('该记录确在此检查点所示的日志中。').waitFor();
  await expectSoundInBoth(page, 'zh');
  expect(asked.join(), 'what leaves the browser says which notice').not.toMatch(/\d{40}/);

  await expectUnfit(page, code, '告知书内容与记录不符。', ({ facts }) => Object.assign(facts, { number: '1' }));
  await expectSoundInBoth(page, 'zh');
  await expectUnfit(page, code, '不能证明该记录在日志中。', ({ proof }) =>
    Object.assign(proof, { salt: Buffer.alloc(32, 7).toString('base64url') }),
  );
  await open(page, code.slice(0, -20));
  await page.getByRole('heading', { name: '网址不完整' }).waitFor();
  await expectSound(page);
}

/** A real code can stand on another paper: name and number as printed tell. */
async function compareWithPaper(page: Page, { name, number }: Person): Promise<void> {
  const form = page.getByRole('form', { name: '是否为此人出具' });
  await form.getByLabel('姓名').fill(name);
  await form.getByLabel('证件号码').fill(number);
  await form.getByRole('button', { name: '比对' }).click();
  await page.getByText('是，系为该姓名和号码出具。').waitFor();
  await form.getByLabel('姓名').fill('别人');
  await form.getByRole('button', { name: '比对' }).click();
  await page.getByText(/^否，并非为该姓名和号码出具。/).waitFor();
}

async function expectUnfit(
  page: Page,
  code: string,
  what: string,
  change: Parameters<typeof changedCode>[1],
): Promise<void> {
  const [address = '', packed = ''] = code.split('#');
  await open(page, `${address}#${await changedCode(packed, change)}`);
  await page.getByRole('heading', { name: '该告知书核验不符' }).waitFor();
  await page.getByText(what).waitFor();
}

/** As a camera opens it: a page of its own, not the next address of the same one. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
}
