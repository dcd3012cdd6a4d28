import { deadline } from '@gatehouse/law';
import { type Candidate, createIndex, ruleVersion } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { listName } from '../rules/answer.js';
import { mainOf } from '../rules/merge.js';
import { type Merge, mergeStore } from '../store/merge-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { recordStore } from '../store/record-store.js';
import { mergeEvidenceTokens } from '../store/tokens.js';
import { type MergeSide, mergeSides } from './merge-sides.js';

const viewer = systemViewer('matcher');

/**
 * Compares persons with everybody else on record and proposes whom people should look at; never merges anybody. What was proposed on
 * evidence that has changed is ended first. Repeats safely: a pair that is open, merged or cleared on this evidence is left
 * alone. Answers how many were proposed.
 */
export async function proposeMerges(registry: Registry, personIds: readonly string[]): Promise<number> {
  const { kernel, law, matcher } = registry;
  const asked = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    mergeSides(registry, transaction, personIds),
  );
  // The open lists alone: a restricted record is met by an inquiry with the named basis, and by nobody else.
  const lists = law.pack.labels.map(({ id }) => listName('open', id));
  const screened = await matcher.screen([...asked.values()].map(({ evidence }) => ({ person: evidence, lists })));
  const met = screened.map(({ band, candidates }) => (band === 'none' ? [] : candidates.map((one) => one.recordId)));
  return act(kernel, viewer, 'registry.propose-merges', async (context) => {
    await mergeStore(kernel.keys, context).lockMerging();
    await endOutdated(registry, context, personIds);
    let proposed = 0;
    for (const [at, main] of [...asked.keys()].entries())
      proposed += await proposeFor(registry, context, main, met[at] ?? []);
    await context.record({ details: { persons: [...personIds], proposed } });
    return proposed;
  });
}

/** Evidence that chance does not explain, and its reasons; none where the two are not to be looked at. */
export function comparedSides(one: MergeSide, other: MergeSide): Candidate | undefined {
  const [found] = createIndex([other.evidence]).screen(one.evidence).candidates;
  return found === undefined || found.band === 'none' ? undefined : found;
}

/** The tokens of the evidence of a merge as it stands now; none where a side has nothing any more that may be compared. */
export async function presentEvidence(
  registry: Registry,
  context: ActContext,
  merge: Merge,
): Promise<{ readonly sides: readonly MergeSide[]; readonly isSame: boolean }> {
  const found = await mergeSides(registry, context, [merge.oneId, merge.otherId]);
  const [one, other] = [found.get(merge.oneId), found.get(merge.otherId)];
  if (one === undefined || other === undefined) return { sides: [], isSame: false };
  const tokens = mergeEvidenceTokens(registry.kernel.keys, one.evidence, other.evidence);
  const isSame =
    tokens.some((token) => token.equals(merge.evidenceToken)) &&
    isEqual(one.persons, merge.onePersons) &&
    isEqual(other.persons, merge.otherPersons);
  return { sides: [one, other], isSame };
}

function isEqual(now: readonly string[], then: readonly string[]): boolean {
  return now.length === then.length && now.every((id) => then.includes(id));
}

/** Sealed, withdrawn, corrected or merged otherwise since it was proposed: nobody decides it on what is no longer so. */
async function endOutdated(registry: Registry, context: ActContext, personIds: readonly string[]): Promise<void> {
  const merges = mergeStore(registry.kernel.keys, context);
  const everybody = await mergedPersonStore(context).everybodyWith(personIds);
  for (const merge of await merges.openOf(everybody)) {
    if ((await presentEvidence(registry, context, merge)).isSame) continue;
    await endMerge(registry, context, merge);
  }
}

/** Ends a proposal without a finding. */
export async function endMerge(registry: Registry, context: ActContext, merge: Merge): Promise<void> {
  const merges = mergeStore(registry.kernel.keys, context);
  const action = { verb: 'cancelled' as const, reason: null, proposedBy: null, actor: viewerName(viewer) };
  await merges.act(await merges.sealer(merge), merge, 'cancelled', action);
}

async function proposeFor(
  registry: Registry,
  context: ActContext,
  main: string,
  recordIds: readonly string[],
): Promise<number> {
  const records = await recordStore(context).byIds(recordIds);
  const sides = await mergeSides(registry, context, [main, ...new Set(records.map(({ personId }) => personId))]);
  const one = [...sides.values()].find(({ persons }) => persons.includes(main));
  if (one === undefined) return 0;
  let proposed = 0;
  for (const other of sides.values())
    if (other !== one && (await propose(registry, context, one, other))) proposed += 1;
  return proposed;
}

async function propose(
  { kernel: { keys }, law }: Registry,
  context: ActContext,
  one: MergeSide,
  other: MergeSide,
): Promise<boolean> {
  const found = comparedSides(one, other);
  const tokens = mergeEvidenceTokens(keys, one.evidence, other.evidence);
  const [evidenceToken] = tokens;
  if (found === undefined || evidenceToken === undefined) return false;
  const merges = mergeStore(keys, context);
  const pair = [mainOf(one.persons), mainOf(other.persons)].sort();
  const open = await merges.openOf(one.persons);
  const stands = open.some((merge) => merge.oneId === pair[0] && merge.otherId === pair[1]);
  if (stands || (await merges.isCleared(tokens))) return false;
  const id = await merges.open({
    onePersons: one.persons,
    otherPersons: other.persons,
    reasons: found.reasons,
    ruleVersion,
    evidenceToken,
    dueAt: deadline(law.pack, law.calendar, 'compare_first', context.now).dueAt,
    actor: viewerName(viewer),
  });
  await context.record({ object: { kind: 'registry.merge', id }, details: { rules: ruleVersion } });
  return true;
}
