import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound, inBoth } from './browser.js';

type Saying = { readonly zh: string | RegExp; readonly en: string | RegExp };

/** Opens a check and proves what its page says in large letters, in both languages, word for word. */
export async function expectAnswer(page: Page, address: string, id: string, saying: Saying): Promise<void> {
  await openCheck(page, address, id);
  await inBoth(page, 'zh', async (language) => {
    await page
      .getByText(saying[language], { exact: true })
      .waitFor()
      .catch(async () => expect(await page.locator('main').innerText()).toContain(String(saying[language])));
    await expectSound(page);
  });
}

/** Opens a check; where the page says that it could not be read just now, it is asked to try again, as anybody would. */
async function openCheck(page: Page, address: string, id: string): Promise<void> {
  await page.goto(`${address}/inquiries/${id}`);
  const steps = page.getByRole('list', { name: '办理进度', exact: true });
  const again = page.getByRole('button', { name: '重试' });
  for (let tries = 0; tries < 5; tries += 1) {
    await steps.or(again).first().waitFor();
    if (await steps.isVisible()) return;
    await again.click();
  }
}

/** Says what came of an answer. */
export async function settle(page: Page, ending: string, on: string): Promise<void> {
  await page.getByRole('radio', { name: ending, exact: true }).check();
  await page.getByLabel('生效日期').fill(on);
  const form = page.getByRole('form', { name: '登记处理结果' });
  await form.getByRole('button', { name: '登记', exact: true }).click();
}
