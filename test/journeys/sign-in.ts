import type { Page } from 'playwright-core';
import { worldPassword } from '../harness/people.js';
import type { Language } from './browser.js';

const tasks = { zh: '工作事项', en: 'Tasks' } as const;

/**
 * Signs an account of the world in as the sign-in page does, and waits for its home. The page itself is used by the journeys of
 * accounts, second factors and passkeys.
 */
export async function signIn(page: Page, address: string, account: string, language: Language): Promise<void> {
  const answer = await page.request.post(`${address}/api/sign-in`, {
    headers: { 'x-gatehouse-request': '1' },
    data: { account, password: worldPassword },
  });
  if (!answer.ok()) throw new Error(`${account} could not sign in: ${answer.status()}`);
  await page.goto(`${address}/`);
  await page.getByRole('navigation', { name: tasks[language] }).first().waitFor();
}
