import { describe, expect, it } from 'vitest';

type Texts = { readonly [key: string]: string | Texts };

const files = import.meta.glob<Texts>('./*/locales/*.json', { eager: true, import: 'default' });
const modules = [...new Set(Object.keys(files).map((path) => path.split('/')[1] ?? ''))];

/** Words that judge a person or promise too much (GLOSSARY); none may stand on a screen. */
const forbidden = /\b(clean|passed|cleared|offender|suspicious|target)|合格/i;

function flat(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

function textsOf(module: string, language: string): [string, string][] {
  return flat(files[`./${module}/locales/${language}.json`] ?? {});
}

/** English has a singular, Chinese has none: `shown_one` needs no counterpart. */
function keysOf(texts: [string, string][]): string[] {
  return texts.map(([key]) => key).filter((key) => !key.endsWith('_one'));
}

function placeholdersOf(text: string): string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort();
}

describe('the texts of the screens', () => {
  it('exist for every module of pages', () => {
    expect(modules).toEqual(expect.arrayContaining(['app', 'ui', 'home']));
  });

  it.each(modules)('%s says the same things in English and Chinese', (module) => {
    expect(keysOf(textsOf(module, 'zh')).sort()).toEqual(keysOf(textsOf(module, 'en')).sort());
  });

  it.each(modules)('%s fills the same places in both languages', (module) => {
    const english = new Map(textsOf(module, 'en'));
    for (const [key, text] of textsOf(module, 'zh')) {
      expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(english.get(key) ?? '')]);
    }
  });

  it.each(Object.keys(files))('%s leaves no text empty and judges nobody', (path) => {
    for (const [key, text] of flat(files[path] ?? {})) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(forbidden);
    }
  });

  it.each(modules)('%s writes Chinese with Chinese punctuation', (module) => {
    for (const [key, text] of textsOf(module, 'zh')) expect(text, key).not.toMatch(/\p{Script=Han}[,;:?!]/u);
  });
});
