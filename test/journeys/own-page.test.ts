import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { publicViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { prepare, type Prepared } from './by-api.js';
import { openOfflineVerifier } from './offline-verifier.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld, unknown } from './world.js';

let world: JourneyWorld;
let browser: Browser;
let by: Prepared;
let desk: Page;
let phone: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  by = await prepare(world);
  desk = (await openWindow(browser, 'zh')).page;
  phone = (await openWindow(browser, 'zh', 'phone')).page;
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** The officer looks at the document, and reads the code from the sheet that is printed. */
async function codeFor({ name, number }: { name: string; number: string }): Promise<string> {
  await desk.goto(`${world.address}/desk-code`);
  await desk.getByRole('button', { name: '生成查询码' }).click();
  await desk.getByText('请选择如何确认是本人。').waitFor();
  await expectSoundInBoth(desk, 'zh');
  await desk.getByRole('radio', { name: '查验证件原件' }).check();
  await desk.getByLabel('证件号码').fill(number);
  await desk.getByLabel('姓名').fill(name);
  await desk.getByRole('button', { name: '生成查询码' }).click();
  const sheet = desk.getByText(/^([2-9A-HJ-NP-Z]{5} ){5}[2-9A-HJ-NP-Z]$/);
  const code = await sheet.innerText();
  const shown = await desk.locator('main').innerText();
  for (const never of [name, number, number.slice(-4)]) expect(shown).not.toContain(never);
  return code;
}

async function open(page: Page, code: string): Promise<void> {
  await page.goto(`${world.address}/own-page`);
  await page.getByLabel('查询码').fill(code);
  await page.getByRole('button', { name: '打开我的页面' }).click();
}

it('gives a code at a desk of another county, and shows the person on their phone what was asked about them', async () => {
  const person = unknown.alike;
  await by.agreed(person);
  await signIn(desk, world.address, 'reviewer-elsewhere', 'zh');
  await desk.getByRole('navigation').getByRole('link', { name: '本人查询' }).first().waitFor();
  const code = await codeFor(person);
  await expectSoundInBoth(desk, 'zh');

  await phone.goto(`${world.address}/own-page`);
  await phone.getByRole('button', { name: '打开我的页面' }).click();
  await phone.getByText('请输入完整的26位查询码。').waitFor();
  await expectSoundInBoth(phone, 'zh');
  await open(phone, code.toLowerCase());
  await phone.getByText('本页不是证明。任何单位不得要求您出示本页或提供副本。').waitFor();
  await phone.getByRole('heading', { name: '甲县第一小学（虚构）' }).waitFor();
  await phone.getByText('办理过程及其在日志中的位置').click();
  await phone
    .getByText(/^日志1，第\d+条/)
    .first()
    .waitFor();
  await phone.getByText('乙县教育局（虚构）').first().waitFor();
  const shown = await phone.locator('main').innerText();
  for (const never of [person.name, person.number, person.number.slice(-6)]) expect(shown).not.toContain(never);
  await expectSoundInBoth(phone, 'zh');
  await phone.reload();
  await phone.getByRole('heading', { name: '甲县第一小学（虚构）' }).waitFor();

  // The sheet is used up: scanned again elsewhere it opens nothing, and stays in no address.
  const { page: other, context } = await openWindow(browser, 'zh', 'phone');
  await other.goto(`${world.address}/own-page#${code.replaceAll(' ', '')}`);
  await other.getByText('已填入您纸上的查询码。').waitFor();
  expect(new URL(other.url()).hash).toBe('');
  await other.getByRole('button', { name: '打开我的页面' }).click();
  await other.getByRole('alert').getByText('该查询码无法打开页面').waitFor();
  await expectSound(other);
  await context.close();
});

it('lets them take a proof and a copy, withdraw what the unit was given, and close the page', async () => {
  await phone.getByText('办理过程及其在日志中的位置').click();
  const [proof] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('button', { name: '证明：填写' }).click(),
  ]);
  expect(JSON.parse(await readFile(await proof.path(), 'utf8'))).toMatchObject({
    receipt: expect.stringContaining('c2sp.org/tlog-proof'),
    canonical: expect.stringContaining('inquiry.draft'),
  });
  const [copy] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('button', { name: '取得副本（PDF）' }).click(),
  ]);
  expect((await readFile(await copy.path())).subarray(0, 5).toString()).toBe('%PDF-');

  await phone.getByRole('button', { name: '撤回对该单位的授权' }).click();
  await phone.getByRole('heading', { name: '撤回对甲县第一小学（虚构）的授权' }).waitFor();
  await expectSoundInBoth(phone, 'zh');
  await phone.getByRole('button', { name: '确认撤回' }).click();
  await phone.getByRole('button', { name: '撤回对该单位的授权' }).waitFor({ state: 'detached' });
  await phone.getByRole('heading', { name: '已撤回' }).waitFor();
  await phone.getByRole('button', { name: '关闭我的页面' }).click();
  await phone.getByRole('heading', { name: '您的页面已关闭' }).waitFor();
  await expectSoundInBoth(phone, 'zh');
  await phone.reload();
  await phone.getByRole('button', { name: '打开我的页面' }).waitFor();
});

it('shows nothing to whoever was never asked about, at the same desk and in the same way', async () => {
  const code = await codeFor(unknown.onPaper);
  await open(phone, code);
  await phone.getByText('没有任何单位查询过您。').waitFor();
  await expectSoundInBoth(phone, 'zh');
});

it('shows that nothing was left out, on the page and to anybody without a network', async () => {
  const person = unknown.teacher;
  const { id } = await by.agreed(person);
  await by.asked(id);
  await world.goOn(24 * 60);
  await signIn(desk, world.address, 'reviewer-elsewhere', 'zh');
  const verifier = await openOfflineVerifier(browser);
  const keys = await (await fetch(`${world.address}/log/vkey`)).text();
  const proofOf = async (shown: { name: string; number: string }, says: string): Promise<string> => {
    await open(phone, await codeFor(shown));
    await phone.getByText(says).waitFor();
    await phone.getByText(/已全部计入，无一遗漏/).waitFor();
    await expectSoundInBoth(phone, 'zh');
    const [file] = await Promise.all([
      phone.waitForEvent('download'),
      phone.getByRole('button', { name: '取得证明（文件）' }).click(),
    ]);
    await phone.getByRole('button', { name: '关闭我的页面' }).click();
    await phone.getByRole('heading', { name: '您的页面已关闭' }).waitFor();
    return readFile(await file.path(), 'utf8');
  };
  await vi.waitFor(() => expectSealed(), { timeout: 30_000, interval: 200 });
  const proof = await proofOf(person, '已就您向信息库提出1项查询。');
  for (const never of [person.name, person.number]) expect(proof).not.toContain(never);
  const nothing = await proofOf(unknown.onPaper, '没有就您向信息库提出过查询。');
  const [whole, none] = [await verifier.verify(keys, proof), await verifier.verify(keys, nothing)];
  expect(whole).toContain('查询记录完整，无一遗漏');
  expect(whole).toMatch(/Inquiries that went to the register\s+1\s/);
  expect(none).toMatch(/Inquiries that went to the register\s+0\s/);

  const { entries, ...rest } = JSON.parse(proof) as { entries: object[] };
  expect(await verifier.verify(keys, JSON.stringify({ ...rest, entries: [] }))).toContain('Keep the file as evidence');
  expect(entries).toHaveLength(1);
  const stranger = keys.replace(/.$/m, (last) => (last === 'A' ? 'B' : 'A'));
  expect(await verifier.verify(stranger, proof)).not.toContain('无一遗漏');
  await verifier.close();
});

/** The running day has its seal. */
async function expectSealed(): Promise<void> {
  const today = world.node.clock.now().toISOString().slice(0, 10);
  const sealed = await withTransaction(world.node.kernel.database, publicViewer, world.node.clock.now(), ({ sql }) =>
    sql.selectFrom('journal.daySeal').select('epoch').where('epoch', '=', today).execute(),
  );
  expect(sealed).toHaveLength(1);
}
