import type { Page, Request, Response } from 'playwright-core';
import type { JourneyWorld, Person } from './world.js';

/** All that a unit's browser gets of one check: what its pages say, and every answer that came over the network. */
export type Trace = { readonly says: readonly string[]; readonly answers: readonly string[] };

const pages = (id: string): readonly string[] => [`/inquiries/${id}`, '/messages', '/inquiries', '/'];

/** Looks at everything a unit has on a check; who is asked about and when is taken out of it, and nothing else. */
export async function traceOf(page: Page, { address }: JourneyWorld, id: string, person: Person): Promise<Trace> {
  const says: string[] = [];
  const answers: string[] = [];
  for (const path of pages(id)) {
    const heard: Promise<string>[] = [];
    // Pages about one check are compared whole; of lists only what concerns this one, since the others are other people's.
    const concerns = (text: string): boolean => path.endsWith(id) || text.includes(id) || text.includes(person.name);
    const about = (parts: readonly string[]): string => withoutPerson(parts.filter(concerns).join('\n'), id, person);
    const listen = (response: Response): void => {
      const url = response.url().replace(address, '');
      if (url.startsWith('/api/')) heard.push(response.text().then((text) => `${url} ${about(partsOf(text))}`));
    };
    // What the page before still waits for would be heard here, and be gone before it is read.
    await page.goto('about:blank');
    page.on('response', listen);
    await goAndSettle(page, `${address}${path}`);
    page.off('response', listen);
    says.push(about((await page.locator('main').innerText()).split('\n')));
    answers.push(...(await Promise.all(heard)).map((text) => withoutPerson(text, id, person)).sort());
  }
  return { says, answers };
}

/**
 * Goes to a page and waits until it has its heading and its content, waits for no answer and has nothing left to do. A network
 * that is idle may be one that nothing was asked of yet, and what was heard may make the page ask for more.
 */
async function goAndSettle(page: Page, url: string): Promise<void> {
  const waiting = new Set<Request>();
  const asks = (request: Request): void => void waiting.add(request);
  const ends = (request: Request): void => void waiting.delete(request);
  page.on('request', asks).on('requestfinished', ends).on('requestfailed', ends);
  await page.goto(url);
  do {
    await page.locator('main h1').first().waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await page.evaluate('new Promise((idle) => requestIdleCallback(() => requestIdleCallback(idle)))');
  } while (waiting.size > 0);
  page.off('request', asks).off('requestfinished', ends).off('requestfailed', ends);
}

/** The items of a list each, anything else as it is. */
function partsOf(text: string): string[] {
  const answer = JSON.parse(text) as { items?: unknown[] };
  return Array.isArray(answer.items) ? answer.items.map((item) => JSON.stringify(item)) : [text];
}

function withoutPerson(text: string, id: string, person: Person): string {
  return text
    .replaceAll(person.name, '(name)')
    .replaceAll(id, '(id)')
    .replaceAll(/1\d\d\*{4}\d\d/g, '(phone)')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(some id)')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(time)')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d|\d{4}年\d+月\d+日 \d\d:\d\d/g, '(time)')
    .replaceAll(/(?:\d+(?:分钟|小时)[前后]|现在|刚刚)/g, '(time)');
}
