import type { Words } from './errors/kernel-errors.js';
import table from './state-words.json' with { type: 'json' };

/** What has a state that people are told of. */
export type StateKind = keyof typeof table;

/** The words of every state, as they stand on its tag. A state's name in code is shown to nobody. */
export const stateWords: Readonly<Record<StateKind, Readonly<Record<string, Words>>>> = table;

/** The words of one state. */
export function wordsOfState<Kind extends StateKind>(kind: Kind, state: keyof (typeof table)[Kind] & string): Words {
  return (table[kind] as Readonly<Record<string, Words>>)[state] as Words;
}
