import words from './words.json' with { type: 'json' };

export type ScreenWord = keyof typeof words;

/** Exit statuses of `gatehouse screen`. */
export const exitStatus = { done: 0, failed: 1, unusableInput: 2 } as const;

/** Ends the command with a sentence for its user and a status; nothing has been written then. */
export class ScreenRefusal extends Error {
  readonly status: number;
  readonly text: string;

  constructor(status: number, text: string) {
    super('the screening was refused');
    this.name = 'ScreenRefusal';
    this.status = status;
    this.text = text;
  }
}

/** A sentence in English and Chinese, one under the other. A value that differs by language is given as `{ en, zh }`. */
export function say(
  word: ScreenWord,
  values: Readonly<Record<string, string | number | { en: string; zh: string }>> = {},
): string {
  const fill = (language: 'en' | 'zh') =>
    words[word][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? '';
      if (typeof value === 'object') return value[language];
      return typeof value === 'number' ? value.toLocaleString('en-US') : value;
    });
  return `${fill('en')}\n${fill('zh')}\n`;
}

/** A refusal for an input that cannot be used: unreadable, without a needed column, or with a repeated id. */
export function unusableInput(word: ScreenWord, values: Parameters<typeof say>[1] = {}): ScreenRefusal {
  return new ScreenRefusal(exitStatus.unusableInput, say(word, values));
}
