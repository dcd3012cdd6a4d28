import type { Page } from 'playwright-core';
import { expectSound, expectSoundInBoth } from './browser.js';
import { codeAt, linkAt } from './post.js';
import type { JourneyWorld, Person } from './world.js';

/** The phone of whoever is asked by hand. */
export const contact = '13800000008';

/** Chooses in a list that opens when it is pressed; of a long one by typing a part of the name. */
export async function choose(page: Page, label: string, option: string, part = ''): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  if (part !== '') await page.keyboard.type(part);
  // Not by the pointer: until the list has found its place it stands outside the window.
  await page.locator(`.ant-select-dropdown .ant-select-item-option[title="${option}"]`).dispatchEvent('click');
  await page.locator('.ant-select').filter({ hasText: option }).waitFor();
}

/** The clerk drafts a check of one person with proof of identity and sends the link; answers the check's id. */
export async function draftAndAsk(page: Page, address: string, person: Person): Promise<string> {
  await page.goto(`${address}/inquiries/new`);
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('link', { name: '查询一人' }).click();
  await choose(page, '查询类别', '招聘录用');
  await choose(page, '岗位类别', '教师');
  await choose(page, '用工形式', '合同制');
  await page.getByLabel('拟上岗日期').fill('2099-09-01');
  await page.getByLabel('姓名', { exact: true }).fill(person.name);
  await page.getByLabel('证件号码', { exact: true }).fill(person.number);
  await page.getByRole('radio', { name: '查验证件原件' }).check();
  await page.getByText('该事由须经本人授权后方可查询。').waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '保存草稿并继续' }).click();
  await page.getByLabel('本人手机号码').fill(contact);
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '发送链接' }).click();
  await page.getByText('已发出，链接尚未打开。').first().waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** The person opens the link on a phone, reads, and agrees. */
export async function agree(page: Page, { post }: JourneyWorld, person: Person): Promise<void> {
  await page.goto(await linkAt(post, contact));
  const before = post.count(contact);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText('验证码已发送至收到链接的手机。').waitFor();
  const code = await codeAt(post, contact, before);
  await expectSoundInBoth(page, 'zh');
  await page.getByLabel('验证码', { exact: true }).fill(code);
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await page.getByRole('button', { name: '我同意', exact: true }).waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByRole('button', { name: '我同意', exact: true }).click();
  await page.getByLabel('您的姓名').fill(person.name);
  await page.getByLabel('您的证件号码').fill(person.number);
  await expectSound(page);
  await page.getByRole('button', { name: '提交：我同意' }).click();
  await page.getByText('感谢您，您已同意。').first().waitFor();
  await expectSoundInBoth(page, 'zh');
}
