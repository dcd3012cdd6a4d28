import { type Rescreening, wordsOfState } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { systemViewer, type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { type RescreeningRow, rescreeningStore } from '../store/rescreening-store.js';
import { watchEnrolments } from './watch.js';

const worker = systemViewer('matcher');

/** Enrolments of one chunk. */
const chunk = 100;

/** Chunks of one turn; a long look then goes to the end of its queue. */
const turnChunks = 5;

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Compares everybody enrolled with everybody on record, a chunk at a time, from the last one done. Killed, it looks at one chunk again,
 * which finds no news twice; stopped, it ends after the chunk under way.
 */
export async function rescreen(registry: Registry, rescreeningId: string): Promise<void> {
  for (let turn = 1; turn <= turnChunks; turn += 1)
    if (!(await rescreenChunk(registry, rescreeningId, turn === turnChunks))) return;
}

/** One chunk; false where nothing is left to do in this turn. */
async function rescreenChunk(registry: Registry, rescreeningId: string, isLast: boolean): Promise<boolean> {
  const { kernel } = registry;
  const next = await withTransaction(kernel.database, worker, kernel.clock.now(), async (transaction) => {
    const row = await rescreeningStore(transaction).byId(rescreeningId);
    if (row?.state !== 'running') return undefined;
    const after = row.afterEnrolmentId;
    return { after, ids: await enrolmentStore(kernel.keys, transaction).idsAfter(after ?? firstId, chunk, 'people') };
  });
  if (next === undefined) return false;
  const news = await watchEnrolments(registry, next.ids);
  return act(kernel, worker, 'registry.rescreen', async (context) => {
    const store = rescreeningStore(context);
    const row = await store.lock(rescreeningId);
    await context.record({
      object: { kind: 'registry.rescreening', id: rescreeningId },
      details: { enrolments: next.ids.length, news },
    });
    // Another worker of the same job was faster: its chunk is counted once.
    if (row === undefined || row.afterEnrolmentId !== next.after) return row?.state === 'running';
    const isFinished = next.ids.length < chunk;
    const done = row.enrolmentsDone + next.ids.length;
    await store.update(row, {
      afterEnrolmentId: next.ids.at(-1) ?? row.afterEnrolmentId,
      // Who came or left meanwhile is counted as they were found.
      enrolments: isFinished ? done : Math.max(row.enrolments, done),
      enrolmentsDone: done,
      news: row.news + news,
      ...(isFinished ? { state: 'finished' as const } : {}),
    });
    const goesOn = row.state === 'running' && !isFinished;
    if (goesOn && isLast) await context.enqueue('registry.rescreen', { rescreeningId });
    return goesOn;
  });
}

/** Begins a look at everybody enrolled. @throws DomainError `registry-rescreening-under-way` */
export async function startRescreening({ kernel }: Registry, viewer: Viewer): Promise<Rescreening> {
  return act(kernel, viewer, 'registry.start-rescreening', async (context) => {
    if ((await rescreeningStore(context).underWay()) !== undefined) refuse('registry-rescreening-under-way');
    return rescreeningView(await begin(context));
  });
}

/**
 * Begins a look by itself, as after the index had to be built anew: nobody knows then what the law has made answerable meanwhile. One
 * that is under way begins again at the first. Where nobody is enrolled there is nothing to look at.
 */
export async function rescreenEverybody({ kernel }: Registry): Promise<void> {
  const isAnyone = await withTransaction(kernel.database, worker, kernel.clock.now(), (transaction) =>
    enrolmentStore(kernel.keys, transaction).isAnyone(),
  );
  if (!isAnyone) return;
  await act(kernel, worker, 'registry.start-rescreening', async (context) => {
    const store = rescreeningStore(context);
    const underWay = await store.underWay();
    if (underWay === undefined) return void (await begin(context));
    await store.update(underWay, { state: 'running', afterEnrolmentId: null, enrolmentsDone: 0 });
    await context.enqueue('registry.rescreen', { rescreeningId: underWay.id });
    await context.record({ object: { kind: 'registry.rescreening', id: underWay.id }, details: { again: true } });
  });
}

async function begin(context: ActContext): Promise<RescreeningRow> {
  const row = await rescreeningStore(context).insert(viewerName(context.viewer));
  await context.enqueue('registry.rescreen', { rescreeningId: row.id });
  await context.record({ object: { kind: 'registry.rescreening', id: row.id } });
  return row;
}

/** Stops the look after its present chunk, or goes on with one that was stopped. */
export async function changeRescreening(
  { kernel }: Registry,
  viewer: Viewer,
  given: { readonly rescreeningId: string; readonly verb: 'stop' | 'resume' },
): Promise<Rescreening> {
  return act(kernel, viewer, 'registry.change-rescreening', async (context) => {
    const store = rescreeningStore(context);
    const row = await store.lock(given.rescreeningId);
    if (row === undefined) return refuse('not-found');
    const [from, to] = given.verb === 'stop' ? (['running', 'stopped'] as const) : (['stopped', 'running'] as const);
    if (row.state !== from) refuse('registry-not-in-this-state', { state: wordsOfState('rescreening', row.state) });
    await store.update(row, { state: to });
    if (to === 'running') await context.enqueue('registry.rescreen', { rescreeningId: row.id });
    await context.record({ object: { kind: 'registry.rescreening', id: row.id }, details: { verb: given.verb } });
    return rescreeningView({ ...row, state: to });
  });
}

/** How far the last look has come. */
export async function readRescreening(
  { kernel }: Registry,
  viewer: Viewer,
): Promise<{ rescreening: Rescreening | null }> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const row = await rescreeningStore(transaction).last();
    return { rescreening: row === undefined ? null : rescreeningView(row) };
  });
}

function rescreeningView({ startedAt, afterEnrolmentId: _, version: __, ...row }: RescreeningRow): Rescreening {
  return { ...row, startedAt: startedAt.toISOString() };
}
