import type { RosterProgress } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { type Load, loadStore } from '../store/load-store.js';
import { rowStore } from '../store/row-store.js';
import { loadProgress, refuseState } from '../views/load-view.js';

type Seen = { readonly version: number };

/** Stops the work on a load after the chunk under way. */
export async function stopRoster(at: Workplace, viewer: Viewer, id: string, seen: Seen): Promise<RosterProgress> {
  return moveLoad(at, viewer, id, 'workforce.stop-roster', async (context, load) => {
    const { state } = load;
    if (state !== 'READING' && state !== 'COMPARING' && state !== 'TAKING') return refuseState(load);
    return loadStore(context).update({ id, ...seen }, { state: 'STOPPED', stoppedIn: state });
  });
}

/** Goes on where a load was stopped. */
export async function resumeRoster(at: Workplace, viewer: Viewer, id: string, seen: Seen): Promise<RosterProgress> {
  return moveLoad(at, viewer, id, 'workforce.resume-roster', async (context, load) => {
    if (load.stoppedIn === null) return refuseState(load);
    await context.enqueue(queueOf(load.stoppedIn), { loadId: id });
    return loadStore(context).update({ id, ...seen }, { state: load.stoppedIn, stoppedIn: null });
  });
}

/** Gives up a load that was not taken, and deletes its rows. */
export async function discardRoster(at: Workplace, viewer: Viewer, id: string, seen: Seen): Promise<RosterProgress> {
  return moveLoad(at, viewer, id, 'workforce.discard-roster', async (context, load) => {
    if (!mayGo(load)) return refuseState(load);
    if (load.jointFileId !== null) refuse('roster-brought');
    await rowStore(context).removeOf(id);
    return loadStore(context).update({ id, ...seen }, { state: 'DISCARDED', stoppedIn: null });
  });
}

/** Sends back what the authority brought, with the reason, and deletes its rows. */
export async function sendBackRoster(
  at: Workplace,
  viewer: Viewer,
  id: string,
  { reason, version }: Seen & { readonly reason: string },
): Promise<RosterProgress> {
  return moveLoad(at, viewer, id, 'workforce.send-back-roster', async (context, load) => {
    if (load.jointFileId === null) refuse('not-found');
    if (!mayGo(load)) return refuseState(load);
    const sealer = (await sealersFor(at.kernel.keys, context, [load.dataKeyId], 'workforce.roster_load')).get(
      load.dataKeyId,
    );
    if (sealer === undefined) throw new Error('the data key of a load was destroyed');
    await rowStore(context).removeOf(id);
    const sentBack = sealer.seal('sent_back', id, reason);
    return loadStore(context).update({ id, version }, { state: 'DISCARDED', stoppedIn: null, sentBack });
  });
}

function mayGo({ state, stoppedIn }: Load): boolean {
  return state === 'READY' || (state === 'STOPPED' && stoppedIn !== 'TAKING');
}

/** Which queue works a load in this state. */
export function queueOf(state: Load['state']): 'workforce.take-roster' | 'workforce.read-roster' {
  return state === 'TAKING' ? 'workforce.take-roster' : 'workforce.read-roster';
}

async function moveLoad(
  { kernel }: Workplace,
  viewer: Viewer,
  id: string,
  name: string,
  move: (context: ActContext, load: Load) => Promise<Load>,
): Promise<RosterProgress> {
  return act(kernel, viewer, name, async (context) => {
    const next = await move(context, await loadStore(context).held(id));
    await context.record({ object: { kind: 'workforce.roster', id }, details: { done: next.done, rows: next.rows } });
    return loadProgress(context, next);
  });
}
