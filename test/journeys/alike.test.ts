import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, startBrowser } from './browser.js';
import { prepare, type Prepared } from './by-api.js';
import { compare } from './compare-desk.js';
import { sealRecordOf } from './change-record.js';
import { openLink } from './personal-page.js';
import { signIn } from './sign-in.js';
import { traceOf } from './unit-trace.js';
import { type JourneyWorld, onRecord, openWorld, unknown } from './world.js';

let world: JourneyWorld;
let browser: Browser;
let by: Prepared;
const at = {} as Record<'clerk' | 'reviewer' | 'comparer' | 'comparer-2', Page>;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  by = await prepare(world);
  await sealRecordOf(world.node, onRecord.sealed);
  for (const desk of ['clerk', 'reviewer', 'comparer', 'comparer-2'] as const) {
    at[desk] = (await openWindow(browser, 'zh')).page;
    await signIn(at[desk], world.address, desk, 'zh');
  }
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

it('A2: gives the browsers of unit and authority the same for none, sealed, under review and found, until the release', async () => {
  const cases = {
    none: { person: unknown.alike, ...(await by.agreed(unknown.alike)) },
    sealed: { person: onRecord.sealed, ...(await by.agreed(onRecord.sealed)) },
    review: { person: onRecord.compared, ...(await by.agreed(onRecord.compared)) },
    found: { person: onRecord.objecting, ...(await by.agreed(onRecord.objecting)) },
  };
  const { none, sealed, review, found } = cases;
  const traces = (one: { readonly id: string; readonly person: Parameters<typeof traceOf>[3] }) =>
    Promise.all([at.clerk, at.reviewer].map((page) => traceOf(page, world, one.id, one.person)));
  await by.asked(found.id);
  await compare(at.comparer, world.address, '同一人', '姓名和号码均一致');
  await compare(at['comparer-2'], world.address, '同一人', '号码一致');
  for (const { id } of [none, sealed, review]) await by.asked(id);
  for (const { id } of [none, sealed, found]) await by.answered(id);
  const ofNone = await traces(none);
  expect(ofNone[0]?.says[0]).toContain('结果尚未作出');
  for (const other of [sealed, review, found]) expect(await traces(other)).toEqual(ofNone);

  await world.goOn();
  await by.until(none.id, 'RELEASED');
  await by.until(sealed.id, 'RELEASED');
  await world.post.next(found.phone, 0, /单位尚不知悉/);
  expect(await traces(sealed)).toEqual(await traces(none));
  const { page: phone, context } = await openWindow(browser, 'zh', 'phone');
  await openLink(phone, world.post, found);
  await phone.getByText(/^发现依法不得录用本岗位的信息，尚未告知单位。/).waitFor();
  await context.close();
  expect(await traces(found)).toEqual(await traces(review));
});
