import { type Rescreening, wordsOfState } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { systemViewer, type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { joinedCrowd } from '../rules/rescreening.js';
import { beginning, type RescreeningRow, rescreeningStore } from '../store/rescreening-store.js';

const worker = systemViewer('matcher');

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
    await store.update(underWay, { ...beginning, state: 'running' });
    await context.enqueue('registry.rescreen', { rescreeningId: underWay.id });
    await context.record({ object: { kind: 'registry.rescreening', id: underWay.id }, details: { again: true } });
  });
}

/**
 * Looks for everybody enrolled whom these records may be about, since more agree with them than are compared for one: by a look of that stage
 * alone, or in a further pass of the one that is under way.
 */
export async function lookForCrowd({ kernel }: Registry, recordIds: readonly string[]): Promise<void> {
  await act(kernel, worker, 'registry.start-rescreening', async (context) => {
    const store = rescreeningStore(context);
    const underWay = await store.underWay();
    if (underWay === undefined) return void (await begin(context, joinedCrowd(recordIds)));
    await store.update(underWay, { crowdWaiting: joinedCrowd(underWay.crowdWaiting, recordIds) });
    await context.record({
      object: { kind: 'registry.rescreening', id: underWay.id },
      details: { crowd: recordIds.length },
    });
  });
}

async function begin(context: ActContext, crowd: readonly string[] = []): Promise<RescreeningRow> {
  const row = await rescreeningStore(context).insert(viewerName(context.viewer), crowd);
  await context.enqueue('registry.rescreen', { rescreeningId: row.id });
  await context.record({ object: { kind: 'registry.rescreening', id: row.id }, details: { stage: row.stage } });
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

function rescreeningView(row: RescreeningRow): Rescreening {
  const { id, state, stage, enrolments, enrolmentsDone, records, recordsDone, crowdDone, news } = row;
  const counts = { enrolments, enrolmentsDone, records, recordsDone, crowdDone, news };
  return { id, state, stage, ...counts, startedAt: row.startedAt.toISOString() };
}
