import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { showFigure } from '../harness/shown-figure.js';
import { staffFile, staffMembers } from '../harness/staff-file.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

let world: JourneyWorld;
let browser: Browser;
let clerk: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  clerk = (await openWindow(browser, 'zh')).page;
  await signIn(clerk, world.address, 'clerk', 'zh');
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

it('loads the staff of a school: a row is mended, the differences are seen and taken, and one person is found', async () => {
  const staff = staffMembers(3, 1972);
  const wrong = staff.map((one, at) => (at === 1 ? { ...one, number: one.number.slice(0, 17) } : one));
  await clerk.goto(`${world.address}/staff`);
  await clerk.getByText('尚未登记任何在岗人员。').waitFor();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByRole('link', { name: '上传名单' }).first().click();
  const file = { name: '在岗.csv', mimeType: 'text/csv', buffer: Buffer.from(staffFile(wrong)) };
  await clerk.locator('input[type=file]').setInputFiles(file);

  await clerk.getByRole('button', { name: '修改第3行' }).click();
  await expectSoundInBoth(clerk, 'zh');
  await clerk.getByLabel('证件号码', { exact: true }).fill(staff[1]?.number ?? '');
  await clerk.getByRole('button', { name: '保存' }).click();
  const fresh = clerk.getByRole('table', { name: '新增 (3)' });
  await fresh.waitFor();
  expect(await fresh.innerText()).not.toContain(staff[0]?.number);
  await expectSound(clerk);

  await clerk.getByRole('button', { name: '写入在岗名单' }).click();
  await clerk.getByRole('link', { name: '查看在岗人员' }).click();
  await clerk.getByText('3人', { exact: true }).first().waitFor();
  await clerk.getByLabel('查找人员').fill(staff[2]?.name ?? '');
  await clerk.getByRole('button', { name: '查找' }).click();
  await clerk.getByRole('table', { name: '查找结果' }).getByRole('link').click();
  await clerk.getByRole('heading', { name: staff[2]?.name ?? '' }).waitFor();
  await expectSoundInBoth(clerk, 'zh');

  await clerk.goto(`${world.address}/coverage`);
  await clerk.getByRole('button', { name: '对3人发起查询' }).click();
  await expectSound(clerk);
  await clerk.getByRole('dialog').getByRole('button', { name: '起草3份查询' }).click();
  await clerk.waitForURL(/inquiry-lists/);
  await clerk.getByText(staff[1]?.name ?? '').waitFor();
});

it('shows a parent who scans the sheet of a school what share is checked, and finds the school by its name', async () => {
  const { organisation } = (await (await clerk.request.get(`${world.address}/api/session`)).json()) as {
    organisation: { id: string; nameEn: string; nameZh: string };
  };
  const { id: unitId, nameEn, nameZh } = organisation;
  const code = await showFigure(world.node, { unitId, nameEn, nameZh });
  const { page } = await openWindow(browser, 'zh', 'phone');
  await page.goto(`${world.address}/certificate#${code}`);
  await page.getByRole('heading', { name: nameZh }).waitFor();
  await page.getByText('95%及以上').waitFor();
  await page.getByText('不是安全评级').waitFor();
  await expectSoundInBoth(page, 'zh');
  await page.getByLabel('单位名称').fill('没有这样的学校');
  await page.getByRole('button', { name: '查看其他单位' }).click();
  await page.getByRole('heading', { name: '没有可显示的数据' }).waitFor();
  await page.getByLabel('单位名称').fill(nameZh.slice(0, 5));
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByRole('heading', { name: nameZh }).waitFor();
});

it('takes a tip about a place from a phone without an account, and tells its sender later what became of it', async () => {
  const { page: phone, context } = await openWindow(browser, 'zh', 'phone');
  await phone.goto(`${world.address}/tip`);
  await phone.getByRole('button', { name: '提交线索' }).click();
  await phone.getByText('请说明是哪个场所').waitFor();
  await expectSoundInBoth(phone, 'zh');
  await phone.getByLabel('哪个场所？').fill('乙路17号二楼 小太阳班');
  await phone.getByRole('button', { name: '提交线索' }).click();
  const code = (await phone.getByText(/^(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}$/).innerText()).trim();
  await expectSound(phone);

  const superior = (await openWindow(browser, 'zh')).page;
  await signIn(superior, world.address, 'superior', 'zh');
  await superior.goto(`${world.address}/tips`);
  await superior.getByText('乙路17号二楼 小太阳班').waitFor();
  await expectSoundInBoth(superior, 'zh');
  await superior.getByRole('button', { name: '办结' }).click();
  await superior.getByLabel('核实情况').fill('11月24日现场检查');
  await superior.getByRole('dialog').getByRole('button', { name: '办结' }).click();
  await superior.getByText('已掌握的单位').waitFor();

  await phone.getByRole('button', { name: '查询线索办理结果' }).click();
  await phone.getByLabel('编码').fill(code.toLowerCase());
  await phone.getByRole('button', { name: '查询', exact: true }).click();
  await phone.getByText('主管部门已核实').waitFor();
  await expectSound(phone);
  await context.close();
});
