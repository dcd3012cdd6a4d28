import { useTranslation } from 'react-i18next';

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
