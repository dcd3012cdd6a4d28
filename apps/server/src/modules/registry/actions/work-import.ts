import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { checkRow, problemOfError } from '../import/check-row.js';
import { parseFile, type ParsedRow } from '../import/parse-file.js';
import { rowEntry } from '../import/row-entry.js';
import type { Registry } from '../registry.js';
import {
  type Import,
  type ImportCounts,
  type ImportRow,
  importStore,
  type SealedByLaw,
} from '../store/import-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import { enter } from './enter-record.js';

const viewer = systemViewer('registry-import');

/** Rows of one chunk: a transaction each, so that a crash loses at most one and repeats none. */
const chunkRows = 20;

/** Checks the rows of an import, chunk by chunk, from where the last run stopped. The upload is destroyed when all are done. */
export async function checkImport(registry: Registry, importId: string): Promise<void> {
  const { kernel } = registry;
  const row = await load(registry, importId);
  if (row?.state !== 'checking' || row.fileObject === null || row.fileDataKeyId === null) return;
  const { fileObject, fileDataKeyId } = row;
  const [dataKey] = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    dataKeyStore(transaction).load([fileDataKeyId]),
  );
  if (dataKey === undefined) return;
  const { rows } = await parseFile(await kernel.files.get(fileObject, dataKey), 'upload');
  let done = false;
  while (!done) done = await checkChunk(registry, importId, rows);
  await kernel.files.remove(fileObject);
}

async function checkChunk(registry: Registry, importId: string, rows: readonly ParsedRow[]): Promise<boolean> {
  return act(registry.kernel, viewer, 'registry.check-import-rows', async (context) => {
    const imports = importStore(registry.kernel.keys, context);
    const held = await imports.lock(importId);
    const source = held && (await sourceStore(context).byId(held.sourceId));
    await context.record({ object: { kind: 'registry.import', id: importId }, details: { from: held?.rowsDone ?? 0 } });
    if (held?.state !== 'checking' || source === undefined) return true;
    const chunk = rows.slice(held.rowsDone, held.rowsDone + chunkRows);
    const sealer = await imports.sealer(held);
    let { counts, sealedByLaw } = held;
    for (const parsed of chunk) {
      const checked = await checkRow(registry, context, source, parsed);
      if ('sealed' in checked) {
        sealedByLaw = countRule(sealedByLaw, checked.sealed);
        counts = counted(counts, 'refused', 1);
        continue;
      }
      await imports.putRow(sealer, importId, checked.row);
      counts = counted(counts, checked.row.outcome, 1);
    }
    const rowsDone = held.rowsDone + chunk.length;
    const finished = rowsDone >= rows.length;
    const rest = finished ? { state: 'checked' as const, fileObject: null } : {};
    await imports.update(held, { rowsDone, counts, sealedByLaw, ...rest });
    return finished;
  });
}

/** Enters the good rows of an import, chunk by chunk; each then waits for a second person. */
export async function enterImport(registry: Registry, importId: string): Promise<void> {
  let done = false;
  while (!done) done = await enterChunk(registry, importId);
}

async function enterChunk(registry: Registry, importId: string): Promise<boolean> {
  return act(registry.kernel, viewer, 'registry.enter-import-rows', async (context) => {
    const imports = importStore(registry.kernel.keys, context);
    const held = await imports.lock(importId);
    const source = held && (await sourceStore(context).byId(held.sourceId));
    await context.record({ object: { kind: 'registry.import', id: importId } });
    if (held?.state !== 'entering' || source === undefined) return true;
    const sealer = await imports.sealer(held);
    const rows = await imports.toEnter(sealer, importId, chunkRows);
    let { counts } = held;
    for (const row of rows) {
      const entered = await enterRow(registry, context, held, source, row);
      await imports.putRow(sealer, importId, entered);
      if (entered.outcome !== row.outcome) counts = counted(counted(counts, row.outcome, -1), entered.outcome, 1);
    }
    const finished = rows.length < chunkRows;
    if (finished) await finish(registry, context, held, source);
    await imports.update(held, { counts, ...(finished ? { state: 'entered' as const } : {}) });
    return finished;
  });
}

async function enterRow(
  registry: Registry,
  context: ActContext,
  held: Import,
  source: Source,
  row: ImportRow,
): Promise<ImportRow> {
  const read = rowEntry(row.cells ?? {}, row.rowNumber, source.code);
  if (!read.ok) return { ...row, outcome: 'held', problems: read.problems };
  try {
    const entered = await enter(registry, context, read.entry, { actor: held.uploadedBy, importId: held.id });
    return { ...row, outcome: entered.outcome, recordId: entered.recordId, cells: null };
  } catch (error) {
    return { ...row, outcome: 'held', problems: [problemOfError(error, row.rowNumber)] };
  }
}

/** The source has been heard of up to the upload; asks that waited for it are looked at again. */
async function finish(registry: Registry, context: ActContext, held: Import, source: Source): Promise<void> {
  await importStore(registry.kernel.keys, context).dropRowCells(held.id);
  await sourceStore(context).received(source.id, 'received', held.uploadedAt, null);
  await context.enqueue('registry.retry-asks', {});
}

function load({ kernel }: Registry, importId: string): Promise<Import | undefined> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    importStore(kernel.keys, transaction).byId(importId),
  );
}

/** Counts with one outcome moved by so many. */
export function counted(counts: ImportCounts, outcome: keyof ImportCounts, by: number): ImportCounts {
  return { ...counts, [outcome]: counts[outcome] + by };
}

function countRule(sealed: SealedByLaw, rule: string): SealedByLaw {
  const before = sealed.find((one) => one.rule === rule)?.count ?? 0;
  return [...sealed.filter((one) => one.rule !== rule), { rule, count: before + 1 }];
}
