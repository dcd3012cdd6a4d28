import { type ErrorCode, errorDefinition } from '@gatehouse/contract';
import type { Browser, Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { demonstrationPassword } from '../../apps/server/src/modules/access/index.js';
import { type Language, languages } from '../journeys/browser.js';
import { openCamera, shoot, writeFindings } from './camera.js';
import { say } from './words.js';

/** One page in one state. */
export type Scene = {
  /** Names the picture: `inquiry-no-record`. */
  readonly name: string;
  readonly path: string;
  /** What the server is made to do instead of answering what the page asks. */
  readonly server?: {
    readonly address: string;
    readonly does: 'hang' | 'fail' | 'empty' | 'end-session' | 'change';
    /** What `change` adds to the true answer, for states that take days or a disaster to come about. */
    readonly adds?: object;
  };
  /** Shows what loads beside other things, for as long as one looks. */
  readonly isLoading?: boolean;
  /** What somebody does on the page before the picture. */
  readonly act?: (page: Page, language: Language) => Promise<void>;
};

/** Which scenes are taken, by their names; all when nothing is said. */
const wanted = new RegExp(process.env.SCENES ?? '');

/** A refusal as the server words it. */
function refusal(code: ErrorCode) {
  const reference = '7K2M-91QF';
  const { status, title, next: unfilled } = errorDefinition(code);
  const fill = (text: string): string => text.replaceAll('{reference}', reference);
  const next = { en: fill(unfilled.en), zh: fill(unfilled.zh) };
  const type = `urn:gatehouse:error:${code}`;
  return { type, title: title.en, status, detail: next.en, code, words: { title, next }, reference };
}

/** Takes scenes as one account (or as nobody), in both languages; answers what a machine found. */
export async function takeScenes(
  browser: Browser,
  address: string,
  account: string | undefined,
  scenes: readonly Scene[],
): Promise<string[]> {
  const inLanguage = async (language: Language): Promise<string[]> => {
    const findings: string[] = [];
    const { page, context } = await openCamera(browser, language);
    if (account !== undefined) await signInAs(page, address, account, language);
    for (const scene of scenes.filter(({ name }) => wanted.test(name))) {
      const found = await takeScene(page, address, scene, language).catch((thrown: unknown) => [
        `${scene.name}.${language}: not taken: ${String(thrown).slice(0, 600)}`,
      ]);
      writeFindings(found);
      findings.push(...found);
    }
    await context.close();
    return findings;
  };
  return (await Promise.all(languages.map(inLanguage))).flat();
}

/** The scenes of one account as a test: every picture taken, nothing found on any. */
export async function expectScenes(...words: Parameters<typeof takeScenes>): Promise<void> {
  expect((await takeScenes(...words)).join('\n')).toBe('');
}

async function takeScene(page: Page, address: string, scene: Scene, language: Language): Promise<string[]> {
  const { server } = scene;
  const held: Route[] = [];
  let isMet = server === undefined;
  if (server !== undefined)
    await page.route(`**${server.address}`, (route) => {
      isMet = true;
      return intercept(route, server, held);
    });
  // Another document, so that nothing of the scene before is kept, not even behind a '#'.
  await page.goto('about:blank');
  await page.goto(address + scene.path);
  await scene.act?.(page, language);
  const isLoading = scene.isLoading ?? (server?.does === 'hang' || server?.does === 'end-session');
  const findings = await shoot(page, { name: scene.name, language, isLoading });
  // A picture of another state than its name says would be believed.
  if (!isMet) findings.push(`${scene.name}.${language}: nothing asked for ${server?.address ?? ''}`);
  for (const route of held) await route.abort();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  return findings;
}

async function intercept(route: Route, { does, adds }: NonNullable<Scene['server']>, held: Route[]): Promise<void> {
  if (does === 'hang') held.push(route);
  else if (does === 'empty') await route.fulfill({ json: { items: [] } });
  else if (does === 'change') {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), ...adds } });
  } else {
    const problem = refusal(does === 'end-session' ? 'not-signed-in' : 'unexpected');
    await route.fulfill({ status: problem.status, contentType: 'application/problem+json', json: problem });
  }
}

async function signInAs(page: Page, address: string, account: string, language: Language): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel(say(language, 'app:signIn.account'), { exact: true }).fill(account);
  await page.getByLabel(say(language, 'app:signIn.password'), { exact: true }).fill(demonstrationPassword);
  await page.getByRole('button', { name: say(language, 'app:signIn.act'), exact: true }).click();
  await page
    .getByRole('navigation', { name: say(language, 'app:navigation') })
    .first()
    .waitFor();
}

/** Presses a button by the words on it. */
export function press(key: string, values: Readonly<Record<string, string | number>> = {}) {
  return async (page: Page, language: Language): Promise<void> => {
    await page
      .getByRole('button', { name: say(language, key, values), exact: true })
      .first()
      .click();
  };
}

/** One thing after the other. */
export function inTurn(...acts: readonly NonNullable<Scene['act']>[]): NonNullable<Scene['act']> {
  return async (page, language) => {
    for (const act of acts) await act(page, language);
  };
}
