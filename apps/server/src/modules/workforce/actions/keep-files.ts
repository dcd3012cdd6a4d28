import type { ColumnDefinition } from '@gatehouse/tabular';
import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { destroyDataKeys, removeStoredFiles } from '../../../kernel/erasure.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import { tableIn } from '../../../kernel/files/stored-table.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { HeldDocument, KeptKind } from '../../../kernel/module.js';
import type { Workplace } from '../doors.js';
import { rosterColumns, rosterLimits } from '../file/columns.js';
import { jointColumns } from '../file/joint.js';
import { readRow } from '../file/read-row.js';
import { type FilesToDestroy, type KeptFile, keptFileStore } from '../store/kept-file-store.js';
import { checkedEntry } from './write-employment.js';

type Part = keyof ReturnType<typeof keptFileStore>;

/** Files that brought staff: whoever stands in one is found only by reading the whole of it. */
export function keptFiles(at: Workplace): readonly KeptKind[] {
  return [
    keptFile(at, { rule: 'roster_file', objectKind: 'workforce.roster', part: 'loads', columns: rosterColumns }),
    keptFile(at, { rule: 'joint_file', objectKind: 'workforce.joint_file', part: 'jointFiles', columns: jointColumns }),
  ];
}

type FileKind = Pick<KeptKind, 'rule' | 'objectKind'> & {
  readonly part: Part;
  readonly columns: readonly ColumnDefinition[];
};

function keptFile(at: Workplace, { rule, objectKind, part, columns }: FileKind): KeptKind {
  return {
    ...{ rule, objectKind },
    // One may hold 100,000 people.
    together: 1,
    walk: async (transaction, after, before, limit) => {
      const found = await keptFileStore(transaction)[part].walk(after, before, limit);
      const documents = found.map(({ id, countedFrom }) => ({ id, countedFrom }));
      return { documents, reached: documents.at(-1) };
    },
    announce: (context, ids, keptUntil) => keptFileStore(context)[part].announce(ids, keptUntil),
    mayGo: async (transaction, documents) => {
      const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
      const still = await keptFileStore(transaction)[part].still([...from.keys()]);
      const same = still.filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id));
      return new Map(same.map(({ id }) => [id, []]));
    },
    personsIn: async (transaction, ids) => {
      const files = await keptFileStore(transaction)[part].still(ids);
      const persons = new Map<string, HeldDocument[]>();
      for (const file of files) persons.set(file.id, await documentsIn(at, transaction, file, columns));
      return persons;
    },
    erase: async (context, ids) => destroy(at.kernel, context, await keptFileStore(context)[part].erase(ids)),
  };
}

/** The documents that stand in a file, in the form in which they are compared. What is no table names nobody. */
async function documentsIn(
  at: Workplace,
  transaction: Transaction,
  { fileId }: KeptFile,
  definitions: readonly ColumnDefinition[],
): Promise<HeldDocument[]> {
  const { name, dataKey } = await storedFileStore(transaction).locate(fileId);
  const file = await tableIn(await at.kernel.files.get(name, dataKey), definitions, rosterLimits);
  if (!file.ok) return [];
  return file.table.rows.flatMap((row) => {
    const { entry } = readRow(at.doors.law.pack, file.columns, row);
    return checkedEntry(at, transaction.now, entry).documents.map(({ type, number }) => ({ type, number }));
  });
}

async function destroy(kernel: Kernel, context: ActContext, { dataKeyIds, fileIds }: FilesToDestroy): Promise<void> {
  await removeStoredFiles(kernel, context, fileIds);
  await destroyDataKeys(kernel, context, dataKeyIds);
}
