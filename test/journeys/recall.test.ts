import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringAlias } from '../harness/recall-desk.js';
import { callAs, declareSource } from '../harness/registry-world.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { prepare, type Prepared } from './by-api.js';
import { compare } from './compare-desk.js';
import { takeNotice } from './notice-paper.js';
import { openLink } from './personal-page.js';
import { confirm, findPerson, propose } from './registry-desk.js';
import { signIn } from './sign-in.js';
import { expectAnswer } from './unit-desk.js';
import { said } from './words.js';
import { type JourneyWorld, onRecord, openWorld, unknown } from './world.js';

const desks = ['clerk', 'reviewer', 'registrar', 'verifier', 'comparer', 'comparer-2'] as const;

let world: JourneyWorld;
let browser: Browser;
let by: Prepared;
const at = {} as Record<(typeof desks)[number], Page>;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  by = await prepare(world);
  for (const desk of desks) {
    at[desk] = (await openWindow(browser, 'zh')).page;
    await signIn(at[desk], world.address, desk, 'zh');
  }
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

it('a withdrawn record voids the answer that rested on it: the unit notes it, the order ends, the authority sees to it', async () => {
  const { clerk, reviewer, registrar, verifier } = at;
  const id = await by.drafted(onRecord.serving, 'annual');
  const call = await callAs(world.node, 'clerk');
  const { version } = (await call('GET', `/api/inquiries/${id}`)).body;
  await call('POST', `/api/inquiries/${id}/serve-notice`, { version, servedOn: '2026-11-20' });
  await by.asked(id);
  await compare(at.comparer, world.address, '同一人', '姓名和号码均一致');
  await compare(at['comparer-2'], world.address, '同一人', '号码一致，照片相符');
  await by.until(id, 'RELEASED');
  await expectAnswer(clerk, world.address, id, said.recordServing);
  await reviewer.goto(`${world.address}/`);
  await reviewer.getByText('今日须书面通知单位停止其工作').waitFor();

  await findPerson(registrar, world.address, onRecord.serving);
  await propose(registrar, '撤回', '误录为他人');
  await confirm(verifier, world.address, '与来函一致');
  await by.until(id, 'RECALLED');

  await expectAnswer(clerk, world.address, id, said.void);
  expect(await clerk.locator('main').innerText()).not.toMatch(/停止其工作，勿谈论|发现依法|告知书（PDF）|数据截至/);
  await clerk.goto(`${world.address}/`);
  await clerk.getByText('结果已作废，须重新查询').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.goto(`${world.address}/inquiries/${id}`);
  await clerk.getByRole('button', { name: '已知悉' }).click();
  await clerk.getByText('如仍需要结果，请另行发起新的查询。').waitFor();
  await clerk.getByText('单位确认知悉作废').waitFor();
  await expectSoundInBoth(clerk, 'zh');

  await reviewer.goto(`${world.address}/`);
  await reviewer.getByText('待办结的作废结果').waitFor();
  expect(await reviewer.getByText('今日须书面通知单位停止其工作').count()).toBe(0);
  await reviewer.goto(`${world.address}/recalled-answers`);
  await reviewer.getByText('本人：无法以消息告知').waitFor();
  await expectSoundInBoth(reviewer, 'zh');
  await reviewer.getByRole('button', { name: '已办结' }).click();
  await expectSound(reviewer);
  await reviewer.getByRole('dialog').getByRole('button', { name: '已办结' }).click();
  await reviewer.getByText('没有作废的结果').waitFor();
});

it('a corrected identity voids a notice of no record: whoever scans it reads that it is no longer valid, and nothing else', async () => {
  const { clerk } = at;
  await declareSource(world.node, 'civil-a', 'civil_register', 'sexual_offence_registry');
  const agreed = await by.agreed(unknown.unrecorded);
  const { id } = agreed;
  await by.asked(id);
  await by.answered(id);
  await world.goOn();
  await by.until(id, 'RELEASED');
  await expectAnswer(clerk, world.address, id, said.noRecord);
  const { code = '' } = await takeNotice(clerk);
  const { page: stranger } = await openWindow(browser, 'zh', 'phone');
  await stranger.goto(code);
  await stranger.getByRole('heading', { name: /^本告知书真实/ }).waitFor();

  const alias = await bringAlias(world.node, onRecord.compared, unknown.unrecorded);
  if (alias === undefined) throw new Error('nobody on record is known by it');
  const verifier = await callAs(world.node, 'verifier');
  const decision = { version: alias.version, decision: 'confirm', reason: '与户籍变更一致' };
  expect((await verifier('POST', `/api/registry/aliases/${alias.id}/decision`, decision)).status).toBe(200);
  await by.until(id, 'RECALLED');

  await expectAnswer(clerk, world.address, id, said.void);
  expect(await clerk.getByRole('button', { name: '告知书（PDF）' }).count()).toBe(0);
  const asked: string[] = [];
  stranger.on('request', (request) => asked.push(request.url()));
  await stranger.goto('about:blank');
  await stranger.goto(code);
  await stranger.getByRole('heading', { name: '已失效，请重新查询' }).waitFor();
  const words = await stranger.locator('main').innerText();
  expect(words).not.toMatch(/真实|甲县|编号|未发现/);
  expect(asked.filter((url) => url.includes('voided-numbers')).map((url) => url.slice(-3))).toEqual([
    expect.stringMatching(/^\/[0-9a-f]{2}$/),
  ]);
  await expectSoundInBoth(stranger, 'zh');

  const { page: phone } = await openWindow(browser, 'zh', 'phone');
  await openLink(phone, world.post, agreed);
  await phone.getByRole('heading', { name: '此前的结果已作废' }).waitFor();
  expect(await phone.locator('main').innerText()).not.toMatch(/未发现|提出异议/);
  await expectSoundInBoth(phone, 'zh');
});
