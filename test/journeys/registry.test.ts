import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSound, expectSoundInBoth, openWindow, startBrowser } from './browser.js';
import { confirm, findPerson, goodPerson, heldPerson, propose, sourceFile, upload, verify } from './registry-desk.js';
import { signIn } from './sign-in.js';
import { type JourneyWorld, openWorld } from './world.js';

const minutesOfADay = 24 * 60;

let world: JourneyWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function at(desk: 'registrar' | 'verifier'): Promise<Page> {
  const { page } = await openWindow(browser, 'zh');
  await signIn(page, world.address, desk, 'zh');
  return page;
}

it('imports a file with bad rows, which are named, mended or left, and lets a second person make the good ones effective', async () => {
  const [registrar, verifier] = [await at('registrar'), await at('verifier')];
  await upload(registrar, world.address, await sourceFile());
  await expectSoundInBoth(registrar, 'zh');
  await registrar.getByRole('button', { name: '各列无误，检查全部行' }).click();
  await registrar.getByRole('button', { name: '将1行移交第二人核验' }).waitFor();
  await registrar.getByText('依法封存、不予导入').waitFor();
  const problems = registrar.getByRole('table', { name: '有问题的行' });
  expect(await problems.getByRole('row').filter({ hasText: '第4行' }).innerText()).toMatch(/证件号码[\s\S]*校验码/);
  for (const row of ['第3行', '第6行']) {
    expect(await problems.getByRole('row').filter({ hasText: row }).innerText()).toContain('不予导入');
  }
  expect(await registrar.locator('main').innerText()).not.toMatch(/丁四|第5行/);
  await expectSoundInBoth(registrar, 'zh');

  await registrar.getByRole('button', { name: '更正第4行' }).click();
  const dialog = registrar.getByRole('dialog');
  await dialog.getByLabel('证件号码').fill(heldPerson.number);
  await expectSound(registrar);
  await dialog.getByRole('button', { name: '更正', exact: true }).click();
  await registrar.getByRole('button', { name: '将2行移交第二人核验' }).click();
  await registrar.getByText('记录须经另一人对照原始文书核验后才生效。').waitFor();
  await expectSoundInBoth(registrar, 'zh');

  await verify(verifier, world.address, goodPerson);
  await verify(verifier, world.address, heldPerson);
  await verifier.getByText('没有待核验的记录').waitFor();
  await expectSoundInBoth(verifier, 'zh');
});

it('corrects, withdraws and seals a record by two people with reasons, and shows it as it was known on an earlier day', async () => {
  await world.goOn(minutesOfADay);
  const [registrar, verifier] = [await at('registrar'), await at('verifier')];
  await findPerson(registrar, world.address, goodPerson);
  await expectSoundInBoth(registrar, 'zh');
  await propose(registrar, '更正', '来源机关来函更正');
  await confirm(verifier, world.address, '与来函一致');
  await registrar.reload();
  await registrar.getByText('乙县人民法院(虚构)').first().waitFor();

  const slider = registrar.getByRole('slider', { name: '当时所知' });
  await slider.focus();
  await registrar.keyboard.press('ArrowLeft');
  await registrar.keyboard.press('ArrowLeft');
  await registrar.getByText(/^信息库在.+所知的情况。$/).waitFor();
  await registrar.getByText('甲县人民法院(虚构)').first().waitFor();
  expect(await registrar.getByText('乙县人民法院(虚构)').count()).toBe(0);
  await expectSoundInBoth(registrar, 'zh');
  await registrar.getByRole('button', { name: '回到今天' }).click();
  await registrar.getByText('乙县人民法院(虚构)').first().waitFor();

  await propose(registrar, '封存', '依法应当封存');
  await confirm(verifier, world.address, '符合封存条件');
  await registrar.reload();
  // Nobody whose every record is sealed is there at all.
  await registrar.getByText('没有您可以查看的内容').first().waitFor();
  expect(await registrar.locator('main').innerText()).not.toContain(goodPerson.name);
  await expectSoundInBoth(registrar, 'zh');

  await findPerson(registrar, world.address, heldPerson);
  await propose(registrar, '撤回', '原判决已被撤销');
  await confirm(verifier, world.address, '与裁定书一致');
  await registrar.reload();
  await registrar.getByText('已撤回').first().waitFor();
  await expectSoundInBoth(registrar, 'zh');
});
