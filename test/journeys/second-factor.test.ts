import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOn } from '../harness/device.js';
import { worldPassword } from '../harness/people.js';
import { callAs } from '../harness/registry-world.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { type JourneyWorld, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld({ isFactorForced: true }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const now = (): Date => world.node.clock.now();

/** Gives account and password on the page, in Chinese. */
async function giveCredentials(page: Page, account: string, password = worldPassword): Promise<void> {
  await page.goto(`${world.address}/sign-in`);
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Sets a device up on the page that stands before all others; answers what the device was given. */
async function setUp(page: Page, password = worldPassword): Promise<{ secret: string; recoveryCodes: string[] }> {
  await page.getByRole('heading', { name: '第二验证方式', level: 1 }).waitFor();
  await page.getByRole('button', { name: '显示二维码' }).click();
  const secret = (await page.locator('figcaption code').innerText()).replace(/\s/g, '');
  await page.getByLabel('首个验证码').fill(codeOn({ secret }, now()));
  await page.getByLabel('当前密码').fill(password);
  await page.getByRole('button', { name: '启用该设备' }).click();
  await page.getByRole('listitem').nth(9).waitFor();
  const recoveryCodes = await page.getByRole('status').locator('li code').allInnerTexts();
  return { secret, recoveryCodes };
}

async function atHome(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '工作事项' }).first().waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

it('leads whoever sees persons to a device first, and asks for its code from then on', async () => {
  const { page } = await openWindow(browser, 'zh');
  await giveCredentials(page, 'clerk');
  await page.getByText('您的岗位可查看个人信息，请先设置第二验证方式').waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.goto(`${world.address}/inquiries`);
  await page.waitForURL('**/account/second-factor');
  await page.getByRole('button', { name: '显示二维码' }).click();
  await page.getByRole('button', { name: '启用该设备' }).click();
  await page.getByText('请输入六位数字。').waitFor();
  await expectSound(page);
  await page.goto(`${world.address}/`);
  const { secret, recoveryCodes } = await setUp(page);
  expect(new Set(recoveryCodes).size).toBe(10);
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '我已保存' }).click();
  await atHome(page);
  await page.goto(`${world.address}/account/second-factor`);
  await page.getByText('还剩10个恢复码。').waitFor();
  expect(await page.locator('main').innerText()).not.toContain(recoveryCodes[0]);
  await expectSoundInBoth(page, 'zh');

  await signOut(page);
  await giveCredentials(page, 'clerk');
  await page.getByRole('textbox', { name: '设备验证码' }).waitFor();
  await expectSoundInBoth(page, 'zh');
  // A right password alone has opened nothing.
  expect(await page.context().cookies()).toEqual([]);
  await page.getByRole('textbox', { name: '设备验证码' }).fill('000000');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('验证码不正确').waitFor();
  await expectSound(page);
  await page.getByRole('textbox', { name: '设备验证码' }).fill(codeOn({ secret }, now(), 1));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await atHome(page);
});

it('lets somebody in by a recovery code, and again by two administrators where those are lost too', async () => {
  const { page } = await openWindow(browser, 'zh', 'phone');
  await giveCredentials(page, 'reviewer');
  const { recoveryCodes } = await setUp(page);
  await expectSound(page);
  await signOut(page);
  await giveCredentials(page, 'reviewer');
  await page.getByRole('button', { name: '设备不在身边' }).click();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('textbox', { name: '恢复码' }).fill(recoveryCodes[0] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await atHome(page);

  const [first, second] = [(await openWindow(browser, 'zh')).page, (await openWindow(browser, 'zh', 'phone')).page];
  for (const [administrator, account] of [
    [first, 'admin'],
    [second, 'admin-2'],
  ] as const) {
    await giveCredentials(administrator, account);
    await setUp(administrator);
    await administrator.getByRole('button', { name: '我已保存' }).click();
    await atHome(administrator);
  }
  await first.goto(`${world.address}/accounts`);
  await first.getByRole('link', { name: 'reviewer (invented)', exact: true }).click();
  await first.getByRole('button', { name: '设备遗失恢复' }).click();
  await first.getByRole('dialog').getByRole('button', { name: '设备遗失恢复' }).click();
  await first.getByText('须由另一位管理员确认。', { exact: true }).first().waitFor();
  await expectSoundInBoth(first, 'zh');
  await second.goto(`${world.address}/accounts/waiting`);
  await second.getByRole('button', { name: '确认恢复' }).waitFor();
  await expectSoundInBoth(second, 'zh');
  await second.getByRole('button', { name: '确认恢复' }).click();
  await second.getByText('该账号未登记工作电话').waitFor();
  await expectSoundInBoth(second, 'zh');
  const oneTime = await second.getByRole('status').locator('code').innerText();

  await signOut(page);
  await giveCredentials(page, 'reviewer', oneTime);
  // A password of their own first, and no other page before it.
  await page.waitForURL('**/account');
  const next = 'ein eigenes Kennwort';
  await page.getByLabel('当前密码').fill(oneTime);
  await page.getByLabel('新密码', { exact: true }).fill(next);
  await page.getByLabel('再次输入新密码').fill(next);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByText('密码已修改').first().waitFor();
  // The role waits for the administrator who did not hand the password over.
  await first.reload();
  await first.getByRole('button', { name: '确认', exact: true }).click();
  await first.getByText('已生效').first().waitFor();
  await page.goto(`${world.address}/`);
  await page.waitForURL('**/account/second-factor');
  await setUp(page, next);
  await page.getByRole('button', { name: '我已保存' }).click();
  await atHome(page);
});

it('shows where one is signed in, and ends one of them or all others', async () => {
  const { page } = await openWindow(browser, 'zh');
  await giveCredentials(page, 'ministry');
  await atHome(page);
  const others = [await callAs(world.node, 'ministry'), await callAs(world.node, 'ministry')] as const;
  const states = async (): Promise<number[]> =>
    Promise.all(others.map(async (call) => (await call('GET', '/api/session')).status));
  await page.goto(`${world.address}/account`);
  await page.getByText(/^Chrome · Linux$/).waitFor();
  await expectSoundInBoth(page, 'zh');
  const rows = page.getByRole('table', { name: '登录位置' }).getByRole('row');
  await page
    .getByRole('button', { name: /^退出.*的登录$/ })
    .first()
    .click();
  await expect.poll(() => rows.count()).toBe(3);
  expect((await states()).sort()).toEqual([200, 401]);
  await page.getByRole('button', { name: '退出其他全部登录' }).click();
  await expect.poll(() => rows.count()).toBe(2);
  expect(await states()).toEqual([401, 401]);
});
