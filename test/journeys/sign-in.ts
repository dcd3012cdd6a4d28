import type { Page } from 'playwright-core';
import { worldPassword } from '../harness/people.js';
import type { Language } from './browser.js';

const words = {
  zh: { account: '账号', password: '密码', act: '登录', tasks: '工作事项' },
  en: { account: 'Account', password: 'Password', act: 'Sign in', tasks: 'Tasks' },
} as const;

/** Signs an account of the world in by the page, and waits for its home. */
export async function signIn(page: Page, address: string, account: string, language: Language): Promise<void> {
  const say = words[language];
  await page.goto(`${address}/sign-in`);
  await page.getByLabel(say.account, { exact: true }).fill(account);
  await page.getByLabel(say.password, { exact: true }).fill(worldPassword);
  await page.getByRole('button', { name: say.act, exact: true }).click();
  await page.getByRole('navigation', { name: say.tasks }).first().waitFor();
}
