import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { prepare, type Prepared } from './by-api.js';
import { compare, giveOpinion, takePair } from './compare-desk.js';
import { agree, contact, draftAndAsk } from './desks.js';
import { takeNotice } from './notice-paper.js';
import { verifyWithoutNetwork } from './offline-verifier.js';
import { signIn } from './sign-in.js';
import { expectAnswer, settle } from './unit-desk.js';
import { verifyOnPhone } from './verify-page.js';
import { said } from './words.js';
import { type JourneyWorld, onRecord, openWorld, type Person, unknown } from './world.js';

const desks = ['clerk', 'reviewer', 'comparer', 'comparer-2', 'recheck'] as const;

let world: JourneyWorld;
let browser: Browser;
let by: Prepared;
const at = {} as Record<(typeof desks)[number], Page>;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld({ engine: 'embedded' }), startBrowser()]);
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

/** From the draft to the approval, all by hand; answers the check's id. */
async function untilApproved(person: Person): Promise<string> {
  const { clerk, reviewer } = at;
  const id = await draftAndAsk(clerk, world.address, person);
  const phone = await openWindow(browser, 'zh', 'phone');
  await agree(phone.page, world, person);
  await phone.context.close();
  await clerk.reload();
  await clerk.getByRole('button', { name: '提交审核' }).click();
  await clerk.getByText('尚未查询：等待审核。').waitFor();
  await reviewer.goto(`${world.address}/inquiries/${id}`);
  await expectSound(reviewer);
  await reviewer.getByRole('button', { name: '审核通过' }).click();
  await reviewer.getByRole('button', { name: '审核通过' }).waitFor({ state: 'hidden' });
  await by.until(id, 'ASKING');
  return id;
}

it('takes a check from the draft to a record found by two who differ and a third, and bars hiring', async () => {
  const { clerk, comparer, recheck } = at;
  const second = at['comparer-2'];
  await expectSoundInBoth(clerk, 'zh');
  const id = await untilApproved(onRecord.recorded);
  await expectAnswer(clerk, world.address, id, said.waiting);

  await compare(comparer, world.address, '同一人', '姓名和号码均一致');
  const answers: string[] = [];
  second.on('response', (response) => void response.text().then((text) => answers.push(text), String));
  await takePair(second, world.address);
  expect(await second.locator('main').innerText()).not.toMatch(/姓名和号码均一致|前两次意见/);
  expect(answers.join()).not.toContain('姓名和号码均一致');
  await giveOpinion(second, '不是同一人', '照片不像本人');

  await takePair(recheck, world.address);
  await recheck.getByText('姓名和号码均一致').waitFor();
  await recheck.getByText('照片不像本人').waitFor();
  await expectSoundInBoth(recheck, 'zh');
  await giveOpinion(recheck, '同一人', '指纹比对一致');

  await by.answered(id);
  await world.goOn();
  await world.post.next(contact, 0, /单位尚不知悉/);
  await expectAnswer(clerk, world.address, id, said.waiting);
  await world.goOn(10);
  await world.goOn();
  await by.until(id, 'RELEASED');
  await expectAnswer(clerk, world.address, id, said.recordCandidate);
  expect(await clerk.getByRole('radio', { name: '已录用' }).count()).toBe(0);
  const paper = await takeNotice(clerk);
  expect(paper.code).toBeUndefined();
  expect(paper.words).toContain(onRecord.recorded.name);
  await settle(clerk, '未录用', '2099-09-01');
  await clerk.getByText('已办结').first().waitFor();
  await expectSound(clerk);
});

it('tells that no record was found, keeps a start before it as a breach, and has the notice verified by a stranger', async () => {
  const { clerk } = at;
  const { id } = await by.agreed(unknown.unrecorded);
  await by.asked(id);
  await expectAnswer(clerk, world.address, id, said.waiting);
  await by.answered(id);
  await world.goOn();
  await by.until(id, 'RELEASED');
  await expectAnswer(clerk, world.address, id, said.noRecord);
  await clerk.getByText(said.twoTracks.zh).waitFor();

  await settle(clerk, '已录用', '2020-01-01');
  await clerk.getByText('上岗日期早于结果告知', { exact: true }).waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.reload();
  await clerk.getByText('结果告知前已安排上岗。').waitFor();
  await at.reviewer.goto(`${world.address}/inquiries/${id}`);
  await at.reviewer.getByText('结果告知前已安排上岗。').waitFor();

  const paper = await takeNotice(clerk);
  expect(paper.words).toMatch(/未发现依法应当告知的信息/);
  const stranger = await openWindow(browser, 'zh', 'phone');
  await verifyOnPhone(stranger.page, paper.code ?? '', unknown.unrecorded);
  await stranger.context.close();
  await verifyWithoutNetwork(browser, world.address, paper.code ?? '');

  await settle(clerk, '已录用', '2099-09-01');
  await clerk.getByText('已办结').first().waitFor();
  await expectSoundInBoth(clerk, 'zh');
});

it('answers no record where an identity was misused, and shows the lasting mark to the next who compare', async () => {
  const { clerk, comparer, recheck } = at;
  const second = at['comparer-2'];
  const first = await by.agreed(onRecord.borrowed);
  await by.asked(first.id);
  await compare(comparer, world.address, '身份可能被冒用', '本人案发时在外地');
  await compare(second, world.address, '身份可能被冒用', '指纹与在库不符');
  await by.answered(first.id);
  await world.goOn();
  await by.until(first.id, 'RELEASED');
  await expectAnswer(clerk, world.address, first.id, said.noRecord);

  const next = await by.agreed(onRecord.borrowed);
  await by.asked(next.id);
  await takePair(comparer, world.address);
  await comparer.getByText('此前两人认定该身份可能被冒用，请先看身份如何确认。').waitFor();
  await expectSoundInBoth(comparer, 'zh');
  await giveOpinion(comparer, '需要更多信息', '须核对指纹');
  await compare(second, world.address, '身份可能被冒用', '与上次相同');
  await compare(recheck, world.address, '不是同一人', '指纹不符');
  await by.answered(next.id);
  await world.goOn();
  await by.until(next.id, 'RELEASED');
  await expectAnswer(clerk, world.address, next.id, said.noRecord);
});
