import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOn, setUpDevice } from '../harness/device.js';
import {
  identityName,
  inPerson,
  providerName,
  startProvider,
  type TestProvider,
} from '../harness/identity-provider.js';
import { callerAs, worldPassword } from '../harness/people.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld, unknown } from './world.js';

let world: JourneyWorld;
let browser: Browser;
let provider: TestProvider;
const byProvider = `通过${providerName.zh}登录`;

beforeAll(async () => {
  provider = await startProvider({ asks: true });
  [world, browser] = await Promise.all([openWorld({ provider }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
  await provider?.close();
});

/** Signs in on the provider's own page, as whoever is named. */
async function signInThere(page: Page, subject: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('input[name="login"]').fill(subject);
  await page.locator('input[name="password"]').fill('invented');
  await page.locator('button[type="submit"]').click();
}

/** Waits for the pages that look the way home is drawn on them. */
async function atHome(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '工作事项' }).first().waitFor();
}

it('links an account, and signs in by the provider’s own page', async () => {
  const account = 'reviewer';
  const { page, context } = await openWindow(browser, 'zh', 'phone');
  await signIn(page, world.address, account, 'zh');
  await page.goto(`${world.address}/account`);
  const linkIt = page.getByRole('button', { name: `关联${providerName.zh}` });
  await linkIt.click();
  await page.getByText('请输入当前密码。').first().waitFor();
  await expectSoundInBoth(page, 'zh');
  const panel = page.getByRole('form', { name: `关联${providerName.zh}` });
  await panel.getByLabel('当前密码').fill(worldPassword);
  await linkIt.click();
  await signInThere(page, `officer-${account}`);
  await page.getByText('关联时间').waitFor();
  expect(new URL(page.url()).search).toBe('');
  await expectSoundInBoth(page, 'zh');

  // By the provider, to the page that was asked for.
  await context.clearCookies();
  await page.goto(`${world.address}/account`);
  await page.getByRole('button', { name: byProvider }).waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: byProvider }).click();
  await signInThere(page, `officer-${account}`);
  await page.getByRole('heading', { name: '我的账号', level: 1 }).waitFor();
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate('sessionStorage.getItem("gatehouse.provider")')).toBeNull();

  await page.getByRole('button', { name: '解除关联' }).click();
  await expectSound(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('当前密码').fill(worldPassword);
  await dialog.getByRole('button', { name: '解除关联' }).click();
  await linkIt.waitFor();
  await context.clearCookies();
  await page.goto(`${world.address}/sign-in`);
  await page.getByRole('button', { name: byProvider }).click();
  await signInThere(page, `officer-${account}`);
  await page.getByText('没有可由其登录的账号').waitFor();
  await expectSoundInBoth(page, 'zh');
  await context.close();
});

it('asks for the second factor of the account, which the provider has not seen', async () => {
  const caller = await callerAs(world.node, 'verifier');
  const device = await setUpDevice(caller, world.node.clock.now());
  const { page } = await openWindow(browser, 'zh', 'phone');
  await page.goto(`${world.address}/sign-in`);
  await page.getByLabel('账号', { exact: true }).fill('verifier');
  await page.getByLabel('密码', { exact: true }).fill(worldPassword);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('设备验证码').fill(codeOn(device, world.node.clock.now(), 1));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await atHome(page);
  await page.goto(`${world.address}/account`);
  const panel = page.getByRole('form', { name: `关联${providerName.zh}` });
  await panel.getByLabel('当前密码').fill(worldPassword);
  await panel.getByRole('button').click();
  await signInThere(page, 'officer-verifier');
  await page.getByText('关联时间').waitFor();

  await page.context().clearCookies();
  await page.goto(`${world.address}/sign-in`);
  await page.getByRole('button', { name: byProvider }).click();
  await signInThere(page, 'officer-verifier');
  await page.getByText('请再完成本系统的第二验证方式').waitFor();
  expect((await page.context().cookies(world.address)).map(({ name }) => name)).not.toContain('gatehouse_session');
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '设备不在身边' }).click();
  await page.getByLabel('恢复码').fill(device.recoveryCodes[0] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await atHome(page);
});

it('is ended by an administrator, who tells its owner where they have the phone', async () => {
  const admin = await callerAs(world.node, 'admin');
  const { items } = (await admin('GET', '/api/accounts?limit=100')).json() as {
    items: { id: string; login: string }[];
  };
  const id = items.find(({ login }) => login === 'verifier')?.id ?? '';
  const { version } = (await admin('GET', `/api/accounts/${id}`)).json();
  await admin('POST', `/api/accounts/${id}/change`, { version, workPhone: '13900000033' });
  const { page } = await openWindow(browser, 'zh');
  await signIn(page, world.address, 'admin', 'zh');
  await page.goto(`${world.address}/accounts/${id}`);
  await page.getByText('关联统一身份认证平台').first().waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '解除关联' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('工作电话').fill('13900000034');
  await dialog.getByRole('button', { name: '解除关联' }).click();
  await dialog.getByText('与该账号的工作电话不符').waitFor();
  await expectSound(page);
  await dialog.getByLabel('工作电话').fill('13900000033');
  await dialog.getByRole('button', { name: '解除关联' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('解除与统一身份认证平台的关联').first().waitFor();
});

it('says what to do where a window was sent nowhere', async () => {
  const { page } = await openWindow(browser, 'zh', 'phone');
  await page.goto(`${world.address}/sign-in/provider?code=invented&state=invented`);
  await page.getByText('该窗口没有发起过身份认证').waitFor();
  expect(new URL(page.url()).search).toBe('');
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('link', { name: '返回登录页' }).click();
  await page.getByRole('button', { name: byProvider }).waitFor();
});

it('opens the own page of whom the provider proved in person, without a desk', async () => {
  const { name, number } = unknown.alike;
  const { page, context } = await openWindow(browser, 'zh', 'phone');
  await page.goto(`${world.address}/own-page`);
  const byIdentity = page.getByRole('button', { name: `使用${identityName.zh}` });
  await byIdentity.waitFor();
  await expectSoundInBoth(page, 'zh');

  // Not by an account that somebody made themselves.
  provider.become({ subject: 'person', person: { name, id_number: number } });
  await byIdentity.click();
  await signInThere(page, 'person');
  await page.getByText('该电子身份认证的等级或内容不足').first().waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/own-page');
  await expectSoundInBoth(page, 'zh');

  provider.lie({ claims: (claims) => ({ ...claims, acr: inPerson }) });
  await context.clearCookies();
  await byIdentity.click();
  await signInThere(page, 'person');
  await page.getByRole('heading', { name: '本页的打开记录' }).waitFor();
  await page.getByText('电子身份认证', { exact: true }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/own-page');
  expect(await page.evaluate('sessionStorage.getItem("gatehouse.identity")')).toBeNull();
  await expectSoundInBoth(page, 'zh');
  provider.lie({});
  await context.close();
});
