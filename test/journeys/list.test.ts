import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, openWindow, startBrowser } from './browser.js';
import { listWithBadRows, rightNumber } from './list-file.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it('names the bad rows of a list by row and column, has one mended in place and the other set aside', async () => {
  const { page } = await openWindow(browser, 'zh');
  await signIn(page, world.address, 'clerk', 'zh');
  await page.goto(`${world.address}/inquiries/new/list`);
  await expectSound(page);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '花名册.xlsx', mimeType: 'application/octet-stream', buffer: await listWithBadRows() });
  const rows = page.getByRole('list', { name: '2行需要修改' }).locator('> li');
  await rows.nth(1).waitFor();
  expect(await rows.nth(0).innerText()).toMatch(/第3行[\s\S]*证件号码：[\s\S]*校验码不符/);
  expect(await rows.nth(1).innerText()).toMatch(/第4行[\s\S]*姓名[\s\S]*单元格是公式/);
  await expectSound(page);

  await page.getByRole('button', { name: '修改第3行' }).click();
  await page.getByLabel('证件号码', { exact: true }).fill(rightNumber);
  await expectSound(page);
  await page.getByRole('button', { name: '保存此行' }).click();
  await page.getByRole('heading', { name: '1行需要修改' }).waitFor();

  await page.getByRole('button', { name: '移出第4行' }).click();
  await page.getByText('全部2行均无需修改。').waitFor();
  await expectSound(page);
});
