import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { agreeByLink, prepare } from './by-api.js';
import * as files from './list-file.js';
import { linkAt } from './post.js';
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
  ['过长.csv', files.tooLongList, /超过 10,000 行。请拆分成几个文件。/],
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

it('takes a list through proof, consents, notices, approval and release, all for many at once, and exports the results', async () => {
  await give('全部合格.xlsx', await files.soundList());
  await clerk.getByText('全部3行均无需修改。').waitFor();
  await clerk.getByRole('radio', { name: '查验证件原件' }).check();
  await clerk.getByRole('form', { name: '身份核验' }).getByRole('button', { name: '为以上各行登记' }).click();
  await clerk.getByRole('form', { name: '身份核验' }).waitFor({ state: 'hidden' });
  await clerk.getByRole('button', { name: '请求授权' }).click();
  const phones = ['13800000201', '13800000202'] as const;
  await clerk.getByLabel(/刘一/).fill('12');
  await clerk.getByText('不是有效的手机号码或邮箱。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByLabel(/刘一/).fill(phones[0]);
  await clerk.getByLabel(/刘二/).fill(phones[1]);
  await clerk.getByRole('button', { name: '向2人请求授权' }).click();
  for (const [at, person] of files.candidates.entries()) {
    const phone = phones[at] ?? '';
    await agreeByLink(world, { phone, link: await linkAt(world.post, phone) }, person);
  }
  await clerk.reload();
  const notices = clerk.getByRole('form', { name: '告知名单中的在职人员' });
  await notices.getByLabel('送达日期').fill('2026-11-20');
  await notices.getByRole('button', { name: '为以上各行登记' }).click();
  await notices.waitFor({ state: 'hidden' });
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByRole('button', { name: '提交审核' }).click();
  await clerk.getByText('该名单各行均已提交。').waitFor();
  await expectSoundInBoth(clerk, 'zh');

  const { page: reviewer } = await openWindow(browser, 'zh');
  await signIn(reviewer, world.address, 'reviewer', 'zh');
  await reviewer.goto(`${world.address}/inquiry-reviews`);
  for (const name of ['刘一', '刘二', '刘三']) await reviewer.getByRole('checkbox', { name: `选择${name}` }).check();
  await expectSoundInBoth(reviewer, 'zh');
  await reviewer.getByRole('button', { name: '通过所选3项' }).click();
  await expectSound(reviewer);
  await reviewer
    .getByRole('dialog')
    .getByRole('button', { name: /通过|批准/ })
    .click();
  await reviewer.getByText('没有待审核事项').waitFor();

  await clerk.getByRole('link', { name: '查看各项查询' }).click();
  await clerk.getByRole('link', { name: '刘三' }).waitFor();
  const ids = await Promise.all(
    ['刘一', '刘二', '刘三'].map((name) => clerk.getByRole('link', { name }).getAttribute('href')),
  );
  const by = await prepare(world);
  const idOf = (href: string | null): string => href?.split('/').at(-1) ?? '';
  for (const href of ids) await by.answered(idOf(href));
  await world.goOn();
  for (const href of ids) await by.until(idOf(href), 'RELEASED');
  await clerk.getByRole('button', { name: '导出' }).click();
  await expectSound(clerk);
  const saved = clerk.waitForEvent('download');
  await clerk.getByRole('radio', { name: 'CSV (.csv)' }).check();
  await clerk.getByRole('dialog').getByRole('button', { name: '导出' }).click();
  const results = await readFile(await (await saved).path(), 'utf8');
  expect(results.match(/未发现依法应当告知的信息/g)).toHaveLength(3);
  expect(results).not.toMatch(/100101\d{11}/);
});
