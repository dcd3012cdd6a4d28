import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { changedCode } from '../harness/notice-code.js';
import { barriersOn } from './barriers.js';
import { openWindow } from './browser.js';

const file = new URL('../../apps/web/dist/gatehouse-verifier.html', import.meta.url);

/** The page that verifies without a node, opened from the disk of somebody who has no network. */
export type OfflineVerifier = {
  /** Verifies a proof and answers the page's words about it. */
  readonly verify: (keys: string, proof: string) => Promise<string>;
  readonly page: Page;
  readonly close: () => Promise<void>;
};

/** Opens the verifier as it was built, whose SHA-256 is the published one; anything it asks of a network fails the test. */
export async function openOfflineVerifier(browser: Browser): Promise<OfflineVerifier> {
  const published = await readFile(new URL(`${file.href}.sha256`), 'utf8');
  const bytes = await readFile(file);
  expect(published).toBe(`${createHash('sha256').update(bytes).digest('hex')}  gatehouse-verifier.html\n`);
  const { page, context } = await openWindow(browser, 'zh', 'phone');
  await context.setOffline(true);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  await page.goto(file.href);
  const expectAlone = async (): Promise<void> => {
    expect(asked, 'what the verifier asked for').toEqual([file.href]);
    expect(failures).toEqual([]);
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  };
  return {
    page,
    verify: async (keys, proof) => {
      await page.getByLabel('Key of the log').fill(keys);
      await page.getByLabel('The proof').fill(proof);
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByRole('status').locator('h2, p').first().waitFor();
      await expectAlone();
      return page.getByRole('status').innerText();
    },
    close: () => context.close(),
  };
}

/** A notice verified by whoever has its code, the key of the log and no network: it is real, and changed it is not. */
export async function verifyWithoutNetwork(browser: Browser, address: string, code: string): Promise<void> {
  const verifier = await openOfflineVerifier(browser);
  const keys = await (await fetch(`${address}/log/vkey`)).text();
  const real = await verifier.verify(keys, code);
  expect(real).toContain('告知书属实');
  expect(real).toContain('The notice is real');
  expect(real).toContain('The entry stands in the log under that head.');
  const forged = await changedCode(code.split('#')[1] ?? '', ({ facts }) => Object.assign(facts, { number: '1' }));
  expect(await verifier.verify(keys, forged)).toContain('The notice does not check out');
  expect(await verifier.verify('', code)).toContain('Without a key from elsewhere nothing is proven.');
  expect(await verifier.verify(keys, code.slice(0, -20))).toContain('This is no proof of Gatehouse');
  await verifier.close();
}
