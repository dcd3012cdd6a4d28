import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { worldPassword } from '../harness/people.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { type JourneyWorld, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;
/** Where browsers take passkeys: by a name, never by the number of a machine. */
let address: string;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld({ isFactorForced: true }), startBrowser()]);
  address = world.address.replace('127.0.0.1', 'localhost');
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Gives the browser a device of its own that verifies its user; answers how it is made to refuse. */
async function holdDevice(page: Page): Promise<{ verifies: (isVerified: boolean) => Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }).then(),
  };
}

async function giveCredentials(page: Page, account: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('密码', { exact: true }).fill(worldPassword);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

async function atHome(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '工作事项' }).first().waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function add(page: Page, name: string): Promise<void> {
  await page.getByLabel('名称').fill(name);
  await page.getByLabel('当前密码').first().fill(worldPassword);
  await page.getByRole('button', { name: '添加通行密钥' }).click();
}

it('takes a passkey as the second factor, and as the whole sign-in, of a device that looks who holds it', async () => {
  const { page } = await openWindow(browser, 'zh');
  const device = await holdDevice(page);
  await giveCredentials(page, 'clerk');
  await page.getByRole('heading', { name: '第二验证方式', level: 1 }).waitFor();
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await page.getByText('请输入当前密码。').waitFor();
  await expectSoundInBoth(page, 'zh');
  await device.verifies(false);
  await add(page, '办公电脑');
  await page.getByText('未完成通行密钥验证').waitFor();
  await expectSound(page);
  await device.verifies(true);
  await add(page, '办公电脑');
  await page.getByRole('status').locator('li code').nth(9).waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '我已保存' }).click();
  await atHome(page);

  // After the password, which alone has opened nothing.
  await page.context().clearCookies();
  await giveCredentials(page, 'clerk');
  await page.getByRole('button', { name: '使用通行密钥', exact: true }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '使用通行密钥', exact: true }).click();
  await atHome(page);

  // By itself, without a word of who it is.
  await page.context().clearCookies();
  await page.goto(`${address}/sign-in`);
  await page.getByRole('button', { name: '使用通行密钥登录' }).click();
  await atHome(page);
  expect(await page.evaluate('document.cookie')).toBe('');

  await page.goto(`${address}/account/second-factor`);
  const rows = page.getByRole('table', { name: '通行密钥' }).getByRole('row');
  await page.getByRole('button', { name: '移除通行密钥“办公电脑”' }).waitFor();
  expect(await rows.count()).toBe(2);
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '移除通行密钥“办公电脑”' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('当前密码').fill(worldPassword);
  await dialog.getByRole('button', { name: '移除', exact: true }).click();
  await dialog.getByText('这是该账号唯一的第二验证方式').waitFor();
  await expectSound(page);
});

it('holds several by name, and one that was removed opens nothing', async () => {
  const { page } = await openWindow(browser, 'zh', 'phone');
  await holdDevice(page);
  await giveCredentials(page, 'reviewer');
  await add(page, '手机');
  await page.getByRole('button', { name: '我已保存' }).click();
  await atHome(page);
  await page.goto(`${address}/account/second-factor`);
  // The device that holds one already makes no second one.
  await add(page, '手机二');
  await page.getByText('此设备已有该账号的通行密钥').waitFor();
  await expectSoundInBoth(page, 'zh');
  const other = await openWindow(browser, 'zh');
  await holdDevice(other.page);
  await other.context.addCookies(await page.context().cookies());
  await other.page.goto(`${address}/account/second-factor`);
  await add(other.page, '安全密钥');
  await other.page.getByRole('button', { name: '移除通行密钥“手机”' }).click();
  await expectSound(other.page);
  const dialog = other.page.getByRole('dialog');
  await dialog.getByLabel('当前密码').fill(worldPassword);
  await dialog.getByRole('button', { name: '移除', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.context().clearCookies();
  await page.goto(`${address}/sign-in`);
  await page.getByRole('button', { name: '使用通行密钥登录' }).click();
  await page.getByText('该通行密钥无法登录').waitFor();
  await expectSoundInBoth(page, 'zh');
});

it('is not offered where the page is reached by a number, and says where it is', async () => {
  const { page } = await openWindow(browser, 'zh');
  await page.goto(`${world.address}/sign-in`);
  await page.getByRole('button', { name: '登录', exact: true }).waitFor();
  expect(await page.getByRole('button', { name: '使用通行密钥登录' }).count()).toBe(0);
  await page.getByLabel('账号', { exact: true }).fill('verifier');
  await page.getByLabel('密码', { exact: true }).fill(worldPassword);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText(`通行密钥只能在 ${address} 使用`).waitFor();
  await expectSoundInBoth(page, 'zh');
});
