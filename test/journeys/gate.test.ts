import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { agree, draftAndAsk } from './desks.js';
import { openPost, type Post } from './post.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld, people } from './world.js';

let world: JourneyWorld;
let browser: Browser;
let post: Post;
let clerk: Page;
let reviewer: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  post = await openPost(world.node);
  clerk = (await openWindow(browser, 'zh')).page;
  reviewer = (await openWindow(browser, 'zh')).page;
  await signIn(clerk, world.address, 'clerk', 'zh');
  await signIn(reviewer, world.address, 'reviewer', 'zh');
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** From the draft to the approval; the clerk's window stands on the check then. */
async function untilApproved(person: { readonly name: string; readonly number: string }): Promise<void> {
  const inquiryId = await draftAndAsk(clerk, world.address, person);
  const phone = await openWindow(browser, 'zh', 'phone');
  await agree(phone.page, post, inquiryId, person);
  await phone.context.close();
  await clerk.reload();
  await clerk.getByRole('button', { name: '提交审核' }).click();
  await clerk.getByText('尚未查询：等待审核。').waitFor();
  await reviewer.goto(`${world.address}/inquiries/${inquiryId}`);
  await expectSound(reviewer);
  await reviewer.getByRole('button', { name: '审核通过' }).click();
  await reviewer.getByRole('button', { name: '审核通过' }).waitFor({ state: 'hidden' });
}

it('takes a check from the draft through the consent of the person to the approval', async () => {
  await expectSoundInBoth(clerk, 'zh');
  await untilApproved(people.recorded);
});
