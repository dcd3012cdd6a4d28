import { destroyDataKeys } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptKind } from '../../../kernel/module.js';
import { askStore } from '../store/ask-store.js';
import { keptAskStore, type KeptOutcome } from '../store/kept-ask-store.js';
import { keptImports } from './keep-imports.js';

/**
 * What this module keeps of those who were asked about, and files of sources. Persons on record are kept by the records about them, and not by a
 * clock.
 */
export function keptAtRegistry(kernel: Kernel): readonly KeptKind[] {
  return [...keptQuestions(kernel), ...keptImports(kernel)];
}

function keptQuestions(kernel: Kernel): readonly KeptKind[] {
  return [
    keptQuestion(kernel, 'question_no_record', 'noRecord'),
    keptQuestion(kernel, 'question_record_found', 'recordFound'),
  ];
}

function keptQuestion(kernel: Kernel, rule: string, outcome: KeptOutcome): KeptKind {
  return {
    rule,
    objectKind: 'registry.ask',
    walk: async (transaction, after, before, limit) => {
      const documents = await keptAskStore(transaction).walk(outcome, after, before, limit);
      return { documents, reached: documents.at(-1) };
    },
    // A question has no page on which it could say so; how many are announced stands on that of what is kept.
    announce: async () => undefined,
    mayGo: async (transaction, documents) => {
      const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
      const still = await keptAskStore(transaction).still(outcome, [...from.keys()]);
      const same = still.filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id));
      const asks = await askStore(kernel.keys, transaction).byIds(same.map(({ id }) => id));
      const persons = new Map(asks.map(({ id, person }) => [id, person.documents]));
      return new Map(same.map(({ id, isInUse }) => [id, isInUse ? 'in-use' : (persons.get(id) ?? [])]));
    },
    erase: async (context, ids) => destroyDataKeys(kernel, context, await keptAskStore(context).erase(ids)),
  };
}
