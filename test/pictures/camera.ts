import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { barriersOn } from '../journeys/barriers.js';
import { type Language, openWindow, widths } from '../journeys/browser.js';
import { cutWords } from './cut-words.js';

/** Where the pictures go; the folder is ignored. */
export const album = new URL('../../.pictures/', import.meta.url).pathname;
const findingsFile = join(album, 'findings.txt');

/** Empties nothing: pictures of the same name are taken anew, the findings begin anew. */
export function openAlbum(): void {
  mkdirSync(album, { recursive: true });
  writeFileSync(findingsFile, '');
}

/** Keeps what was found beside the pictures. */
export function writeFindings(findings: readonly string[]): void {
  if (findings.length > 0) appendFileSync(findingsFile, `${findings.join('\n')}\n`);
}

/** A browser window of one language, kept for the scenes of one account. */
export async function openCamera(
  browser: Browser,
  language: Language,
): Promise<{ page: Page; context: BrowserContext }> {
  const opened = await openWindow(browser, language);
  await opened.context.addInitScript({
    content: `localStorage.setItem('gatehouse-language', '${language}')`,
  });
  return opened;
}

/** The page when nothing on it moves or loads any more. */
async function settle(page: Page, isLoading: boolean): Promise<void> {
  await page
    .locator(isLoading ? 'h1, [aria-busy="true"]' : 'h1')
    .first()
    .waitFor();
  if (!isLoading) await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready');
  // What sticks to the top of the window would stand in the middle of the picture.
  await page.evaluate('scrollTo(0, 0)');
  // What breathes while it loads never ends by itself.
  await page.evaluate(`Promise.allSettled(
    document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished),
  )`);
}

export type Shot = { readonly name: string; readonly language: Language; readonly isLoading?: boolean };

/**
 * Takes the page at both widths and says what a machine sees: barriers (axe), scrolling sideways, words cut off.
 * @returns the findings, each one line
 */
export async function shoot(page: Page, { name, language, isLoading = false }: Shot): Promise<string[]> {
  const findings: string[] = [];
  for (const [place, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: place === 'phone' ? 844 : 900 });
    await settle(page, isLoading);
    // A window as high as the page, so that the bar at the bottom of a phone covers nothing in the middle.
    const length = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width, height: Math.min(Math.max(length, 844), 12_000) });
    await page.screenshot({ path: join(album, `${name}.${language}.${String(width)}.png`), fullPage: true });
    const say = (what: string): number => findings.push(`${name}.${language}.${String(width)}: ${what}`);
    for (const barrier of await barriersOn(page, 'each')) say(barrier);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (overflow > 0) say(`${String(overflow)} px too wide`);
    for (const unread of await page.evaluate<string[]>(cutWords)) say(unread);
  }
  await page.setViewportSize({ width: widths.desk, height: 900 });
  return findings;
}
