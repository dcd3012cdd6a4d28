import { civilDateAt } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { destroyDataKeys, erasuresAgain, removeStoredFiles } from '../../../kernel/erasure.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import { tableIn } from '../../../kernel/files/stored-table.js';
import type { HeldDocument, KeptKind, ModuleParts } from '../../../kernel/module.js';
import type { Platform } from '../doors.js';
import { listColumns } from '../list/columns.js';
import { readRow } from '../list/read-row.js';
import { checkDocuments } from '../rules/draft-check.js';
import { type KeptList, keptListStore } from '../store/kept-list-store.js';

const objectKind = 'inquiry.list';

/**
 * Uploaded lists of which no row was ever taken, or none is left: refused, stopped or given up. One whose rows are inquiries goes with the last of
 * them.
 */
export function keptLists(platform: Platform): readonly KeptKind[] {
  const { kernel } = platform;
  return [
    {
      ...{ rule: 'inquiry_list', objectKind },
      // One may hold 10,000 people.
      together: 1,
      walk: async (transaction, after, before, limit) => {
        const found = await keptListStore(transaction).walk(after, before, limit);
        const documents = found.map(({ id, countedFrom }) => ({ id, countedFrom }));
        return { documents, reached: documents.at(-1) };
      },
      announce: (context, ids, keptUntil) => keptListStore(context).announce(ids, keptUntil),
      mayGo: async (transaction, documents) => {
        const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
        const still = await keptListStore(transaction).still([...from.keys()]);
        const same = still.filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id));
        return new Map(same.map(({ id }) => [id, []]));
      },
      personsIn: async (transaction, ids) => {
        const persons = new Map<string, HeldDocument[]>();
        for (const list of await keptListStore(transaction).still(ids))
          persons.set(list.id, await documentsIn(platform, transaction, list));
        return persons;
      },
      erase: async (context, ids) => {
        const { dataKeyIds, fileIds } = await keptListStore(context).erase(ids);
        await removeStoredFiles(kernel, context, fileIds);
        await destroyDataKeys(kernel, context, dataKeyIds);
      },
    },
  ];
}

/** Erases lists again that an older copy of the database, put back, has brought back. */
export function listsAgain(platform: Platform): NonNullable<ModuleParts['lasting']> {
  return erasuresAgain(keptLists(platform), { [objectKind]: 'inquiry.batch' });
}

/** The documents that stand in a list, in the form in which they are compared. What is no table names nobody. */
async function documentsIn(
  { kernel, doors }: Platform,
  transaction: Transaction,
  { fileId }: KeptList,
): Promise<HeldDocument[]> {
  if (fileId === null) return [];
  const { name, dataKey } = await storedFileStore(transaction).locate(fileId);
  const file = await tableIn(await kernel.files.get(name, dataKey), listColumns);
  if (!file.ok) return [];
  return file.table.rows.flatMap((row) => {
    const { draft } = readRow(doors.law.pack, file.columns, row);
    const { parsed } = checkDocuments(draft.person.documents, doors, civilDateAt(transaction.now));
    return parsed.map(({ type, number }) => ({ type, number }));
  });
}
