import { wordsOfState } from '@gatehouse/contract';
import type { MergeState } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import { requireSecondPerson } from '../policy.js';
import type { Registry } from '../registry.js';
import { mainOf, personsOf } from '../rules/merge.js';
import { attestationStore } from '../store/attestation-store.js';
import { type Merge, mergeStore } from '../store/merge-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { announcePersons } from './change-record.js';
import { visibleParts } from './show-parts.js';

/** Where a merge stands after a step. */
export type MergeResult = { mergeId: string; state: MergeState; version: number };

type Proposed = { readonly mergeId: string; readonly version: number; readonly reason: string };

/**
 * Proposes to undo a merge; it stays in force until somebody else confirms.
 * @throws DomainError `not-found`, `changed-meanwhile`, `registry-not-in-this-state`, `registry-merge-not-last`
 */
export async function proposeUndoing(registry: Registry, viewer: Viewer, given: Proposed): Promise<MergeResult> {
  return act(registry.kernel, viewer, 'registry.propose-merge-undoing', async (context) => {
    const merge = await heldMerge(registry, context, given);
    if (merge.state !== 'merged') refuse('registry-not-in-this-state', { state: wordsOfState('merge', merge.state) });
    const merges = mergeStore(registry.kernel.keys, context);
    const actor = viewerName(viewer);
    const action = { verb: 'undo_proposed' as const, reason: given.reason, proposedBy: null, actor };
    const version = await merges.act(await merges.sealer(merge), merge, 'undoing', action);
    await context.record({ object: { kind: 'registry.merge', id: merge.id } });
    return { mergeId: merge.id, state: 'undoing', version };
  });
}

/**
 * Confirms or refuses the undoing that somebody else proposed. Confirmed, either side is read as it was before: nothing of it was
 * written over. The pair is remembered as cleared on the evidence it was merged on.
 * @throws DomainError `not-found`, `changed-meanwhile`, `registry-second-person-needed`, `registry-not-in-this-state`,
 * `registry-merge-not-last`
 */
export async function decideUndoing(
  registry: Registry,
  viewer: Viewer,
  given: Proposed & { readonly decision: 'confirm' | 'refuse' },
): Promise<MergeResult> {
  return act(registry.kernel, viewer, 'registry.decide-merge-undoing', async (context) => {
    const merge = await heldMerge(registry, context, given);
    const { undoProposedBy: proposedBy } = merge;
    if (merge.state !== 'undoing' || proposedBy === null)
      refuse('registry-not-in-this-state', { state: wordsOfState('merge', merge.state) });
    const actor = viewerName(viewer);
    requireSecondPerson(proposedBy, actor);
    const isConfirmed = given.decision === 'confirm';
    const merges = mergeStore(registry.kernel.keys, context);
    const state = isConfirmed ? 'undone' : 'merged';
    const verb = isConfirmed ? 'undone' : 'undo_refused';
    const version = await merges.act(await merges.sealer(merge), merge, state, {
      ...{ verb, reason: given.reason, proposedBy, actor },
    });
    if (isConfirmed) await takeApart(registry, context, merge);
    await context.record({
      object: { kind: 'registry.merge', id: merge.id },
      details: { verb },
      lasts: isConfirmed ? 'undone' : undefined,
    });
    return { mergeId: merge.id, state, version };
  });
}

async function takeApart(registry: Registry, context: ActContext, merge: Merge): Promise<void> {
  const persons = mergedPersonStore(context);
  await persons.part(merge.onePersons, mainOf(merge.onePersons));
  await persons.part(merge.otherPersons, mainOf(merge.otherPersons));
  await mergeStore(registry.kernel.keys, context).clear(merge);
  await announcePersons(context, personsOf(merge), 'all');
}

/** A merge in force that no later one rests on, held until the transaction ends; not there where nothing of it may be shown. */
async function heldMerge(registry: Registry, context: ActContext, given: Proposed): Promise<Merge> {
  const merges = mergeStore(registry.kernel.keys, context);
  await attestationStore(context).lockEntering();
  await merges.lockMerging();
  const merge = await merges.lock(given.mergeId);
  if (merge === undefined || !(await isInView(registry, context, merge))) return refuse('not-found');
  if (merge.version !== given.version) refuse('changed-meanwhile');
  const everybody = await mergedPersonStore(context).everybodyWith([merge.oneId]);
  if (everybody.length > personsOf(merge).length) refuse('registry-merge-not-last');
  return merge;
}

async function isInView(registry: Registry, context: ActContext, merge: Merge): Promise<boolean> {
  const shown = await visibleParts(registry, context, personsOf(merge));
  const has = (persons: readonly string[]) => shown.some(({ person }) => persons.includes(person.id));
  return has(merge.onePersons) && has(merge.otherPersons);
}
