import { deadline } from '@gatehouse/law';
import type { MatchReason } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { lawFacts } from '../rules/admission.js';
import { toldLabels } from '../rules/answer.js';
import {
  comparisonStep,
  type ComparisonStage,
  isRemembered,
  type OpinionEnding,
  outcomeOf,
  turnDueAt,
} from '../rules/comparison.js';
import { mainOf } from '../rules/merge.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { clearanceStore } from '../store/clearance-store.js';
import { type Comparison, comparisonStore, type Screening } from '../store/comparison-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore } from '../store/person-store.js';
import { openDecision, recordStore } from '../store/record-store.js';
import { birthDateOnRecord } from '../views/record-view.js';
import { keepGrounds } from './answer-grounds.js';
import { answeredUnder, sendAnswers } from './send-answer.js';
import { tellEnrolled } from './tell-enrolled.js';

const viewer = systemViewer('matcher');

/**
 * Takes a comparison to what follows from its opinions, and answers the ask when its last one has ended. Run by a job after
 * each opinion, under the matcher's name: no person's transaction may see another's opinion. Repeats safely.
 */
export async function advanceComparison(registry: Registry, comparisonId: string): Promise<void> {
  await act(registry.kernel, viewer, 'registry.advance-comparison', async (context) => {
    await context.record({ object: { kind: 'registry.comparison', id: comparisonId } });
    const comparisons = comparisonStore(context);
    const askId = (await comparisons.byId(comparisonId))?.askId;
    // The ask is held first, so that two comparisons of one ask that end at once see each other.
    const ask = askId === undefined ? undefined : await askStore(registry.kernel.keys, context).lock(askId);
    const comparison = await comparisons.lock(comparisonId);
    if (ask === undefined || comparison === undefined || ask.state !== 'comparing' || !isOpen(comparison)) return;
    await step(registry, context, ask, comparison);
    await answerWhenAllEnded(registry, context, ask);
  });
}

/** Looks again at what is being compared with persons whose records have changed: what is sealed now ends without a trace. */
export async function reviewComparisons(registry: Registry, personIds: readonly string[]): Promise<void> {
  const open = await act(registry.kernel, viewer, 'registry.review-comparisons', async (context) => {
    await context.record({ details: { persons: [...personIds] } });
    return comparisonStore(context).openOfPersons(personIds);
  });
  for (const { id } of open) await advanceComparison(registry, id);
}

function isOpen({ state }: Comparison): boolean {
  return state !== 'decided' && state !== 'cancelled';
}

async function step(
  { law, ...registry }: Registry,
  context: ActContext,
  ask: Ask,
  comparison: Comparison,
): Promise<void> {
  const comparisons = comparisonStore(context);
  await splitOff({ law, ...registry }, context, ask, comparison);
  const told = await labelsToldNow({ law, ...registry }, context, ask, comparison);
  if (told.length === 0) return comparisons.end(comparison, null);
  const screening = await comparisons.screening(comparison.id);
  const opinions: Partial<Record<ComparisonStage, OpinionEnding>> = {};
  for (const { stage, ending } of await comparisons.opinions(ask.sealer, comparison.id)) opinions[stage] = ending;
  const next = comparisonStep(opinions, screening?.blind ?? false);
  if ('ending' in next) {
    if (next.ending === 'identity_misused') await comparisons.markMisuse(comparison.personId, comparison.id);
    if (next.ending === 'not_the_same') await remember(context, comparison, screening);
    return comparisons.end(comparison, next.ending);
  }
  if (next.next === comparison.state) return;
  const clock = clockOf(next.next, Object.values(opinions));
  const turn = deadline(law.pack, law.calendar, clock, context.now).dueAt;
  await comparisons.turn(comparison, next.next, turnDueAt(turn, ask.terms.dueAt));
}

/**
 * Since the comparison was opened somebody was found not to be the person after all: what points to them goes to people as a
 * comparison of its own, so that nobody is missed, and this one is about the person alone.
 */
async function splitOff({ law }: Registry, context: ActContext, ask: Ask, comparison: Comparison): Promise<void> {
  const comparisons = comparisonStore(context);
  const screening = await comparisons.screening(comparison.id);
  if (screening === undefined) return;
  const rows = await recordStore(context).byIds(screening.recordIds);
  if (rows.every(({ personId }) => personId === comparison.personId)) return;
  const together = await mergedPersonStore(context).together([
    ...new Set([comparison.personId, ...rows.map(({ personId }) => personId)]),
  ]);
  const mainOfPerson = (personId: string) => mainOf(together.get(personId) ?? [personId]);
  const others = new Set(rows.map(({ personId }) => mainOfPerson(personId)));
  others.delete(mainOfPerson(comparison.personId));
  const covered = (await comparisons.ofAsk(ask.id)).map(({ personId }) => personId);
  const compared = new Set(await mergedPersonStore(context).everybodyWith(covered));
  for (const personId of others) {
    if (compared.has(personId)) continue;
    const recordIds = rows.filter((row) => mainOfPerson(row.personId) === personId).map(({ id }) => id);
    const sealed = ask.sealer.open('comparison.reasons', comparison.id, comparison.reasonsSealed);
    await comparisons.open(ask.sealer, {
      askId: ask.id,
      recheckOf: ask.terms.recheckOf ?? null,
      personId,
      urgent: comparison.urgent,
      canary: ask.canary,
      dueAt: turnDueAt(deadline(law.pack, law.calendar, 'compare_first', context.now).dueAt, ask.terms.dueAt),
      reasons: JSON.parse(sealed) as readonly MatchReason[],
      screening: { ...screening, recordIds, evidenceToken: null },
    });
  }
}

/** Spares the next who compare the very same evidence; what differs by anything is compared anew. */
async function remember(
  context: ActContext,
  { id, personId }: Comparison,
  screening: Screening | undefined,
): Promise<void> {
  if (screening?.evidenceToken === undefined || screening.evidenceToken === null) return;
  if (isRemembered(screening.band)) await clearanceStore(context).clear(screening.evidenceToken, personId, id);
}

/** The clock of the law pack that runs for a turn. */
function clockOf(stage: ComparisonStage, endings: readonly OpinionEnding[]): string {
  if (stage === 'recheck') return endings.includes('need_more') ? 'compare_need_more' : 'compare_recheck';
  return `compare_${stage}`;
}

async function answerWhenAllEnded(registry: Registry, context: ActContext, ask: Ask): Promise<void> {
  const all = await comparisonStore(context).ofAsk(ask.id);
  if (all.some(isOpen)) return;
  const endings = all.flatMap(({ ending }) => (ending === null ? [] : [ending]));
  // Found, and sealed, withdrawn or corrected since: the answer is as if nothing had been there.
  const types = outcomeOf(endings) === 'record_found' ? await keepGrounds(registry, context, ask) : [];
  const outcome = types.length > 0 ? 'record_found' : 'no_record';
  await askStore(registry.kernel.keys, context).answered([ask.id], outcome, answeredUnder(registry.law));
  if (ask.monitoring) await tellEnrolled(registry, context, ask, types);
  else await sendAnswers(registry, context, [{ ask, outcome, types }]);
}

/** The labels of the compared records that the ask may be told of at this moment; sealed or withdrawn ones have none. */
async function labelsToldNow(
  { kernel, law }: Registry,
  context: ActContext,
  ask: Ask,
  comparison: Comparison,
): Promise<string[]> {
  const screening = await comparisonStore(context).screening(comparison.id);
  const rows = await recordStore(context).byIds(screening?.recordIds ?? []);
  const members = await mergedPersonStore(context).everybodyWith([comparison.personId]);
  const persons = await personStore(kernel.keys, context).load(members);
  const labels = rows
    .filter(({ state }) => state === 'effective')
    .flatMap((row) => {
      const person = persons.get(row.personId);
      if (person === undefined) return [];
      const facts = lawFacts(openDecision(person.sealer, row), birthDateOnRecord(person), row.sealingLiftedOn);
      return toldLabels(law, facts, ask.terms, context.now);
    });
  return [...new Set(labels)];
}
