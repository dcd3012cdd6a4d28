import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound, expectSoundInBoth } from './browser.js';
import type { Invited } from './by-api.js';
import { codeAt, type Post } from './post.js';
import type { Person } from './world.js';

/** Opens a personal link with the code that is sent to the same phone; a code sent before is no longer good. */
export async function openLink(page: Page, post: Post, { phone, link }: Invited): Promise<void> {
  const before = post.count(phone);
  // A page of its own, not the next address of the same one.
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText('验证码已发送至收到链接的手机。').waitFor();
  await page.getByLabel('验证码', { exact: true }).fill(await codeAt(post, phone, before));
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await page.getByRole('heading', { name: '打开您的专属页面' }).waitFor({ state: 'hidden' });
}

/** Types the person's own name and number. */
export async function typeOwnDetails(page: Page, { name, number }: Person): Promise<void> {
  await page.getByLabel('您的姓名').fill(name);
  await page.getByLabel('您的证件号码').fill(number);
}

/** Objects to a result on the phone. */
export async function objectOnPhone(page: Page, reason: string, words: string): Promise<void> {
  await page.getByRole('button', { name: '对结果提出异议' }).click();
  await page.getByRole('heading', { name: '提出异议' }).waitFor();
  await page.getByRole('button', { name: '提交异议' }).click();
  await page.getByText('请简要说明。').waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('radio', { name: reason }).check();
  await page.getByLabel('请说明').fill(words);
  await page.getByRole('button', { name: '提交异议' }).click();
  await page.getByRole('heading', { name: '查询结果', level: 1 }).waitFor();
  await page.getByRole('button', { name: '对结果提出异议' }).waitFor({ state: 'hidden' });
  await expectSound(page);
}

/** Goes to something by the Tab key alone, as somebody without a pointer has to. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
  }
  expect.fail('the Tab key does not reach it');
}
