import { destroyDataKeys, erasuresAgain } from '../../../kernel/erasure.js';
import type { KeptKind, ModuleParts } from '../../../kernel/module.js';
import type { Workplace } from '../doors.js';
import { erasureStore } from '../store/erasure-store.js';
import { openPersons } from '../store/person-sealing.js';
import { keptFiles } from './keep-files.js';
import { keptGaps } from './keep-gaps.js';

/** What this module keeps of persons: rows of rosters after their last day, files, words about gaps, tips that led nowhere, orders that ended. */
export function keptOnRosters(at: Workplace): readonly KeptKind[] {
  const { kernel } = at;
  return [
    ...keptFiles(at),
    keptGaps(kernel),
    {
      rule: 'former_staff',
      objectKind: 'workforce.employment',
      walk: async (transaction, after, before, limit) => {
        const documents = await erasureStore(transaction).formerStaff.walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      announce: (context, ids, keptUntil) => erasureStore(context).formerStaff.announce(ids, keptUntil),
      mayGo: async (transaction, documents) => {
        const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
        const still = await erasureStore(transaction).formerStaff.still([...from.keys()]);
        const same = still.filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id));
        const persons = await openPersons(kernel.keys, transaction, same);
        return new Map(same.map(({ id, isInUse }) => [id, isInUse ? 'in-use' : (persons.get(id)?.documents ?? [])]));
      },
      erase: async (context, ids) => {
        const { dataKeyIds } = await erasureStore(context).formerStaff.erase(ids);
        await destroyDataKeys(kernel, context, dataKeyIds);
      },
    },
    {
      rule: 'tip_no_such_place',
      objectKind: 'workforce.tip',
      walk: async (transaction, after, before, limit) => {
        const documents = await erasureStore(transaction).tips.walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      // Whoever sent it reads what became of it from the receipt, and not until when.
      announce: async () => undefined,
      mayGo: async (transaction, documents) => {
        const still = await erasureStore(transaction).tips.still(documents.map(({ id }) => id));
        return new Map(still.map(({ id }) => [id, []]));
      },
      erase: async (context, ids) => {
        const { dataKeyIds } = await erasureStore(context).tips.erase(ids);
        await destroyDataKeys(kernel, context, dataKeyIds);
      },
    },
    {
      rule: 'prohibition_told',
      objectKind: 'workforce.prohibition',
      walk: async (transaction, after, before, limit) => {
        const documents = await erasureStore(transaction).toldProhibitions.walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      // No person reads orders here.
      announce: async () => undefined,
      mayGo: async (transaction, documents) => {
        const still = await erasureStore(transaction).toldProhibitions.still(documents.map(({ id }) => id));
        return new Map(still.map(({ id }) => [id, []]));
      },
      erase: async (context, ids) => {
        await erasureStore(context).toldProhibitions.erase(ids);
      },
    },
  ];
}

/** Erases again what an older copy of the database, put back, has brought back. */
export function erasedAgain(at: Workplace): NonNullable<ModuleParts['lasting']> {
  return erasuresAgain(keptOnRosters(at), { 'workforce.roster': 'workforce.roster_load' });
}
