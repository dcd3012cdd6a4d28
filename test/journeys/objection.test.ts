import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { prepare, type Prepared } from './by-api.js';
import { compare } from './compare-desk.js';
import { objectOnPhone, openLink } from './personal-page.js';
import { signIn } from './sign-in.js';
import { expectAnswer } from './unit-desk.js';
import { said } from './words.js';
import { type JourneyWorld, onRecord, openWorld } from './world.js';

const desks = ['clerk', 'reviewer', 'ministry', 'comparer', 'comparer-2', 'recheck', 'recheck-second'] as const;

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

it('goes step by step to people who took no part, and comes back as a letter, with what has to be put right', async () => {
  const { clerk, reviewer, ministry } = at;
  const invited = await by.agreed(onRecord.objecting);
  const { id } = invited;
  await by.asked(id);
  await compare(at.comparer, world.address, '同一人', '姓名和号码均一致');
  await compare(at['comparer-2'], world.address, '同一人', '号码一致');
  await by.answered(id);
  await world.goOn();
  const { page: phone } = await openWindow(browser, 'zh', 'phone');
  await openLink(phone, world.post, invited);
  await objectOnPhone(phone, '不是本人', '本人从未到过该地');
  await phone.getByText('您的异议已保存。', { exact: false }).waitFor();
  await expectAnswer(clerk, world.address, id, said.waiting);

  // The period in which the person alone knows has passed: the course begins, and everybody reads what holds meanwhile.
  await world.goOn(11);
  await by.until(id, 'OBJECTED');
  await openAgain(phone, invited.link);
  await phone.getByText(/^第1步，共4步：由甲县教育局（虚构）办理，期限至/).waitFor();
  await phone.getByText('该单位不得因您提出异议而不予录用', { exact: false }).waitFor();
  await expectSoundInBoth(phone, 'zh');
  await clerk.goto(`${world.address}/inquiries/${id}`);
  await clerk.getByText('不得因其提出异议而不予录用或者作不利评价', { exact: false }).waitFor();
  await expectSoundInBoth(clerk, 'zh');

  await reviewer.goto(`${world.address}/`);
  await reviewer.getByText('异议待办').waitFor();
  await reviewer.goto(`${world.address}/objections`);
  await reviewer.getByText('第1步，共4步').waitFor();
  await expectSoundInBoth(reviewer, 'zh');
  await reviewer.getByRole('button', { name: '转报' }).click();
  await expectSound(reviewer);
  await reviewer.getByRole('dialog').getByRole('button', { name: '转报' }).click();
  await by.until(id, 'AT_MINISTRY');

  await ministry.goto(`${world.address}/objections-above`);
  await ministry.getByText('第2步，共4步').waitFor();
  await expectSoundInBoth(ministry, 'zh');
  expect(await ministry.locator('main').innerText()).not.toContain(onRecord.objecting.name);
  await ministry.getByRole('button', { name: '转报' }).click();
  await by.until(id, 'AT_PUBLIC_SECURITY');

  await compare(at.recheck, world.address, '不是同一人', '指纹不符');
  await compare(at['recheck-second'], world.address, '不是同一人', '照片与指纹均不符');
  await by.until(id, 'ANSWER_CORRECTED');
  await at.comparer.goto(`${world.address}/registry/comparisons`);
  await at.comparer.getByRole('heading', { name: '比对', level: 1 }).waitFor();
  expect(await at.comparer.getByRole('link', { name: /^比对[0-9A-F]{6}$/ }).count()).toBe(0);

  await openAgain(phone, invited.link);
  await phone.getByText('异议处理结果：此前的结果作废').waitFor();
  await phone.getByText('正在纠正的事项').waitFor();
  expect(await phone.locator('main').innerText()).not.toMatch(/发现依法|强奸|猥亵/);
  await expectSoundInBoth(phone, 'zh');

  await clerk.goto(`${world.address}/`);
  await clerk.getByText('错误结果的补救事项').waitFor();
  await clerk.goto(`${world.address}/inquiries/${id}`);
  await clerk.getByText('异议成立，此前的结果作废，须重新查询。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByRole('button', { name: '已完成' }).first().click();
  await clerk.getByText(/已于/).first().waitFor();
});

/** The link once more, in the browser in which the code was given. */
async function openAgain(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(link);
}
