import { type MergeSweep, wordsOfState } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { systemViewer, type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { type MergeSweepRow, mergeSweepStore } from '../store/merge-sweep-store.js';
import { proposeMerges } from './propose-merges.js';

const worker = systemViewer('matcher');

/** Persons of one chunk: their proposals are an act, and so is the progress. */
const chunkPersons = 100;

/** Chunks of one turn; a long sweep then goes to the end of its queue. */
const turnChunks = 5;

/**
 * Looks through everybody on record, a chunk at a time, from the last one done. Killed, it looks at one chunk again, which proposes
 * nothing twice; stopped, it ends after the chunk under way.
 */
export async function sweepMerges(registry: Registry, sweepId: string): Promise<void> {
  for (let turn = 1; turn <= turnChunks; turn += 1)
    if (!(await sweepChunk(registry, sweepId, turn === turnChunks))) return;
}

/** One chunk; false where nothing is left to do in this turn. */
async function sweepChunk(registry: Registry, sweepId: string, isLast: boolean): Promise<boolean> {
  const { kernel } = registry;
  const next = await withTransaction(kernel.database, worker, kernel.clock.now(), async (transaction) => {
    const sweeps = mergeSweepStore(transaction);
    const sweep = await sweeps.byId(sweepId);
    if (sweep?.state !== 'running') return undefined;
    return { after: sweep.afterPersonId, persons: await sweeps.personsAfter(sweep.afterPersonId, chunkPersons) };
  });
  if (next === undefined) return false;
  const proposed = next.persons.length === 0 ? 0 : await proposeMerges(registry, next.persons);
  return act(kernel, worker, 'registry.sweep-merges', async (context) => {
    const sweeps = mergeSweepStore(context);
    const sweep = await sweeps.lock(sweepId);
    await context.record({
      object: { kind: 'registry.merge-sweep', id: sweepId },
      details: { persons: next.persons.length, proposed },
    });
    // Another worker of the same job was faster: its chunk is counted once.
    if (sweep === undefined || sweep.afterPersonId !== next.after) return sweep?.state === 'running';
    const isFinished = next.persons.length < chunkPersons;
    await sweeps.update(sweep, {
      afterPersonId: next.persons.at(-1) ?? sweep.afterPersonId,
      personsDone: sweep.personsDone + next.persons.length,
      proposed: sweep.proposed + proposed,
      ...(isFinished ? { state: 'finished' as const } : {}),
    });
    const goesOn = sweep.state === 'running' && !isFinished;
    if (goesOn && isLast) await context.enqueue('registry.sweep-merges', { sweepId });
    return goesOn;
  });
}

/** Begins a look through everybody on record. @throws DomainError `registry-sweep-under-way` */
export async function startMergeSweep({ kernel }: Registry, viewer: Viewer): Promise<MergeSweep> {
  return act(kernel, viewer, 'registry.start-merge-sweep', async (context) => {
    const sweeps = mergeSweepStore(context);
    if ((await sweeps.underWay()) !== undefined) refuse('registry-sweep-under-way');
    const sweep = await sweeps.insert(viewerName(viewer));
    await context.enqueue('registry.sweep-merges', { sweepId: sweep.id });
    await context.record({ object: { kind: 'registry.merge-sweep', id: sweep.id } });
    return sweepView(sweep);
  });
}

/** Stops the look after its present chunk, or goes on with one that was stopped. */
export async function changeMergeSweep(
  { kernel }: Registry,
  viewer: Viewer,
  given: { readonly sweepId: string; readonly verb: 'stop' | 'resume' },
): Promise<MergeSweep> {
  return act(kernel, viewer, 'registry.change-merge-sweep', async (context) => {
    const sweeps = mergeSweepStore(context);
    const sweep = await sweeps.lock(given.sweepId);
    if (sweep === undefined) return refuse('not-found');
    const [from, to] = given.verb === 'stop' ? (['running', 'stopped'] as const) : (['stopped', 'running'] as const);
    if (sweep.state !== from) refuse('registry-not-in-this-state', { state: wordsOfState('merge-sweep', sweep.state) });
    await sweeps.update(sweep, { state: to });
    if (to === 'running') await context.enqueue('registry.sweep-merges', { sweepId: sweep.id });
    await context.record({
      object: { kind: 'registry.merge-sweep', id: sweep.id },
      details: { verb: given.verb },
    });
    return sweepView({ ...sweep, state: to });
  });
}

/** How far the last look has come. */
export async function readMergeSweep({ kernel }: Registry, viewer: Viewer): Promise<{ sweep: MergeSweep | null }> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const sweep = await mergeSweepStore(transaction).last();
    return { sweep: sweep === undefined ? null : sweepView(sweep) };
  });
}

function sweepView({ startedAt, afterPersonId: _, version: __, ...sweep }: MergeSweepRow): MergeSweep {
  return { ...sweep, startedAt: startedAt.toISOString() };
}
