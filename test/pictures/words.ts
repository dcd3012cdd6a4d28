import { readFileSync } from 'node:fs';
import type { Language } from '../journeys/browser.js';

type Texts = { readonly [key: string]: string | Texts };

const read = new Map<string, Texts>();

/** The words of a page as it shows them: `say('zh', 'inquiry:answer.again')`. Fails where there are none. */
export function say(language: Language, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const [module = '', path = ''] = key.split(':');
  const found = path
    .split('.')
    .reduce<string | Texts | undefined>(
      (texts, part) => (typeof texts === 'object' ? texts[part] : undefined),
      textsOf(language, module),
    );
  if (typeof found !== 'string') throw new Error(`no words for ${key} in ${language}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

function textsOf(language: Language, module: string): Texts {
  const file = new URL(`../../apps/web/src/${module}/locales/${language}.json`, import.meta.url);
  const known = read.get(file.pathname) ?? (JSON.parse(readFileSync(file, 'utf8')) as Texts);
  read.set(file.pathname, known);
  return known;
}
