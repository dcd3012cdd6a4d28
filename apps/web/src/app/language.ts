import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** The languages of the product; English words and Chinese words have the same keys. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

const choiceKey = 'gatehouse-language';

type Texts = { readonly default: Record<string, unknown> };
const texts = import.meta.glob<Texts>('/src/*/locales/*.json');

/** Loads the texts of one module when its first page opens, as a chunk of its own. */
const textsByModule = {
  type: 'backend' as const,
  callbackApi: false,
  init() {},
  async read(language: string, module: string) {
    const load = texts[`/src/${module}/locales/${language}.json`];
    if (!load) throw new Error(`There are no ${language} texts of ${module}`);
    return (await load()).default;
  },
};

/** The language to begin with: the one chosen here before, else the first the browser prefers. */
export function preferredLanguage(chosen: string | null, browser: readonly string[]): Language {
  if (chosen === 'en' || chosen === 'zh') return chosen;
  for (const tag of browser) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'zh';
}

/** Starts the texts; resolves when those of the shell are there, so that no page is ever shown with bare keys. */
export async function startLanguage(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  });
  await i18next
    .use(textsByModule)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(localStorage.getItem(choiceKey), navigator.languages),
      fallbackLng: false,
      ns: ['app', 'ui'],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/** Changes the language and keeps the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(choiceKey, language);
  await i18next.changeLanguage(language);
}
