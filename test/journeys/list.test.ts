import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import * as files from './list-file.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;
let clerk: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  clerk = (await openWindow(browser, 'zh')).page;
  await signIn(clerk, world.address, 'clerk', 'zh');
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function give(name: string, buffer: Buffer): Promise<void> {
  await clerk.goto(`${world.address}/inquiries/new/list`);
  const file = { name, mimeType: 'application/octet-stream', buffer };
  await clerk.locator('input[type=file]').setInputFiles(file);
}

it('names the bad rows of a list by row and column, has one mended in place and the other set aside', async () => {
  await clerk.goto(`${world.address}/inquiries/new/list`);
  await expectSoundInBoth(clerk, 'zh');
  const bytes = await files.listWithBadRows();
  await give('花名册.xlsx', bytes);
  const rows = clerk.getByRole('list', { name: '2行需要修改' }).locator('> li');
  await rows.nth(1).waitFor();
  expect(await rows.nth(0).innerText()).toMatch(/第3行[\s\S]*证件号码：[\s\S]*校验码不符/);
  expect(await rows.nth(1).innerText()).toMatch(/第4行[\s\S]*姓名[\s\S]*单元格是公式/);
  await expectSoundInBoth(clerk, 'zh');

  await clerk.getByRole('button', { name: '修改第3行' }).click();
  await clerk.getByLabel('证件号码', { exact: true }).fill(files.rightNumber);
  await expectSound(clerk);
  await clerk.getByRole('button', { name: '保存此行' }).click();
  await clerk.getByRole('heading', { name: '1行需要修改' }).waitFor();

  await clerk.getByRole('button', { name: '移出第4行' }).click();
  await clerk.getByText('全部2行均无需修改。').waitFor();
  await expectSound(clerk);

  await give('花名册.xlsx', bytes);
  await clerk.getByText('该文件此前已上传', { exact: true }).waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByRole('button', { name: '仍要重新载入' }).click();
  await clerk.getByRole('heading', { name: '花名册.xlsx' }).waitFor();
});

it.each([
  ['过长.csv', files.tooLongList, /超过 10000 行。请拆分成几个文件。/],
  ['加密.xlsx', files.protectedWorkbook, /工作簿有密码保护。请在电子表格软件中取消密码后重新保存。/],
  ['改坏的号码.csv', files.listWithRoundedNumber, /证件号码[\s\S]*电子表格软件[\s\S]*末几位已丢失/],
])('says of %s what is wrong and what to do', async (name, bytesOf, message) => {
  await give(name, bytesOf());
  await clerk.getByText(message).first().waitFor();
  await expectSoundInBoth(clerk, 'zh');
  expect(await clerk.locator('main').innerText()).not.toMatch(/100101\d{11}/);
});

it('takes the sample that the page hands out', async () => {
  await clerk.goto(`${world.address}/inquiries/new/list`);
  const saved = clerk.waitForEvent('download');
  await clerk.getByRole('button', { name: '示例（虚构人员）' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  await give(download.suggestedFilename(), await readFile(await download.path()));
  await clerk
    .getByText(/行需要修改|均无需修改/)
    .first()
    .waitFor();
  await expectSoundInBoth(clerk, 'zh');
});
