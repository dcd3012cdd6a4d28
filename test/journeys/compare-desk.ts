import type { Page } from 'playwright-core';
import { expectSound, expectSoundInBoth } from './browser.js';

/** What a comparer may find, as the page says it, in the order of the keys 1 to 4. */
export const endings = ['同一人', '不是同一人', '需要更多信息', '身份可能被冒用'] as const;
export type Ending = (typeof endings)[number];

/** Opens the pair that waits at this desk and takes it; the page then asks for an opinion. */
export async function takePair(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/registry/comparisons`);
  await page
    .getByRole('link', { name: /^比对[0-9A-F]{6}$/ })
    .first()
    .waitFor();
  await expectSound(page);
  await page
    .getByRole('link', { name: /^比对[0-9A-F]{6}$/ })
    .first()
    .click();
  await page.getByRole('heading', { name: '是否同一人？', level: 1 }).waitFor();
  await page.getByRole('button', { name: '领取', exact: true }).click();
  await page
    .getByRole('radio', { name: /同一人/ })
    .first()
    .waitFor();
}

/** Says what was found, by the keys alone: the number of the answer, the reason, Enter. */
export async function giveOpinion(page: Page, ending: Ending, reason: string): Promise<void> {
  await page.locator('h1').press(String(endings.indexOf(ending) + 1));
  await page.keyboard.type(reason);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '比对', level: 1 }).waitFor();
}

/** Takes the next pair and says what was found. */
export async function compare(page: Page, address: string, ending: Ending, reason: string): Promise<void> {
  await takePair(page, address);
  await expectSoundInBoth(page, 'zh');
  await giveOpinion(page, ending, reason);
}
