import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { importKinds, kindOfSource } from '../import/import-kinds.js';
import { parseFile, type ParsedRow } from '../import/parse-file.js';
import type { Registry } from '../registry.js';
import { type Import, type ImportCounts, importStore, type SealedByLaw } from '../store/import-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import { receiveDelivery } from './count-deliveries.js';

const viewer = systemViewer('registry-import');

/** Rows of one chunk: a transaction each, so that a crash loses at most one and repeats none. */
const chunkRows = 100;

/** Chunks of one turn. A long import then goes to the end of its queue, so that a colleague's short list is not kept waiting. */
const turnChunks = 5;

/**
 * Checks the rows of an import, chunk by chunk, from where the last run stopped, and hands the rest on to the next turn. The
 * upload is destroyed when all are done.
 */
export async function checkImport(registry: Registry, importId: string): Promise<void> {
  const { kernel } = registry;
  const [row, source] = await load(registry, importId);
  if (row?.state !== 'checking' || row.fileObject === null || row.fileDataKeyId === null) return;
  const { fileObject, fileDataKeyId } = row;
  const [dataKey] = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    dataKeyStore(transaction).load([fileDataKeyId]),
  );
  if (dataKey === undefined) return;
  const { columns } = importKinds[kindOfSource(source?.kind)];
  const { rows } = await parseFile(await kernel.files.get(fileObject, dataKey), 'upload', columns);
  const finished = await inTurn((isLast) => checkChunk(registry, importId, rows, isLast));
  if (finished) await kernel.files.remove(fileObject);
}

/** Works chunks until all are done, which it answers, or the turn is over. */
async function inTurn(chunk: (isLast: boolean) => Promise<boolean>): Promise<boolean> {
  for (let done = 1; done <= turnChunks; done += 1) if (await chunk(done === turnChunks)) return true;
  return false;
}

async function checkChunk(
  registry: Registry,
  importId: string,
  rows: readonly ParsedRow[],
  isLast: boolean,
): Promise<boolean> {
  return act(registry.kernel, viewer, 'registry.check-import-rows', async (context) => {
    const imports = importStore(registry.kernel.keys, context);
    const held = await imports.lock(importId);
    const source = held && (await sourceStore(context).byId(held.sourceId));
    await context.record({ object: { kind: 'registry.import', id: importId }, details: { from: held?.rowsDone ?? 0 } });
    if (held?.state !== 'checking' || source === undefined) return true;
    const chunk = rows.slice(held.rowsDone, held.rowsDone + chunkRows);
    let { counts, sealedByLaw } = held;
    const kept = [];
    for (const checked of await importKinds[kindOfSource(source.kind)].check(registry, context, source, chunk)) {
      if ('row' in checked) kept.push(checked.row);
      if ('sealed' in checked) sealedByLaw = countRule(sealedByLaw, checked.sealed);
      const outcome = 'row' in checked ? checked.row.outcome : 'sealed' in checked ? 'refused' : 'unmatched';
      counts = counted(counts, outcome, 1);
    }
    await imports.putRows(await imports.sealer(held), importId, kept);
    const rowsDone = held.rowsDone + chunk.length;
    const finished = rowsDone >= rows.length;
    const rest = finished ? { state: 'checked' as const, fileObject: null } : {};
    await imports.update(held, { rowsDone, counts, sealedByLaw, ...rest });
    if (!finished && isLast) await context.enqueue('registry.check-import', { importId });
    return finished;
  });
}

/** Enters the good rows of an import, chunk by chunk; each then waits for a second person. */
export async function enterImport(registry: Registry, importId: string): Promise<void> {
  await inTurn((isLast) => enterChunk(registry, importId, isLast));
}

async function enterChunk(registry: Registry, importId: string, isLast: boolean): Promise<boolean> {
  return act(registry.kernel, viewer, 'registry.enter-import-rows', async (context) => {
    const imports = importStore(registry.kernel.keys, context);
    const held = await imports.lock(importId);
    const source = held && (await sourceStore(context).byId(held.sourceId));
    if (held?.state !== 'entering' || source === undefined) {
      await context.record({ object: { kind: 'registry.import', id: importId } });
      return true;
    }
    const sealer = await imports.sealer(held);
    const rows = await imports.toEnter(sealer, importId, chunkRows);
    const by = { actor: held.uploadedBy, importId: held.id };
    const entered = await importKinds[kindOfSource(source.kind)].enter(registry, context, source, rows, by);
    await imports.putRows(sealer, importId, entered);
    let { counts } = held;
    for (const [index, { outcome }] of entered.entries()) {
      const before = rows[index]?.outcome ?? outcome;
      if (outcome !== before) counts = counted(counted(counts, before, -1), outcome, 1);
    }
    const finished = rows.length < chunkRows;
    if (finished) await finish(registry, context, held, source);
    const rowsDone = held.rowsDone + rows.length;
    await imports.update(held, finished ? { counts, rowsDone: held.rows, state: 'entered' } : { counts, rowsDone });
    const records = entered.flatMap(({ recordId }) => (recordId === null ? [] : [recordId]));
    await context.record({ object: { kind: 'registry.import', id: importId }, details: { records } });
    if (!finished && isLast) await context.enqueue('registry.enter-import', { importId });
    return finished;
  });
}

/** The source has been heard of up to the upload; asks that waited for it are looked at again. */
async function finish(registry: Registry, context: ActContext, held: Import, source: Source): Promise<void> {
  await importStore(registry.kernel.keys, context).dropRowCells(held.id);
  await sourceStore(context).received(source.id, 'received', held.uploadedAt, null);
  await receiveDelivery(context, source, held.deliveryNumber, held.rows);
  await context.enqueue('registry.retry-asks', {});
}

function load({ kernel }: Registry, importId: string): Promise<[Import | undefined, Source | undefined]> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const row = await importStore(kernel.keys, transaction).byId(importId);
    return [row, row && (await sourceStore(transaction).byId(row.sourceId))];
  });
}

/** Counts with one outcome moved by so many. An import from before an outcome was counted had none of it. */
export function counted(counts: ImportCounts, outcome: keyof ImportCounts, by: number): ImportCounts {
  return { ...counts, [outcome]: (counts[outcome] ?? 0) + by };
}

function countRule(sealed: SealedByLaw, rule: string): SealedByLaw {
  const before = sealed.find((one) => one.rule === rule)?.count ?? 0;
  return [...sealed.filter((one) => one.rule !== rule), { rule, count: before + 1 }];
}
