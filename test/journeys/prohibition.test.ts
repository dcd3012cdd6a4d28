import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callAs, inventedNumber } from '../harness/registry-world.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { choose } from './desks.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

const person = { name: '蒋乙禁', number: inventedNumber('19800202', 701) };

let world: JourneyWorld;
let browser: Browser;
const pages = {} as Record<'procurator' | 'procurator-second' | 'clerk', Page>;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  for (const login of ['procurator', 'procurator-second', 'clerk'] as const) {
    pages[login] = (await openWindow(browser, 'zh', login === 'procurator-second' ? 'phone' : 'desk')).page;
    await signIn(pages[login], world.address, login, 'zh');
  }
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

it('enters an order, has it verified by a second procurator, and the unit is told one sentence', async () => {
  const documents = [{ type: 'resident_id', number: person.number }];
  const work = { postClass: 'catering', employmentForm: 'contract', fromDate: '2020-09-01' };
  const call = await callAs(world.node, 'clerk');
  expect((await call('POST', '/api/employments', { person: { name: person.name, documents }, ...work })).status).toBe(
    201,
  );

  const first = pages.procurator;
  await first.goto(`${world.address}/prohibitions/new`);
  await first.getByLabel('姓名', { exact: true }).fill(person.name);
  await first.getByLabel('证件号码', { exact: true }).fill(person.number);
  await choose(first, '禁止类型', '终身禁止从事密切接触未成年人的工作');
  await first.getByLabel('生效日期').fill('2026-11-02');
  await choose(first, '刑罚', '有期徒刑');
  await first.getByLabel('决定机关').fill('甲县人民法院（虚构）');
  await first.getByLabel('案号').fill('（虚构）刑初1号');
  await first.getByLabel('罪名或事由').fill('猥亵儿童罪');
  await first.getByLabel('应送达的教育行政部门').fill('甲县教育局（虚构）');
  await expectSoundInBoth(first, 'zh');
  await first.getByRole('button', { name: '提交第二人核验' }).click();
  await first.getByText('此项由您录入，须由同事核验。').waitFor();

  const second = pages['procurator-second'];
  await second.goto(`${world.address}/prohibitions`);
  await second.getByRole('link', { name: person.name }).click();
  await second.getByLabel('裁判文书上的证件号码').fill(person.number);
  await expectSound(second);
  await second.getByRole('button', { name: '核验通过' }).click();
  await second.getByText('督促送达教育行政部门并登记').first().waitFor();

  const { clerk } = pages;
  const told = clerk.getByText('该人员不得安排接触未成年人的工作。请立即停止安排并依法解除', { exact: false });
  await expect
    .poll(
      async () => {
        await clerk.goto(`${world.address}/coverage`);
        await clerk.getByText(person.name).waitFor();
        return told.count();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(1);
  expect(await clerk.locator('main').innerText()).not.toMatch(/法院|刑初|猥亵|终身/);
  await expectSound(clerk);
});
