import { useTranslation } from 'react-i18next';
import { dayInWords } from './time.js';

/** One text in both languages, as the server gives it. */
export type Words = { readonly en: string; readonly zh: string };

/** The language of the page. */
export function useLanguage(): 'en' | 'zh' {
  const { i18n } = useTranslation('ui');
  return i18n.language === 'zh' ? 'zh' : 'en';
}

/** Picks the page's language out of a text of the server. */
export function useWords(): (words: Words) => string {
  const language = useLanguage();
  return (words) => words[language];
}

/** Writes a calendar day, `2026-11-26`, as the page's language does. */
export function useDay(): (day: string) => string {
  const language = useLanguage();
  return (day) => dayInWords(day, language);
}
