import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { destroyDataKeys } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { HeldDocument, KeptKind } from '../../../kernel/module.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import { documentsInRow } from '../import/documents-in-row.js';
import { importKinds, kindOfSource } from '../import/import-kinds.js';
import { parseFile } from '../import/parse-file.js';
import { type Import, importStore } from '../store/import-store.js';
import { keptImportStore } from '../store/kept-import-store.js';
import { sourceStore } from '../store/source-store.js';

/** Files of sources: whoever stands in one is found only by reading what is left of it. */
export function keptImports(kernel: Kernel): readonly KeptKind[] {
  return [
    {
      rule: 'import_file',
      objectKind: 'registry.import',
      // One may hold 100,000 rows.
      together: 1,
      walk: async (transaction, after, before, limit) => {
        const documents = await keptImportStore(transaction).walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      announce: (context, ids, keptUntil) => keptImportStore(context).announce(ids, keptUntil),
      mayGo: async (transaction, documents) => {
        const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
        const still = await keptImportStore(transaction).still([...from.keys()]);
        const same = still.filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id));
        return new Map(same.map(({ id }) => [id, []]));
      },
      personsIn: async (transaction, ids) => {
        const persons = new Map<string, HeldDocument[]>();
        for (const id of ids) persons.set(id, await documentsIn(kernel, transaction, id));
        return persons;
      },
      erase: (context, ids) => erase(kernel, context, ids),
    },
  ];
}

/** The documents in the rows that are left, and in the file while no row was read of it. */
async function documentsIn(kernel: Kernel, transaction: Transaction, id: string): Promise<HeldDocument[]> {
  const imports = importStore(kernel.keys, transaction);
  const row = await imports.byId(id);
  if (row === undefined) return [];
  const rows = await imports.cellsLeft(await imports.sealer(row), id);
  return [...rows, ...(await rowsOfFile(kernel, transaction, row))].flatMap(documentsInRow);
}

async function rowsOfFile(
  { files }: Kernel,
  transaction: Transaction,
  { fileObject, fileDataKeyId, sourceId }: Import,
) {
  if (fileObject === null || fileDataKeyId === null) return [];
  const [dataKey] = await dataKeyStore(transaction).load([fileDataKeyId]);
  if (dataKey === undefined) return [];
  const source = await sourceStore(transaction).byId(sourceId);
  const { columns } = importKinds[kindOfSource(source?.kind)];
  const { rows } = await parseFile(await files.get(fileObject, dataKey), 'upload', columns);
  return rows.map(({ cells }) => cells);
}

/** One that was left lying is given up with it. */
async function erase(kernel: Kernel, context: ActContext, ids: readonly string[]): Promise<void> {
  const { dataKeyIds, fileObjects } = await keptImportStore(context).erase(ids);
  await destroyDataKeys(kernel, context, dataKeyIds);
  context.afterCommit(() => {
    for (const name of fileObjects)
      kernel.files.remove(name).catch((error: unknown) => kernel.log.error({ err: error }, 'a removed file waits'));
  });
}
