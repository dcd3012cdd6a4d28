import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { barriersOn } from './barriers.js';

/** The languages in which every page is looked at. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** The widths that the product is drawn for, in pixels. */
export const widths = { phone: 390, desk: 1440 } as const;

const patience = 60_000;

/** Every page that a journey has open now: what they show is told where a step fails (`on-failure.ts`). */
const openPages = new Set<Page>();

/** What each open page shows besides being open: its address without the fragment, its heading, and whatever it warns of. */
export async function whatIsShown(): Promise<string[]> {
  const shown = `[...document.querySelectorAll('h1, [role=alert], [aria-live]')].map((part) => part.innerText).filter(Boolean)`;
  return Promise.all(
    [...openPages].map(async (page) => {
      const words = await page.evaluate<string[]>(shown).catch((cause: unknown) => [String(cause)]);
      return `${page.url().split('#')[0]}: ${words.join(' | ')}`;
    }),
  );
}

/** Starts the browser of a test file. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--no-first-run'],
  });
}

/** Opens a browser of somebody's own: nothing of another person's session is in it. */
export async function openWindow(
  browser: Browser,
  language: Language,
  width: keyof typeof widths = 'desk',
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: widths[width], height: width === 'phone' ? 844 : 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  openPages.add(page);
  page.on('close', () => openPages.delete(page));
  return { page, context };
}

/** Names what reaches beyond the edge of a page that scrolls sideways; nothing where it does not scroll. */
const widerThanThePage = `document.documentElement.scrollWidth <= innerWidth ? [] : ['the page',
  ...[...document.querySelectorAll('body *')]
    .filter((part) => part.getBoundingClientRect().right > innerWidth)
    .map((part) => part.cloneNode(false).outerHTML + ' ' + part.innerText?.slice(0, 40))]`;

/** Proves what holds for every page as it stands: no barrier that axe knows, and no scrolling sideways. */
export async function expectSound(page: Page): Promise<void> {
  await expectNarrow(page);
  expect(await barriersOn(page), `barriers on ${new URL(page.url()).pathname}`).toEqual([]);
}

/** Proves that a page as it stands does not scroll sideways. */
async function expectNarrow(page: Page): Promise<void> {
  // A page still being drawn has neither its colours nor its heading.
  await page.locator('h1').first().waitFor();
  await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished))');
  const tooWide = await page.evaluate<string[]>(widerThanThePage);
  expect(tooWide, `what makes ${new URL(page.url()).pathname} too wide`).toEqual([]);
}

const languageNames = { zh: '中文', en: 'English' } as const;

/** Does something in both languages of a page, and leaves the page in the one it had. */
export async function inBoth(page: Page, now: Language, look: (language: Language) => Promise<void>): Promise<void> {
  const other = now === 'zh' ? 'en' : 'zh';
  for (const language of [other, now] as const) {
    await page.getByRole('button', { name: languageNames[language], exact: true }).first().click();
    await page.locator(`html[lang="${language === 'zh' ? 'zh-CN' : 'en'}"]`).waitFor({ state: 'attached' });
    await look(language);
  }
}

/**
 * Looks at a page in both languages and leaves it in the one it had. How wide it is turns on the language; roles, names and colours do
 * not, so axe looks once. The pictures of every page are looked at in both.
 */
export function expectSoundInBoth(page: Page, now: Language): Promise<void> {
  return inBoth(page, now, (language) => (language === now ? expectSound(page) : expectNarrow(page)));
}
