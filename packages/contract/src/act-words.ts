import table from './act-words.json' with { type: 'json' };
import type { Words } from './errors/kernel-errors.js';

/**
 * What every act of the journal is called for people, by its name in code: those of the endpoints, of the jobs and of the
 * command line. A new act needs its line here (tests of the contract and of the journal).
 */
export const actWords: Readonly<Record<string, Words>> = table;

/** The words of an act; one that an older version wrote and this one no longer knows is called by its name. */
export function wordsOfAct(act: string): Words {
  return Object.hasOwn(actWords, act) ? (actWords[act] as Words) : { en: act, zh: act };
}

/** The acts whose words or name hold this text, whatever its case; for a search by people. */
export function actsCalled(text: string): string[] {
  const sought = text.toLowerCase();
  return Object.entries(actWords).flatMap(([act, { en, zh }]) =>
    [act, en, zh].some((name) => name.toLowerCase().includes(sought)) ? [act] : [],
  );
}
