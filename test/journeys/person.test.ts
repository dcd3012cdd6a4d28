import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { prepare, type Prepared } from './by-api.js';
import { openLink, tabTo, typeOwnDetails } from './personal-page.js';
import { codeAt } from './post.js';
import { signIn } from './sign-in.js';
import { expectAnswer } from './unit-desk.js';
import { type JourneyWorld, openWorld, unknown } from './world.js';

const minutesOfADay = 24 * 60;

let world: JourneyWorld;
let browser: Browser;
let by: Prepared;
let clerk: Page;
let phone: Page;
let pocket: BrowserContext;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  by = await prepare(world);
  await signClerkIn();
});
beforeEach(async () => {
  ({ page: phone, context: pocket } = await openWindow(browser, 'zh', 'phone'));
});
afterEach(() => pocket.close());
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function signClerkIn(): Promise<void> {
  clerk = (await openWindow(browser, 'zh')).page;
  await signIn(clerk, world.address, 'clerk', 'zh');
}

it('lets a person refuse with the keyboard alone, and says to the unit that refusing is not a record', async () => {
  const invited = await by.invited(unknown.refusing);
  await phone.goto(invited.link);
  await tabTo(phone, phone.getByRole('button', { name: '获取验证码' }));
  await phone.keyboard.press('Enter');
  const code = await codeAt(world.post, invited.phone, 1);
  await tabTo(phone, phone.getByLabel('验证码', { exact: true }));
  await phone.keyboard.type(`${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`);
  await phone.keyboard.press('Enter');
  await tabTo(phone, phone.getByRole('button', { name: '我不同意', exact: true }));
  await phone.keyboard.press('Enter');
  await phone.getByRole('heading', { name: '您不同意' }).waitFor();
  await expectSoundInBoth(phone, 'zh');
  await tabTo(phone, phone.getByLabel('您的姓名'));
  await phone.keyboard.type(unknown.refusing.name);
  await phone.keyboard.press('Tab');
  await phone.keyboard.type(unknown.refusing.number);
  await phone.keyboard.press('Enter');
  await phone.getByText('未进行任何查询，也不会对您作任何不利记录。').waitFor();
  await expectSoundInBoth(phone, 'zh');
  await expectAnswer(clerk, world.address, invited.id, {
    zh: '本人未同意查询。这不是违法犯罪信息，也不表示本人有任何问题；但不得安排到本岗位工作。',
    en: 'The person did not agree. This is not a record and says nothing about them; they cannot start this post.',
  });
});

it('takes it that the details are not mine, after what was typed did not fit', async () => {
  const invited = await by.invited(unknown.disputing);
  await openLink(phone, world.post, invited);
  await phone.getByRole('button', { name: '我同意', exact: true }).click();
  await typeOwnDetails(phone, unknown.refusing);
  await phone.getByRole('button', { name: '提交：我同意' }).click();
  await phone.getByRole('alert').getByText('姓名或证件号码与单位填写的不一致').waitFor();
  await phone.getByText('请选择“这不是我的信息”', { exact: false }).waitFor();
  expect(await phone.locator('main').innerText()).not.toContain(unknown.disputing.name);
  await expectSoundInBoth(phone, 'zh');
  await phone.getByRole('button', { name: '返回' }).click();
  await phone.getByRole('button', { name: '这不是我的信息' }).click();
  await expectSound(phone);
  await phone.getByRole('button', { name: '提交：这不是我的信息' }).click();
  await phone.getByRole('heading', { name: '感谢告知' }).waitFor();
  await expectSoundInBoth(phone, 'zh');
  await expectAnswer(clerk, world.address, invited.id, {
    zh: '尚未查询：本人表示信息与其不符。',
    en: 'Not asked yet: the person says that the details are not theirs.',
  });
});

it('slows whoever guesses the code, in words, lets the person in afterwards and lets them withdraw before asking', async () => {
  const invited = await by.invited(unknown.withdrawing);
  await phone.goto(invited.link);
  await phone.getByRole('button', { name: '获取验证码' }).click();
  const code = await codeAt(world.post, invited.phone, 1);
  const enter = async (typed: string, answer: string | RegExp): Promise<void> => {
    // The words of the try before still stand while this one is under way.
    const answered = phone.waitForResponse((one) => new URL(one.url()).pathname === '/api/consent/unlock');
    await phone.getByLabel('验证码', { exact: true }).fill(typed);
    await phone.getByRole('button', { name: '打开', exact: true }).click();
    await answered;
    await phone.getByText(answer).first().waitFor();
  };
  // The pause after the third doubles with each: however slow the machine, one of these comes too soon. A short pause may be over
  // before it is seen; then the next one is longer.
  const pause = phone.getByText(/^请等待\d+秒。$/);
  for (const typed of ['2222', '3333', '4444', '5555', '6666', '7777']) {
    await enter(typed, /验证码不正确或已失效|请稍候再试/);
    if (await pause.isVisible()) break;
  }
  await pause.waitFor();
  await expectSoundInBoth(phone, 'zh');
  await world.goOn(4);
  await enter(code, '请先阅读，再作决定。您可以不同意。');

  await phone.getByRole('button', { name: '我同意', exact: true }).click();
  await typeOwnDetails(phone, unknown.withdrawing);
  await phone.getByRole('button', { name: '提交：我同意' }).click();
  await phone.getByText('感谢您，您已同意。').first().waitFor();
  await phone.getByRole('button', { name: '撤回授权' }).click();
  await expectSoundInBoth(phone, 'zh');
  await typeOwnDetails(phone, unknown.withdrawing);
  await phone.getByRole('button', { name: '确认撤回' }).click();
  await phone.getByRole('heading', { name: '您已撤回' }).waitFor();
  await expectSoundInBoth(phone, 'zh');
  await expectAnswer(clerk, world.address, invited.id, {
    zh: '本人已撤回，不再查询。这不表示本人有任何问题。',
    en: 'The person withdrew. Nothing is asked; this says nothing about the person.',
  });
});

it('takes consent on paper with its scan, after the link ran out unanswered', async () => {
  const { id, link } = await by.invited(unknown.onPaper);
  await world.goOn(2 * minutesOfADay);
  await phone.goto(link);
  await phone.getByRole('heading', { name: '该链接无法打开' }).waitFor();
  await expectSoundInBoth(phone, 'zh');
  await phone.goto(`${world.address}/consent`);
  await phone.getByRole('heading', { name: '链接不完整' }).waitFor();
  await expectSoundInBoth(phone, 'zh');

  // Two days later the session of the desk has ended, as it should.
  await signClerkIn();
  // What ran out is ended by a sweep, after which whoever holds an older version would be told so.
  await vi.waitFor(
    async () => {
      const read = await clerk.request.get(`${world.address}/api/inquiries/${id}`);
      expect(read.ok()).toBe(true);
      expect((await read.json()).state).not.toBe('CONSENT_PENDING');
    },
    { timeout: 120_000, interval: 1000 },
  );
  await clerk.goto(`${world.address}/inquiries/${id}`);
  await clerk.getByRole('radio', { name: '经见证签署的纸质授权书' }).check();
  const scan = { name: '授权书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%invented\n') };
  await clerk.locator('input[type=file]').setInputFiles(scan);
  await clerk.getByText('请先填写签署日期，再重新选择文件。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByLabel('签署日期').fill('2026-11-20');
  await clerk.locator('input[type=file]').setInputFiles({ ...scan, buffer: Buffer.from('not a scan') });
  await clerk.getByRole('alert').getByText('此处不接受这种格式的内容').waitFor();
  await clerk.locator('input[type=file]').setInputFiles(scan);
  await clerk.getByText('尚未查询：本人已授权。').waitFor();
  await clerk.getByText('材料齐备，提交后主管部门即可审核。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
});
