import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it('lets the auditor open the log and prove an entry in their own browser', async () => {
  const { page } = await openWindow(browser, 'en');
  await page.goto(`${world.address}/sign-in`);
  await expectSoundInBoth(page, 'en');
  await signIn(page, world.address, 'auditor', 'en');
  await expectSoundInBoth(page, 'en');
  await page.goto(`${world.address}/journal`);
  await page.getByRole('link', { name: 'Record entered' }).first().click();
  await page.getByRole('heading', { name: 'Record entered' }).waitFor();
  await expectSound(page);
  // The address alone leads here as well, as after a reload or from a bookmark.
  await page.reload();
  await page.getByRole('heading', { name: 'Record entered' }).waitFor();
  await page.getByRole('button', { name: 'Prove this entry' }).click();
  await page.getByRole('main').getByText('This entry stands in the log, unchanged.').waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: 'The commitment stands at place' }).count()).toBe(1);
  await expectSound(page);
});
