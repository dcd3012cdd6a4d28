import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { prepare, type Prepared } from './by-api.js';
import { compare } from './compare-desk.js';
import { takeNotice } from './notice-paper.js';
import { objectOnPhone, openLink } from './personal-page.js';
import { signIn } from './sign-in.js';
import { expectAnswer, settle } from './unit-desk.js';
import { said } from './words.js';
import { type JourneyWorld, onRecord, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;
let by: Prepared;
const at = {} as Record<'clerk' | 'comparer' | 'comparer-2', Page>;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  by = await prepare(world);
  for (const desk of ['clerk', 'comparer', 'comparer-2'] as const) {
    at[desk] = (await openWindow(browser, 'zh')).page;
    await signIn(at[desk], world.address, desk, 'zh');
  }
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function bothFindTheSame(): Promise<void> {
  await compare(at.comparer, world.address, '同一人', '姓名和号码均一致');
  await compare(at['comparer-2'], world.address, '同一人', '号码一致，照片相符');
}

it('stops the work of a serving person at once, outside every window, and takes the objection that they bring to the unit', async () => {
  const { clerk } = at;
  const id = await by.drafted(onRecord.serving, 'annual');
  await clerk.goto(`${world.address}/inquiries/${id}`);
  await clerk.getByRole('heading', { name: '告知在职人员' }).waitFor();
  await clerk.getByRole('form', { name: '告知在职人员' }).getByRole('button', { name: '登记' }).click();
  await clerk.getByText('请填写日期。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByLabel('送达日期').fill('2026-11-20');
  await clerk.getByRole('form', { name: '告知在职人员' }).getByRole('button', { name: '登记' }).click();
  await clerk.getByText('尚未查询：已送达告知。').waitFor();
  await by.asked(id);
  await expectAnswer(clerk, world.address, id, said.waiting);
  await bothFindTheSame();
  await by.until(id, 'RELEASED');
  await expectAnswer(clerk, world.address, id, said.recordServing);
  expect(await clerk.getByRole('radio', { name: '继续工作' }).count()).toBe(0);
  const paper = await takeNotice(clerk);
  expect(paper.code).toBeUndefined();
  await settle(clerk, '已停止接触未成年人工作', '2026-11-26');
  await clerk.getByText('已登记。').waitFor();

  await clerk.getByRole('button', { name: '提出异议' }).click();
  await clerk.getByRole('form', { name: '本人异议' }).getByRole('button', { name: '提出异议' }).click();
  await clerk.getByText('请选择理由。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByRole('radio', { name: '不是本人' }).check();
  await clerk.getByLabel('本人陈述').fill('案发时在外地住院。');
  await clerk.getByRole('form', { name: '本人异议' }).getByRole('button', { name: '提出异议' }).click();
  await clerk.getByText('正在复查，此前仍按现结果处理。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
});

it('tells a candidate of a record first, who objects on the phone before the unit hears of it', async () => {
  const { clerk } = at;
  const candidate = await by.agreed(onRecord.objecting);
  const { id } = candidate;
  await by.asked(id);
  await bothFindTheSame();
  await by.answered(id);
  await world.goOn();
  await world.post.next(candidate.phone, 0, /单位尚不知悉/);
  const { page: phone, context } = await openWindow(browser, 'zh', 'phone');
  // The code was given elsewhere: this browser is asked for one of its own.
  await openLink(phone, world.post, candidate);
  await phone
    .getByText(/^发现依法不得录用本岗位的信息，尚未告知单位。如认为有误，请于.+前向甲县教育局（虚构）申请复查。$/)
    .waitFor();
  await expectSoundInBoth(phone, 'zh');
  await objectOnPhone(phone, '不是本人', '我从未到过该地。');
  await context.close();

  await expectAnswer(clerk, world.address, id, said.waiting);
  expect(await clerk.locator('main').innerText()).not.toContain('异议');
  await world.goOn(10);
  await world.goOn();
  await by.until(id, 'OBJECTED');
  await expectAnswer(clerk, world.address, id, said.recordCandidate);
  await clerk.getByText('不是本人').first().waitFor();
  await expectSound(clerk);
});
