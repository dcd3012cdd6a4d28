import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { destroyDataKeys, erasuresAgain } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptDocument, KeptKind, ModuleParts } from '../../../kernel/module.js';
import type { Platform } from '../doors.js';
import { keptVisitStore } from '../store/kept-visit-store.js';
import { toldLookStore } from '../store/told-look-store.js';
import { askForLookAgain } from './receive-looks.js';

const toldLook = 'inquiry.told-look';
const tables = { 'desk-code': 'inquiry.desk_code', [toldLook]: 'inquiry.told_look' };

type Kept = {
  readonly walk: (after: KeptDocument | undefined, before: Date, limit: number) => Promise<KeptDocument[]>;
  readonly still: (ids: readonly string[]) => Promise<KeptDocument[]>;
};

/** What the own page keeps of persons: that it was opened for somebody, and looks that another node told of. */
export function keptVisits(kernel: Kernel): readonly KeptKind[] {
  return [
    keptKind(
      'desk_code',
      'desk-code',
      (transaction) => keptVisitStore(transaction).codes,
      async (context, ids) => keptVisitStore(context).codes.erase(ids),
    ),
    keptKind(
      'told_look',
      toldLook,
      (transaction) => keptVisitStore(transaction).looks,
      async (context, ids) => destroyDataKeys(kernel, context, await keptVisitStore(context).looks.erase(ids)),
    ),
  ];
}

function keptKind(
  rule: string,
  objectKind: string,
  storeOf: (transaction: Transaction) => Kept,
  erase: (context: ActContext, ids: readonly string[]) => Promise<void>,
): KeptKind {
  return {
    rule,
    objectKind,
    walk: async (transaction, after, before, limit) => {
      const documents = await storeOf(transaction).walk(after, before, limit);
      return { documents, reached: documents.at(-1) };
    },
    // The own page is the person's, who sees it by their document; nobody else has a page of it.
    announce: async () => undefined,
    mayGo: async (transaction, documents) => {
      const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
      const still = await storeOf(transaction).still([...from.keys()]);
      // Nobody's number is known here, and a hold finds nothing by it.
      return new Map(
        still.filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id)).map(({ id }) => [id, []]),
      );
    },
    erase: (context, ids) => erase(context, ids),
  };
}

/**
 * Does again what an older copy of the database, put back, has lost of the own page: what was erased is erased, and a look that is not there is asked for
 * again at the node that told of it.
 */
export function visitsAgain(platform: Platform): NonNullable<ModuleParts['lasting']> {
  const erased = erasuresAgain(keptVisits(platform.kernel), tables);
  return {
    ...erased,
    [toldLook]: async (context, lost) => {
      if (lost.act !== 'erased') return askForLookAgain(platform, context, lost);
      const outcome = (await erased[toldLook]?.(context, lost)) ?? 'by_hand';
      // It is on its way again, asked for a moment ago.
      const isAsked = await toldLookStore(platform.kernel.keys, context).noteErased(lost.objectId);
      return outcome === 'unknown' && isAsked ? 'done' : outcome;
    },
  };
}
