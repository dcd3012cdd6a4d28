import type { AnswerOf, ImportProgress, ImportView, registryImportEndpoints } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { cursorOf, placeOf } from '../cursor.js';
import type { Registry } from '../registry.js';
import { type Import, importStore } from '../store/import-store.js';
import { sourceStore } from '../store/source-store.js';
import { importFile, importProgress, importSource, type ImportSource, importView } from '../views/import-view.js';

type Query = { readonly limit: number; readonly cursor?: string | undefined };
type File = AnswerOf<typeof registryImportEndpoints.readImportFile>;
type Imports = AnswerOf<typeof registryImportEndpoints.listImports>;

/** State, progress and counts of one import; nothing of its file. */
export async function readImport({ kernel, law }: Registry, viewer: Viewer, importId: string): Promise<ImportProgress> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const { row, source } = await importOf({ kernel, law }, transaction, importId);
    return importProgress(law, row, source);
  });
}

/** The name of an import's file and its columns: either may name a person, so that showing them is an act. */
export async function readImportFile(registry: Registry, viewer: Viewer, importId: string): Promise<File> {
  return readAct(registry.kernel, viewer, 'registry.read-import-file', async (context) => {
    const { row, source } = await importOf(registry, context, importId);
    context.record({ object: { kind: 'registry.import', id: importId } });
    return importFile(row, await importStore(registry.kernel.keys, context).sealerIfKept(row), source);
  });
}

async function importOf(
  { kernel }: Pick<Registry, 'kernel' | 'law'>,
  transaction: Transaction,
  importId: string,
): Promise<{ row: Import; source: ImportSource }> {
  const row = await importStore(kernel.keys, transaction).byId(importId);
  const source = row && (await sourceStore(transaction).byId(row.sourceId));
  if (row === undefined || source === undefined) return refuse('not-found');
  return { row, source: importSource(source) };
}

/** Imports with their files, newest first. */
export async function listImports({ kernel, law }: Registry, viewer: Viewer, query: Query): Promise<Imports> {
  return readAct(kernel, viewer, 'registry.list-imports', async (context) => {
    const imports = importStore(kernel.keys, context);
    const rows = await imports.page(placeOf(query.cursor), query.limit);
    const sources = new Map((await sourceStore(context).all()).map((source) => [source.id, source]));
    const items: ImportView[] = [];
    for (const row of rows) {
      const source = sources.get(row.sourceId);
      if (source !== undefined) items.push(importView(law, row, await imports.sealerIfKept(row), importSource(source)));
    }
    context.record({ details: { rows: items.length } });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items, next: last && cursorOf({ at: last.uploadedAt, id: last.id }) };
  });
}
