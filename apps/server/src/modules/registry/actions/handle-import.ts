import { type AnswerOf, type ImportView, type registryImportEndpoints, wordsOfState } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { readCursor, writeCursor } from '../../../kernel/cursor.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { importKinds, kindOfSource } from '../import/import-kinds.js';
import type { Registry } from '../registry.js';
import { type Import, type ImportRow, type ImportState, importStore, type RowOutcome } from '../store/import-store.js';
import { sourceStore } from '../store/source-store.js';
import { importSource, importView } from '../views/import-view.js';
import { counted } from './work-import.js';

type Step = { readonly importId: string; readonly version: number };
type Query = { readonly limit: number; readonly cursor?: string | undefined };
type Rows = AnswerOf<typeof registryImportEndpoints.listImportRows>;

/** The columns are understood rightly: every row is checked, by a job. */
export async function startCheck(registry: Registry, viewer: Viewer, step: Step): Promise<ImportView> {
  return moveImport(registry, viewer, 'registry.check-import', step, 'uploaded', async (context, imports, held) => {
    await imports.update(held, { state: 'checking' });
    await context.enqueue('registry.check-import', { importId: held.id });
  });
}

/** Hands the good rows over: a job enters them, and they wait for a second person. */
export async function handOverImport(registry: Registry, viewer: Viewer, step: Step): Promise<ImportView> {
  return moveImport(registry, viewer, 'registry.hand-over-import', step, 'checked', async (context, imports, held) => {
    // What is not to be entered is done with.
    const rowsDone = held.rows - held.counts.new - held.counts.changed;
    await imports.update(held, { state: 'entering', rowsDone });
    await context.enqueue('registry.enter-import', { importId: held.id });
  });
}

/** Throws an upload away before anything of it was entered. */
export async function discardImport(registry: Registry, viewer: Viewer, step: Step): Promise<ImportView> {
  return moveImport(
    registry,
    viewer,
    'registry.discard-import',
    step,
    ['uploaded', 'checked'],
    async (context, imports, held) => {
      await imports.update(held, { state: 'discarded', fileObject: null });
      const { fileObject } = held;
      if (fileObject !== null) context.afterCommit(() => void registry.kernel.files.remove(fileObject));
    },
  );
}

async function moveImport(
  registry: Registry,
  viewer: Viewer,
  name: string,
  { importId, version }: Step,
  from: ImportState | readonly ImportState[],
  move: (context: ActContext, imports: ReturnType<typeof importStore>, held: Import) => Promise<void>,
): Promise<ImportView> {
  const { kernel, law } = registry;
  return act(kernel, viewer, name, async (context) => {
    const imports = importStore(kernel.keys, context);
    const held = await imports.lock(importId);
    if (held === undefined) refuse('not-found');
    if (held.version !== version) refuse('changed-meanwhile');
    if (![from].flat().includes(held.state))
      refuse('registry-not-in-this-state', { state: wordsOfState('import', held.state) });
    await move(context, imports, held);
    await context.record({ object: { kind: 'registry.import', id: importId } });
    const moved = await imports.byId(importId);
    const source = await sourceStore(context).byId(held.sourceId);
    if (moved === undefined || source === undefined) return refuse('not-found');
    return importView(law, moved, await imports.sealer(moved), importSource(source));
  });
}

/** Gives the right values of a held row; it is checked again as a whole. */
export async function mendRow(
  registry: Registry,
  viewer: Viewer,
  given: { readonly importId: string; readonly row: number; readonly values: Readonly<Record<string, string>> },
): Promise<Rows['items'][number]> {
  const { kernel } = registry;
  return act(kernel, viewer, 'registry.mend-import-row', async (context) => {
    const imports = importStore(kernel.keys, context);
    const held = await imports.lock(given.importId);
    const source = held && (await sourceStore(context).byId(held.sourceId));
    if (held === undefined || source === undefined) refuse('not-found');
    if (held.state !== 'checked') refuse('registry-not-in-this-state', { state: wordsOfState('import', held.state) });
    const sealer = await imports.sealer(held);
    const row = await imports.row(sealer, held.id, given.row);
    if (row?.outcome !== 'held' || row.cells === null) refuse('not-found');
    const parsed = { row: given.row, cells: { ...row.cells, ...given.values }, broken: [] };
    const [checked] = await importKinds[kindOfSource(source.kind)].check(registry, context, source, [parsed]);
    // Mended so that the law seals it: nothing of it stays.
    const mended: ImportRow =
      checked !== undefined && 'row' in checked
        ? checked.row
        : { rowNumber: given.row, outcome: 'refused', problems: [], cells: null, recordId: null };
    await imports.putRows(sealer, held.id, [mended]);
    await imports.update(held, { counts: counted(counted(held.counts, 'held', -1), mended.outcome, 1) });
    await context.record({ object: { kind: 'registry.import', id: held.id }, details: { row: given.row } });
    return rowView(mended);
  });
}

/** Rows with problems, by their number in the file; no value of a row. */
export async function listImportRows(
  { kernel }: Registry,
  viewer: Viewer,
  {
    importId,
    limit,
    cursor,
    outcome,
  }: Query & { readonly importId: string; readonly outcome?: RowOutcome | undefined },
): Promise<Rows> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const after = Number(readCursor(cursor, 1)?.[0] ?? 0);
    const rows = await importStore(kernel.keys, transaction).rows(importId, after, limit, outcome);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { items: rows.map(rowView), next: last && writeCursor([last.rowNumber]) };
  });
}

function rowView({
  rowNumber,
  outcome,
  problems,
}: Pick<ImportRow, 'rowNumber' | 'outcome' | 'problems'>): Rows['items'][number] {
  return { row: rowNumber, outcome, problems: [...problems], mendable: outcome === 'held' };
}
