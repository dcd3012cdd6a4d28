import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callAs, inventedNumber, inventedRecord } from '../harness/registry-world.js';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { findPerson } from './registry-desk.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

const twice = { name: '尉迟骏驰', number: inventedNumber('19470819', 91) };
const passport = { type: 'passport' as const, number: '10P000091', validFrom: null, validTo: null };

let world: JourneyWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
  const [registrar, verifier] = [await callAs(world.node, 'registrar'), await callAs(world.node, 'verifier')];
  const { person, ...rest } = inventedRecord(twice, { decidingBodyName: '乙县人民法院（虚构）' }, '虚护1号');
  const abroad = { ...rest, person: { ...person, documents: [passport], birthDate: '1947-08-19' } };
  for (const entry of [inventedRecord(twice), abroad]) {
    const { body } = await registrar('POST', '/api/registry/records', entry);
    await verifier('POST', '/api/registry/verifications', { items: [{ recordId: body['recordId'], version: 1 }] });
  }
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function at(desk: 'registrar' | 'verifier' | 'comparer' | 'comparer-2'): Promise<Page> {
  const { page } = await openWindow(browser, 'zh');
  await signIn(page, world.address, desk, 'zh');
  return page;
}

/** Takes the pair that waits and says by the keys alone that it is one person. */
async function findTheSame(page: Page): Promise<void> {
  await page.goto(`${world.address}/registry/merges`);
  const pair = page.getByRole('link', { name: /^疑似[0-9A-F]{6}$/ });
  await pair.waitFor();
  await expectSoundInBoth(page, 'zh');
  await pair.click();
  await page.getByRole('heading', { name: '是否为同一人重复在库？', level: 1 }).waitFor();
  await expectSoundInBoth(page, 'zh');
  const main = await page.locator('main').innerText();
  expect(main).not.toContain('10P');
  expect(main).toContain('乙县人民法院（虚构）');
  await page.getByRole('button', { name: '领取', exact: true }).click();
  await page.getByRole('radio').first().waitFor();
  expect(await page.getByRole('radio').count()).toBe(3);
  await page.locator('h1').press('1');
  await page.keyboard.type('姓名与出生日期一致，系同一人');
  await page.keyboard.press('Enter');
  await page.getByText('没有待您比对的人员').waitFor();
  await expectSoundInBoth(page, 'zh');
}

it('finds by two people that two persons on record are one, and takes them apart again by two people', async () => {
  await findTheSame(await at('comparer'));
  await findTheSame(await at('comparer-2'));

  const registrar = await at('registrar');
  await findPerson(registrar, world.address, twice);
  await registrar.getByText('由两名在库人员合并').waitFor();
  await registrar.getByText('乙县人民法院（虚构）').first().waitFor();
  await expectSoundInBoth(registrar, 'zh');
  await registrar.getByRole('button', { name: '建议撤销合并' }).click();
  const asked = registrar.getByRole('dialog');
  await asked.getByRole('textbox').fill('护照照片与身份证照片不是一人');
  await expectSound(registrar);
  await asked.getByRole('button', { name: '建议撤销合并' }).click();
  await registrar.getByText('撤销合并待第二人确认').waitFor();

  const verifier = await at('verifier');
  await verifier.goto(`${world.address}/registry/proposals`);
  await verifier.getByRole('button', { name: '撤销合并', exact: true }).click();
  const decided = verifier.getByRole('dialog');
  await decided.getByRole('textbox').fill('已核对照片，确系两人');
  await expectSound(verifier);
  await decided.getByRole('button', { name: '撤销合并', exact: true }).click();
  await decided.waitFor({ state: 'hidden' });
  await verifier.getByRole('button', { name: '开始查重' }).click();
  await verifier.getByText('最近一次查重').waitFor();
  await verifier.getByRole('button', { name: '开始查重' }).waitFor();
  await expectSoundInBoth(verifier, 'zh');

  await registrar.reload();
  await registrar.getByRole('heading', { name: twice.name, level: 1 }).waitFor();
  expect(await registrar.getByText('由两名在库人员合并').count()).toBe(0);
  expect(await registrar.getByText('乙县人民法院（虚构）').count()).toBe(0);
});
