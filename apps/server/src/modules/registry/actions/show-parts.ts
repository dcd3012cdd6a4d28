import type { MergedPart, MergeInForce } from '@gatehouse/contract';
import type { MatchReason } from '@gatehouse/matching';
import type { ActContext } from '../../../kernel/act.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import type { LookBack } from '../rules/history.js';
import { inTurn, personsOf, togetherAfter } from '../rules/merge.js';
import { type Merge, mergeStore } from '../store/merge-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import { reasonWords } from '../views/comparison-view.js';
import { mergedPart } from '../views/merge-view.js';
import { asOfNow, type Shown, showRecords } from './show-records.js';

/** One of those who are one, with what may be shown of them. */
export type VisiblePart = { readonly person: StoredPerson; readonly shown: readonly Shown[] };

/** Of these persons those of whom anything may be shown; the others are in no view, as if they had never been merged. */
export async function visibleParts(
  registry: Registry,
  context: ActContext,
  personIds: readonly string[],
  lookBack: LookBack = asOfNow(context.now),
): Promise<VisiblePart[]> {
  const persons = await personStore(registry.kernel.keys, context).load(personIds);
  const rows = await recordStore(context).ofPersons(personIds);
  const shown = await showRecords(registry, context, rows, lookBack);
  return personIds.flatMap((id) => {
    const person = persons.get(id);
    const own = shown.filter((one) => one.person.id === id);
    return person === undefined || own.length === 0 ? [] : [{ person, shown: own }];
  });
}

/** Everybody who was one with a person, as known at an instant, the person first. */
export async function knownTogether(
  { kernel }: Registry,
  context: ActContext,
  personId: string,
  knownAt: Date,
): Promise<string[]> {
  const steps = await mergeStore(kernel.keys, context).steps([personId]);
  const together = togetherAfter(
    personId,
    steps.filter(({ at }) => at <= knownAt),
  );
  return [personId, ...together.filter((id) => id !== personId)];
}

/** The persons that a merged person was made of; none for somebody who is one alone. */
export function partsOf(visible: readonly VisiblePart[]): MergedPart[] {
  if (visible.length < 2) return [];
  return visible.map(({ person, shown }) =>
    mergedPart(
      person,
      shown.map(({ view }) => view.id),
    ),
  );
}

/** The merges in force among these persons, those alone of which either side is in view, the last one last. */
export async function mergesInForce(
  registry: Registry,
  context: ActContext,
  visible: readonly VisiblePart[],
): Promise<MergeInForce[]> {
  if (visible.length < 2) return [];
  const inView = (persons: readonly string[]) => visible.some(({ person }) => persons.includes(person.id));
  const merges = await mergeStore(registry.kernel.keys, context).inForceOf(visible.map(({ person }) => person.id));
  const views: MergeInForce[] = [];
  for (const merge of merges) {
    if (inView(merge.onePersons) && inView(merge.otherPersons)) views.push(await mergeView(registry, context, merge));
  }
  return views;
}

/** A merge in force as the registry's own people see it. */
export async function mergeView({ kernel }: Registry, context: ActContext, merge: Merge): Promise<MergeInForce> {
  const merges = mergeStore(kernel.keys, context);
  const sealer = await merges.sealer(merge);
  const actions = await merges.actions(sealer, merge.id);
  const proposed = actions.findLast(({ verb }) => verb === 'undo_proposed');
  const mergedAt = actions.find(({ verb }) => verb === 'merged')?.at ?? merge.openedAt;
  const everybody = await mergedPersonStore(context).everybodyWith([merge.oneId]);
  const reasons = JSON.parse(sealer.open('merge.reasons', merge.id, merge.reasonsSealed)) as readonly MatchReason[];
  return {
    id: merge.id,
    state: merge.state === 'undoing' ? 'undoing' : 'merged',
    version: merge.version,
    mergedAt: mergedAt.toISOString(),
    ruleVersion: merge.ruleVersion,
    reasons: reasonWords(reasons),
    onePersons: [...merge.onePersons],
    otherPersons: [...merge.otherPersons],
    opinions: inTurn(await merges.opinions(sealer, merge.id)).map(({ stage, ending, reason, at }) => ({
      ...{ stage, ending, reason, at: at.toISOString() },
    })),
    isLast: everybody.length === personsOf(merge).length,
    undoing:
      merge.state === 'undoing' && proposed !== undefined
        ? {
            reason: proposed.reason ?? '',
            at: proposed.at.toISOString(),
            own: merge.undoProposedBy === viewerName(context.viewer),
          }
        : null,
  };
}
