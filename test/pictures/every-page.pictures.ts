import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { startBrowser } from '../journeys/browser.js';
import { openAlbum } from './camera.js';
import { makeChecks } from './checks.js';
import { type Country, openCountry, until } from './country.js';
import { noticePayload, tamperedPayload } from './notice.js';
import { makeMerges } from './merge-work.js';
import { makeRegistryWork } from './registry-work.js';
import { expectScenes } from './scene.js';
import { adminScenes, auditorScenes, factorScenes, publicScenes } from './scenes-others.js';
import { prohibitionScenes } from './scenes-prohibitions.js';
import { comparerScenes, mergeScenes, registrarScenes, verifierScenes } from './scenes-registry.js';
import { clerkScenes, ministryScenes, reviewerScenes } from './scenes-unit.js';

let country: Country;
let browser: Browser;
let checks: Awaited<ReturnType<typeof makeChecks>>;

beforeAll(async () => {
  openAlbum();
  [country, browser] = await Promise.all([openCountry(), startBrowser()]);
  checks = await makeChecks(country);
});
afterAll(async () => {
  await browser.close();
  await country.close();
});

it.concurrent('takes what somebody without an account meets', async () => {
  const payload = await noticePayload(country, checks.free.id);
  await expectScenes(
    browser,
    country.address,
    undefined,
    publicScenes(checks, payload, await tamperedPayload(payload), country.address),
  );
});

it.concurrent('takes what the clerk meets', () => expectScenes(browser, country.address, 'clerk', clerkScenes(checks)));

it.concurrent('takes what the reviewer meets', () =>
  expectScenes(browser, country.address, 'reviewer', reviewerScenes(checks)),
);

it.concurrent('takes what the ministry meets', () =>
  expectScenes(browser, country.address, 'ministry', ministryScenes),
);

it.concurrent('takes what the registrar meets', async () => {
  const work = await makeRegistryWork(country);
  const merges = await makeMerges(country);
  await expectScenes(browser, country.address, 'registrar', registrarScenes(work, merges));
  await expectScenes(browser, country.address, 'comparer', mergeScenes(merges.waitingId));
});

it.concurrent('takes what the verifier meets', async () => {
  const verifier = await country.as('verifier');
  const recordId = await until('a record to verify', async () => {
    const { items } = await verifier.get<{ items: { record: { id: string } }[] }>('/api/registry/verifications');
    return items[0]?.record.id;
  });
  await expectScenes(browser, country.address, 'verifier', verifierScenes(recordId));
});

it.concurrent.each(['comparer', 'comparer-2', 'recheck'] as const)('takes what %s meets', (account) =>
  expectScenes(browser, country.address, account, comparerScenes(account, checks.pairs)),
);

it.concurrent('takes what the procurator meets', async () =>
  expectScenes(browser, country.address, 'procurator', await prohibitionScenes(country)),
);

it.concurrent('takes what anybody meets of their own second factor', () =>
  expectScenes(browser, country.address, 'centre', factorScenes(country.address)),
);

it.concurrent('takes what an administrator meets', async () => {
  const admin = await country.as('admin');
  const { items } = await admin.get<{ items: { id: string; login: string }[] }>('/api/accounts?limit=200');
  // Another's: nobody recovers their own account.
  const account = items.find(({ login }) => login === 'auditor');
  await expectScenes(browser, country.address, 'admin', adminScenes(account?.id ?? ''));
});

it.concurrent('takes what the auditor meets', async () => {
  const auditor = await country.as('auditor');
  const { items } = await auditor.get<{ items: { id: string }[] }>('/api/journal/entries?limit=5');
  await expectScenes(browser, country.address, 'auditor', auditorScenes(items[0]?.id ?? ''));
});
