import type { CivilDate } from './civil-date.js';
import { lawError } from './errors.js';
import type { Words } from './pack/rule-schema.js';
import type { LawPack } from './pack/schema.js';

/** Values for the `{placeholders}` of a text, by name, per language. */
export type TextValues = Readonly<Record<string, Words | string>>;

/** A titled part of a text, placeholders filled. */
export interface RenderedPart {
  id: string;
  title: Words;
  words: Words;
}

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;

/** The placeholder names of a text, each once, sorted. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))].sort();
}

/** Fills a text in both languages. Throws `LawError` (`placeholder_missing`) rather than show a hole to a person. */
export function renderText(words: Words, values: TextValues): Words {
  return { en: filled(words.en, 'en', values), zh: filled(words.zh, 'zh', values) };
}

const day = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
const days = {
  en: new Intl.DateTimeFormat('en-GB', day),
  zh: new Intl.DateTimeFormat('zh-CN', { ...day, month: 'long' }),
};

/** A calendar day as a sentence says it: 26 Nov 2026; 2026年11月26日. */
export function dayInWords(date: CivilDate): Words {
  const noon = new Date(`${date}T12:00:00Z`);
  return { en: days.en.format(noon), zh: days.zh.format(noon) };
}

/** An answer sentence of the pack (`no_record`, `waiting`, `source_silent`, ...). */
export function answerText(pack: LawPack, id: string, values: TextValues): Words {
  return renderText(found(pack.answers, id).words, values);
}

/** The consent page's parts for a form of employment, in reading order, and the version the person agrees to. */
export function consentText(
  pack: LawPack,
  employmentForm: string,
  values: TextValues,
): { version: string; parts: RenderedPart[] } {
  const { version, parts } = pack.consent;
  const shown = parts.filter(({ employmentForms }) => employmentForms?.includes(employmentForm) ?? true);
  return {
    version,
    parts: shown.map(({ id, title, words }) => ({ id, title, words: renderText(words, values) })),
  };
}

/** A letter of the pack: its title and paragraphs. */
export function noticeText(pack: LawPack, id: string, values: TextValues): { title: Words; paragraphs: Words[] } {
  const notice = found(pack.notices, id);
  return {
    title: renderText(notice.title, values),
    paragraphs: notice.paragraphs.map((paragraph) => renderText(paragraph, values)),
  };
}

function filled(text: string, language: keyof Words, values: TextValues): string {
  return text.replaceAll(PLACEHOLDER, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw lawError(
        'placeholder_missing',
        name,
        `The text needs a value for {${name}}.`,
        `该文本缺少{${name}}的内容。`,
      );
    }
    return typeof value === 'string' ? value : value[language];
  });
}

function found<E extends { id: string }>(table: readonly E[], id: string): E {
  const entry = table.find((candidate) => candidate.id === id);
  if (entry) return entry;
  throw lawError('unknown_key', id, 'The pack has no text of this id.', '规则包中没有此文本。');
}
