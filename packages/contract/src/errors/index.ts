import accessErrors from './access.json' with { type: 'json' };
import exchangeErrors from './exchange.json' with { type: 'json' };
import inquiryErrors from './inquiry.json' with { type: 'json' };
import journalErrors from './journal.json' with { type: 'json' };
import kernelErrors from './kernel.json' with { type: 'json' };
import type { ErrorDefinition, Words } from './kernel-errors.js';
import keyErrors from './keys.json' with { type: 'json' };
import messageErrors from './messages.json' with { type: 'json' };
import operationsErrors from './operations.json' with { type: 'json' };
import registryErrors from './registry.json' with { type: 'json' };
import retentionErrors from './retention.json' with { type: 'json' };
import supervisionErrors from './supervision.json' with { type: 'json' };
import workforceErrors from './workforce.json' with { type: 'json' };
import gapErrors from './workforce-gaps.json' with { type: 'json' };
import postAnswerErrors from './workforce-post-answers.json' with { type: 'json' };
import scimErrors from './workforce-scim.json' with { type: 'json' };
import tipErrors from './workforce-tips.json' with { type: 'json' };
import unenteredUnitErrors from './workforce-unentered-units.json' with { type: 'json' };

/** Every error the product can answer with. A code is stable once released; docs/errors.md is made from this table. */
export const errorRegistry = {
  ...kernelErrors,
  ...keyErrors,
  ...accessErrors,
  ...exchangeErrors,
  ...inquiryErrors,
  ...journalErrors,
  ...messageErrors,
  ...operationsErrors,
  ...registryErrors,
  ...workforceErrors,
  ...gapErrors,
  ...supervisionErrors,
  ...postAnswerErrors,
  ...scimErrors,
  ...tipErrors,
  ...unenteredUnitErrors,
  ...retentionErrors,
  // One line a module.
};

/** The stable code of an error. */
export type ErrorCode = keyof typeof errorRegistry;

/**
 * Values for the placeholders of a text: counts, limits, column titles; never anything about a person. A state is given in its
 * words (`wordsOfState`): its name in code is for nobody to read.
 */
export type ErrorParameters = { readonly state?: Words } & Readonly<Record<string, string | number | Words>>;

/** The definition behind a code. */
export function errorDefinition(code: ErrorCode): ErrorDefinition {
  return errorRegistry[code] as ErrorDefinition;
}

/** Whether a word is a code of the registry. */
export function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(errorRegistry, word);
}

/**
 * The text of one language with its `{placeholders}` filled; one without a value stays as it is, so that a gap is seen and not
 * hidden.
 */
export function fillWords(text: Words, language: keyof Words, parameters: ErrorParameters = {}): string {
  const values: Readonly<Record<string, string | number | Words | undefined>> = parameters;
  return text[language].replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** A text of a table of words with its `{placeholders}` filled, in both languages. */
export function filledWords(text: Words, parameters: ErrorParameters = {}): Words {
  return { en: fillWords(text, 'en', parameters), zh: fillWords(text, 'zh', parameters) };
}
