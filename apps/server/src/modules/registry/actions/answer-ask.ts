import { deadline } from '@gatehouse/law';
import { createIndex, type MatchReason, type PersonEvidence } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { loadEntries } from '../matcher/load-entries.js';
import type { ScreenedCandidate } from '../matcher/protocol.js';
import type { Registry } from '../registry.js';
import { answerable, reachedLists } from '../rules/answer.js';
import { type Ask, type AskedPerson, askStore } from '../store/ask-store.js';
import { comparisonStore } from '../store/comparison-store.js';
import { recordStore } from '../store/record-store.js';
import { sourceStore } from '../store/source-store.js';
import { type PersonToCompare, personsToCompare } from './persons-to-compare.js';
import { sendAnswer } from './send-answer.js';

const viewer = systemViewer('matcher');

/** How long an ask waits for a silent source before it is looked at again of itself; a receipt wakes it sooner. */
const retryMilliseconds = 15 * 60_000;

/**
 * Works one ask: a silent source, no record found, or comparisons for people. Repeats safely: an ask that has moved on is
 * left alone.
 *
 * Nothing here depends on what is sealed: such records are absent from the index, so that the same statements run in the same
 * number for a person without a record and for one whose record is sealed.
 */
export async function answerAsk(registry: Registry, askId: string): Promise<void> {
  const { kernel, law, matcher } = registry;
  const found = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const ask = await askStore(kernel.keys, transaction).byId(askId);
    if (ask === undefined || !isOpen(ask)) return undefined;
    const sources = await sourceStore(transaction).all();
    return { ask, silent: !answerable(law, ask.terms, sources, transaction.now) };
  });
  if (found === undefined) return;
  if (found.silent) return answerNotNow(registry, askId);
  const lists = reachedLists(law, found.ask.terms, kernel.clock.now());
  const person = evidenceOf(found.ask.person);
  const { band, candidates } = await matcher.screen(person, lists);
  const blind = band === 'none' && registry.draw() * law.pack.blindShare.oneIn < 1;
  const compared = blind ? await blindCandidate(registry, person, candidates, lists) : candidates;
  const evidence = band === 'none' && !blind ? [] : compared;
  await act(kernel, viewer, 'registry.answer-ask', async (context) => {
    const asks = askStore(kernel.keys, context);
    const ask = await asks.lock(askId);
    if (ask === undefined || !isOpen(ask)) return void (await context.record({ details: { moved: true } }));
    const { compare, cleared } = await personsToCompare(registry, context, ask, evidence);
    if (compare.length > 0) return openComparisons(registry, context, ask, compare, blind);
    // What two people cleared goes out as if nothing had been found: nobody outside the registry can tell it from none.
    if (cleared > 0) await context.record({ object: { kind: 'registry.ask', id: ask.id }, details: { cleared } });
    await asks.answered(ask.id, 'no_record');
    await sendAnswer(registry, context, ask, 'no_record', []);
  });
}

function isOpen({ state }: Ask): boolean {
  return state === 'asked' || state === 'source_silent';
}

/** Says once that a source is silent, and keeps the ask open. */
async function answerNotNow(registry: Registry, askId: string): Promise<void> {
  await act(registry.kernel, viewer, 'registry.answer-ask', async (context) => {
    const asks = askStore(registry.kernel.keys, context);
    const ask = await asks.lock(askId);
    const retry = { startAfter: new Date(context.now.getTime() + retryMilliseconds), singletonKey: askId };
    if (ask !== undefined && isOpen(ask)) await context.enqueue('registry.answer-ask', { askId }, retry);
    if (ask?.state !== 'asked') return void (await context.record({ details: { stillSilent: true } }));
    await asks.move(askId, 'source_silent');
    await sendAnswer(registry, context, ask, 'not_now', []);
  });
}

async function openComparisons(
  { kernel, law }: Registry,
  context: ActContext,
  ask: Ask,
  persons: readonly PersonToCompare[],
  blind: boolean,
): Promise<void> {
  const dueAt = deadline(law.pack, law.calendar, 'compare_first', context.now).dueAt;
  const comparisons = comparisonStore(context);
  for (const { personId, candidates, evidenceTokens } of persons) {
    const [best] = candidates;
    if (best === undefined) continue;
    const recordIds = candidates.map(({ recordId }) => recordId);
    const evidenceToken = blind ? null : (evidenceTokens[0] ?? null);
    await comparisons.open(ask.sealer, {
      askId: ask.id,
      personId,
      urgent: ask.terms.urgent,
      dueAt,
      reasons: best.reasons,
      screening: { recordIds, band: best.band, blind, evidenceToken },
    });
  }
  await askStore(kernel.keys, context).move(ask.id, 'comparing');
  await context.record({ object: { kind: 'registry.ask', id: ask.id }, purpose: ask.terms.purpose });
}

/** What a blind row is compared with: the nearest record, else one drawn by chance; none where the index is empty. */
async function blindCandidate(
  { kernel, law, matcher, draw }: Registry,
  person: PersonEvidence,
  nearest: readonly ScreenedCandidate[],
  lists: readonly string[],
): Promise<readonly ScreenedCandidate[]> {
  if (nearest.length > 0) return nearest;
  const recordId = await matcher.pick(draw(), lists);
  if (recordId === null) return [];
  const entries = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) =>
    loadEntries(kernel.keys, law, transaction, await recordStore(transaction).byIds([recordId])),
  );
  const reasons: readonly MatchReason[] =
    createIndex(entries.map(({ evidence }) => evidence)).screen(person).candidates[0]?.reasons ?? [];
  return [{ recordId, band: 'none', score: 0, reasons }];
}

function evidenceOf({ documents, ...person }: AskedPerson): PersonEvidence {
  return {
    id: 'asked',
    ...person,
    documents: documents.map(({ type, number }) => ({ docType: type, docNumber: number })),
  };
}
