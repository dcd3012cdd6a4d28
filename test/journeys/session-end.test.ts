import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { worldPassword } from '../harness/people.js';
import { expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const minute = 60_000;

/** The page of the own account, its form half filled in. */
async function halfFilledIn(page: Page): Promise<void> {
  await signIn(page, world.address, 'clerk', 'zh');
  await page.goto(`${world.address}/account`);
  await page.getByLabel('新密码', { exact: true }).fill('half of a sentence');
  await page.getByText('当前登录', { exact: true }).waitFor();
}

/** What the window holds of the page: its text and what its fields say. */
const whole = (page: Page): Promise<string> =>
  page.evaluate<string>(`document.title + document.documentElement.outerHTML
    + [...document.querySelectorAll('input')].map(({ value }) => value).join(' ')`);

async function signInAgain(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '登录已过期' });
  await dialog.getByLabel('密码', { exact: true }).fill(worldPassword);
  await dialog.getByRole('button', { name: '登录', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function expectPutAway(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
  const held = await whole(page);
  expect(held).not.toContain('当前登录');
  expect(held).not.toContain('half of a sentence');
}

it('puts the page away when the session has ended by rest, and gives back what was typed to whoever signs in again', async () => {
  const { page } = await openWindow(browser, 'zh');
  await halfFilledIn(page);
  world.node.clock.advance(31 * minute);
  await page.getByRole('button', { name: '修改密码' }).waitFor();
  await page.getByLabel('当前密码', { exact: true }).first().fill(worldPassword);
  await page.getByLabel('再次输入新密码', { exact: true }).fill('half of a sentence');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expectPutAway(page);
  await signInAgain(page);
  await page.getByText('密码已修改，其他登录已退出。').first().waitFor();
  await page.close();
});

it('puts the page away by itself once it has rested as long, with nobody there', async () => {
  const { page } = await openWindow(browser, 'zh');
  await page.clock.install();
  await signIn(page, world.address, 'reviewer', 'zh');
  await page.goto(`${world.address}/account`);
  await page.getByLabel('新密码', { exact: true }).fill('half of a sentence');
  // What is still on its way would be answered while the page rests.
  await page.waitForLoadState('networkidle');
  await page.clock.fastForward(29 * minute);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.clock.fastForward(2 * minute);
  await expectPutAway(page);
  await signInAgain(page);
  expect(await page.getByLabel('新密码', { exact: true }).inputValue()).toBe('half of a sentence');
  await expectSoundInBoth(page, 'zh');
  await page.close();
});

it('gives nothing back to whoever does not sign in again', async () => {
  const { page } = await openWindow(browser, 'zh');
  await page.clock.install();
  await signIn(page, world.address, 'verifier', 'zh');
  await page.goto(`${world.address}/account`);
  await page.getByLabel('新密码', { exact: true }).fill('half of a sentence');
  // What is still on its way would be answered while the page rests.
  await page.waitForLoadState('networkidle');
  await page.clock.fastForward(31 * minute);
  await expectPutAway(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Close|关闭/ })
    .click();
  await page.waitForURL('**/sign-in');
  expect(await whole(page)).not.toContain('half of a sentence');
  await page.close();
});

it('asks to sign in once more, over the page, before other sessions are ended later than a quarter of an hour', async () => {
  const { page } = await openWindow(browser, 'zh');
  const elsewhere = await openWindow(browser, 'zh');
  await signIn(elsewhere.page, world.address, 'registrar', 'zh');
  await signIn(page, world.address, 'registrar', 'zh');
  await page.goto(`${world.address}/account`);
  await page.getByRole('button', { name: '退出其他全部登录' }).waitFor();
  world.node.clock.advance(16 * minute);
  await page.getByRole('button', { name: '退出其他全部登录' }).click();
  const dialog = page.getByRole('dialog', { name: '请再次登录' });
  await dialog.getByText('您登录已超过十五分钟').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  await dialog.getByLabel('密码', { exact: true }).fill(worldPassword);
  await dialog.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('已退出').first().waitFor();
  const answer = await elsewhere.page.request.get(`${world.address}/api/session`);
  expect(answer.status()).toBe(401);
});

it('forgets what was kept for the way to the identity provider where somebody has turned back', async () => {
  const { page } = await openWindow(browser, 'zh');
  await page.goto(`${world.address}/sign-in`);
  await page.evaluate(
    `sessionStorage.setItem('gatehouse.provider', '{"attempt":"x","link":{"workPhone":"13900000056"}}')`,
  );
  await page.goto(`${world.address}/sign-in`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.evaluate(`sessionStorage.getItem('gatehouse.provider')`)).toBeNull();
  await page.close();
});
