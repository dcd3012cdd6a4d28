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

it('shows the auditor what was published where somebody changed the row, and never the name that stands there now', async () => {
  const { database } = world.node.kernel;
  const blamed = 'account:0b7e0000-0000-4000-8000-000000000009';
  const changed = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ id: string; actor: string }>(
      `select entry.id, entry.actor from journal.entry entry join journal.place place on place.entry_id = entry.id
        where entry.act = 'registry.enter-record' and entry.outcome = 'done' order by place.leaf_index limit 1`,
    );
    await client.query('update journal.entry set actor = $2 where id = $1', [rows[0]?.id, blamed]);
    return rows[0];
  });
  const statements = {
    en: ['This entry no longer is what was published', 'who did it'],
    zh: ['本条目与已公布的不符', '行为人'],
  } as const;
  for (const language of ['en', 'zh'] as const) {
    const { page } = await openWindow(browser, language);
    await signIn(page, world.address, 'auditor', language);
    await page.goto(`${world.address}/journal/${changed?.id ?? ''}`);
    const [title, difference] = statements[language];
    const statement = page.getByRole('region', { name: title });
    await statement.getByRole('alert').waitFor();
    await statement.getByRole('listitem').getByText(difference, { exact: true }).waitFor();
    const shown = await page.getByRole('main').innerText();
    expect(shown).toContain(changed?.actor.replace('account:', ''));
    expect(await page.content()).not.toContain(blamed.replace('account:', ''));
    await expectSound(page);
  }
});
