import { deadline } from '@gatehouse/law';
import type { MergeStage } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { inTurn, isCompared, mainOf, type MergeEnding, mergeStep, personsOf } from '../rules/merge.js';
import { attestationStore } from '../store/attestation-store.js';
import { type Merge, type MergeOpinion, mergeStore } from '../store/merge-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { announcePersons } from './change-record.js';
import { endMerge, presentEvidence } from './propose-merges.js';

const viewer = systemViewer('matcher');

/**
 * Takes a merge to what follows from its opinions. Run by a job after each opinion, under the matcher's name: no person's
 * transaction may see another's opinion. Repeats safely. What changed meanwhile ends it: two people decided on other evidence.
 */
export async function advanceMerge(registry: Registry, mergeId: string): Promise<void> {
  await act(registry.kernel, viewer, 'registry.advance-merge', async (context) => {
    await context.record({ object: { kind: 'registry.merge', id: mergeId } });
    const merges = mergeStore(registry.kernel.keys, context);
    // Somebody may be entered with a number of either at this moment: one of the two finds the other.
    await attestationStore(context).lockEntering();
    await merges.lockMerging();
    const merge = await merges.lock(mergeId);
    if (merge === undefined || !isCompared(merge.state)) return;
    if (!(await presentEvidence(registry, context, merge)).isSame) return endMerge(registry, context, merge);
    await step(registry, context, merge);
  });
}

async function step(registry: Registry, context: ActContext, merge: Merge): Promise<void> {
  const { law } = registry;
  const merges = mergeStore(registry.kernel.keys, context);
  const given = inTurn(await merges.opinions(await merges.sealer(merge), merge.id));
  const opinions: Partial<Record<MergeStage, MergeEnding>> = {};
  for (const { stage, ending } of given) opinions[stage] = ending;
  const next = mergeStep(opinions);
  if ('ending' in next) return decide(registry, context, merge, next.ending, given);
  if (next.next === merge.state) return;
  const clock =
    next.next === 'recheck' && Object.values(opinions).includes('need_more')
      ? 'compare_need_more'
      : `compare_${next.next}`;
  await merges.turn(merge, next.next, deadline(law.pack, law.calendar, clock, context.now).dueAt);
}

/** Two people have found the same: the merge is theirs, and stands under their names. */
async function decide(
  registry: Registry,
  context: ActContext,
  merge: Merge,
  ending: 'same_person' | 'not_the_same',
  given: readonly MergeOpinion[],
): Promise<void> {
  const merges = mergeStore(registry.kernel.keys, context);
  const agreeing = given.filter((opinion) => opinion.ending === ending);
  const last = given.at(-1);
  const first = agreeing.find((opinion) => opinion !== last) ?? given[0];
  if (first === undefined || last === undefined) throw new Error('a merge is decided by two people');
  const people = { proposedBy: `account:${first.accountId}`, actor: `account:${last.accountId}`, reason: null };
  const sealer = await merges.sealer(merge);
  if (ending === 'not_the_same') {
    await merges.clear(merge);
    await merges.act(sealer, merge, 'not_the_same', { verb: 'cleared', ...people });
    return;
  }
  const persons = personsOf(merge);
  await mergedPersonStore(context).join(persons, mainOf(persons));
  await merges.act(sealer, merge, 'merged', { verb: 'merged', ...people });
  await announcePersons(context, persons, 'all');
  await context.record(
    { object: { kind: 'registry.merge', id: merge.id }, details: { first: people.proposedBy, second: people.actor } },
    'registry.merge-persons',
  );
}
