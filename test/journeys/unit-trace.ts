import type { Page } from 'playwright-core';
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
    const listen = (response: { url: () => string; text: () => Promise<string> }): void => {
      if (response.url().includes('/api/')) heard.push(response.text().then((text) => `${response.url()} ${text}`));
    };
    page.on('response', listen);
    await page.goto(`${address}${path}`, { waitUntil: 'networkidle' });
    page.off('response', listen);
    const about = aboutOne(path, id, person);
    says.push(about(await page.locator('main').innerText()));
    answers.push(...(await Promise.all(heard)).map(about).sort());
  }
  return { says, answers };
}

/** Pages about one check are compared whole; of lists only what concerns this one, since the others are other people's. */
function aboutOne(path: string, id: string, person: Person): (text: string) => string {
  const without = (text: string): string =>
    text
      .replaceAll(person.name, '(name)')
      .replaceAll(id, '(id)')
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(some id)')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(time)')
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d|\d{4}年\d+月\d+日 \d\d:\d\d/g, '(time)')
      .replaceAll(/(?:\d+(?:分钟|小时)[前后]|现在)/g, '(time)');
  if (path.endsWith(id)) return without;
  return (text) =>
    text
      .split(/(?<=\})(?=,\{)|\n/)
      .filter((part) => part.includes(id) || part.includes(person.name))
      .map(without)
      .join('\n');
}
