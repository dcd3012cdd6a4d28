import type { Page } from 'playwright-core';
import { expectSound, inBoth } from './browser.js';

type Saying = { readonly zh: string | RegExp; readonly en: string | RegExp };

/** Opens a check and proves what its page says in large letters, in both languages, word for word. */
export async function expectAnswer(page: Page, address: string, id: string, saying: Saying): Promise<void> {
  await page.goto(`${address}/inquiries/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await inBoth(page, 'zh', async (language) => {
    await page.getByText(saying[language], { exact: true }).waitFor();
    await expectSound(page);
  });
}

/** Says what came of an answer. */
export async function settle(page: Page, ending: string, on: string): Promise<void> {
  await page.getByRole('radio', { name: ending, exact: true }).check();
  await page.getByLabel('生效日期').fill(on);
  const form = page.getByRole('form', { name: '登记处理结果' });
  await form.getByRole('button', { name: '登记', exact: true }).click();
}
