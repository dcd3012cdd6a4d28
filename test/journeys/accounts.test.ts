import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bounceOf } from '../harness/returned-mail.js';
import { takeBounce } from '../../apps/server/src/modules/messages/actions/settle-message.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { prepare } from './by-api.js';
import { choose } from './desks.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld, unknown } from './world.js';

let world: JourneyWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function at(account: string, width: 'desk' | 'phone' = 'desk'): Promise<Page> {
  const { page } = await openWindow(browser, 'zh', width);
  await signIn(page, world.address, account, 'zh');
  return page;
}

it('gives a new account a role, and a stand-in, only by two administrators', async () => {
  const [first, second] = [await at('admin'), await at('admin-2', 'phone')];
  await first.goto(`${world.address}/accounts`);
  await expectSoundInBoth(first, 'zh');
  await first.getByRole('button', { name: '新建账号' }).click();
  const dialog = first.getByRole('dialog');
  await dialog.getByRole('button', { name: '创建账号' }).click();
  await dialog.getByText('请填写姓名。').waitFor();
  await expectSound(first);
  await dialog.getByLabel('人员姓名').fill('新来的(虚构)');
  await dialog.getByLabel('账号', { exact: true }).fill('newcomer');
  await choose(first, '单位', '甲县第一小学（虚构）', '甲县第一小学');
  await dialog.getByRole('button', { name: '创建账号' }).click();
  await dialog.getByText('仅显示一次，请立即复制，之后无法再次查看。').waitFor();
  await expectSound(first);
  await dialog.getByRole('link', { name: '提出岗位' }).click();
  await first.getByRole('heading', { name: '新来的(虚构)' }).waitFor();
  const newcomer = first.url();

  await first.goto(`${world.address}/accounts`);
  await first.getByRole('link', { name: 'clerk (invented)', exact: true }).click();
  const away = first.getByRole('form', { name: '提出代理' });
  await away.getByRole('button', { name: '提出代理' }).click();
  await away.getByText('请填写。').first().waitFor();
  await expectSoundInBoth(first, 'zh');
  await choose(first, '由谁代理', '新来的(虚构) · newcomer');
  await away.getByLabel('首日').fill('2026-01-01');
  await away.getByLabel('末日').fill('2099-01-31');
  await away.getByRole('button', { name: '提出代理' }).click();
  await first.getByText('已提出，待另一位管理员确认').first().waitFor();
  await first.goto(`${world.address}/stand-ins`);
  await first.getByText('待管理员确认').waitFor();
  expect(await first.getByRole('button', { name: '确认' }).count()).toBe(0);
  await second.goto(`${world.address}/stand-ins`);
  await expectSoundInBoth(second, 'zh');
  await second.getByRole('button', { name: '确认' }).click();
  await second.getByText('生效中').waitFor();
  await second.getByRole('button', { name: '终止' }).click();
  await second.getByText('目前无人代理。').waitFor();
  await expectSoundInBoth(second, 'zh');

  await first.goto(newcomer);
  await choose(first, '增加岗位', '单位经办人');
  await first.getByRole('button', { name: '提出岗位' }).click();
  await first.getByText('须由另一位管理员确认。', { exact: true }).waitFor();
  await expectSoundInBoth(first, 'zh');
  await second.goto(`${world.address}/accounts/waiting`);
  await second.getByRole('heading', { name: /新来的\(虚构\)/ }).waitFor();
  await expectSoundInBoth(second, 'zh');
  await second.getByRole('button', { name: '确认' }).click();
  await second.getByText('没有待确认事项').waitFor();
  await first.reload();
  await first.getByText('已生效').first().waitFor();
});

it('shows the secret of a token once, by which a program acts until it is ended', async () => {
  const clerk = await at('clerk');
  await clerk.goto(`${world.address}/account`);
  await expectSoundInBoth(clerk, 'zh');
  const form = clerk.getByRole('form', { name: '创建令牌' });
  await form.getByRole('button', { name: '创建令牌' }).click();
  await form.getByText('请填写名称。').waitFor();
  await form.getByLabel('名称').fill('人事系统');
  await form.getByRole('button', { name: '创建令牌' }).click();
  await clerk.getByText('仅显示一次，请立即复制，之后无法再次查看。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  const secret = await clerk.getByRole('status').locator('code').innerText();
  const headers = { authorization: `Bearer ${secret}` };
  const asProgram = async (): Promise<number> => (await fetch(`${world.address}/api/session`, { headers })).status;
  expect(await asProgram()).toBe(200);
  await clerk.reload();
  await clerk.getByRole('button', { name: '终止令牌人事系统' }).waitFor();
  expect(await clerk.locator('main').innerText()).not.toContain(secret);
  await clerk.getByRole('button', { name: '终止令牌人事系统' }).click();
  await clerk.getByText('已终止', { exact: true }).waitFor();
  expect(await asProgram()).toBe(401);
});

it('shows a message that did not leave and one that came back, and sends it again', async () => {
  const { post, node, address } = world;
  const by = await prepare(world);
  const { phone } = await by.invited(unknown.disputing);
  const setting = { kernel: node.kernel, demonstration: true, providers: post.providers };
  const bounce = bounceOf(post.lastId(phone));
  // A mail can come back before it is noted that it left: then it is handed over again.
  await vi.waitFor(() => takeBounce(setting, { kind: 'operator', name: 'invented' }, bounce), { timeout: 60_000 });
  const clerk = await at('clerk', 'phone');
  await expectSoundInBoth(clerk, 'zh');
  await clerk.goto(`${address}/messages`);
  await clerk.getByText('被退回', { exact: true }).first().waitFor();
  await expectSoundInBoth(clerk, 'zh');
  const again = async (): Promise<void> => {
    await clerk.getByRole('main').getByRole('button').filter({ hasText: '征求同意' }).first().click();
    await clerk.getByRole('dialog').getByRole('button', { name: '重新发送' }).click();
  };
  post.shut(phone);
  const untilListed = (state: string): Promise<void> =>
    expect
      .poll(
        async () => {
          await clerk.reload();
          await clerk.getByRole('table', { name: '消息' }).waitFor();
          return clerk.getByRole('table', { name: '消息' }).innerText();
        },
        { timeout: 60_000 },
      )
      .toContain(state);
  await again();
  await untilListed('未能发出');
  await expectSound(clerk);
  post.openAgain(phone);
  const before = post.count(phone);
  await again();
  await post.next(phone, before, /#/);
  await untilListed('已发出');
  await expectSoundInBoth(clerk, 'zh');
});
