import type { Journal } from '../../kernel/journal.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import type { Module } from '../../kernel/module.js';
import { appendEntry } from './actions/append-entry.js';
import { journalRoutes } from './routes.js';

/** The journal as the kernel needs it. */
export function openJournal(keys: KeyRing, node: string): Journal {
  return {
    append: (transaction, entry) => appendEntry(keys, node, transaction, entry),
    assertKeepingUp: () => undefined,
  };
}

/** The append-only log: its sequencer, its published tiles, its readers. */
export const journalModule: Module = {
  name: 'journal',
  queues: [],
  parts: async (kernel) => ({ routes: journalRoutes(kernel) }),
};
