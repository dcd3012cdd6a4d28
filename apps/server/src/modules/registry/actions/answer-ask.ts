import { createIndex, type MatchReason, type PersonEvidence } from '@gatehouse/matching';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { workTogether } from '../../../kernel/together.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { askedEvidence } from '../matcher/evidence-of.js';
import { loadEntries } from '../matcher/load-entries.js';
import type { ScreenedCandidate } from '../matcher/protocol.js';
import type { Registry } from '../registry.js';
import { answerable, reachedLists } from '../rules/answer.js';
import { silentAskers } from '../rules/canary.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { canaryStore } from '../store/canary-store.js';
import { recordStore } from '../store/record-store.js';
import { sourceStore } from '../store/source-store.js';
import { ensureCanary } from './carry-canaries.js';
import { openComparisons } from './open-comparisons.js';
import { personsToCompare } from './persons-to-compare.js';
import { answeredUnder, sendAnswers } from './send-answer.js';

const viewer = systemViewer('matcher');

/** How long an ask waits for a silent source before it is looked at again of itself; a receipt wakes it sooner. */
const retryMilliseconds = 15 * 60_000;

/** Asks worked in one act. */
const together = 50;

/** An open ask with the evidence that people have to compare; none: there is no record. */
type Screened = { readonly evidence: readonly ScreenedCandidate[]; readonly blind: boolean };

/**
 * Works asks: a silent source or way, no record found, or comparisons for people. Repeats safely: an ask that has moved on is left
 * alone.
 *
 * Nothing here depends on what is sealed: such records are absent from the index, so that the same statements run in the same
 * number for a person without a record and for one whose record is sealed.
 */
export async function answerAsks(registry: Registry, askIds: readonly string[]): Promise<void> {
  for (let from = 0; from < askIds.length; from += together)
    await workTogether(askIds.slice(from, from + together), (ids) => answerTogether(registry, ids));
}

async function answerTogether(registry: Registry, askIds: readonly string[]): Promise<void> {
  const { kernel, law } = registry;
  const { answering, silent } = await withTransaction(
    kernel.database,
    viewer,
    kernel.clock.now(),
    async (transaction) => {
      const asks = (await askStore(kernel.keys, transaction).byIds(askIds)).filter(isOpen);
      const sources = await sourceStore(transaction).all();
      const silentWays = silentAskers(law.pack, await canaryStore(transaction).ways(), transaction.now);
      // A canary tests the way and no source: it goes on, so that a way can speak again.
      const mayAnswer = asks.filter(
        ({ canary, askedBy, terms }) =>
          canary || (!silentWays.has(askedBy) && answerable(law, terms, sources, transaction.now)),
      );
      return { answering: mayAnswer, silent: asks.filter((ask) => !mayAnswer.includes(ask)) };
    },
  );
  if (silent.length > 0) await answerNotNow(registry, silent.map(idOf));
  if (answering.length === 0) return;
  if (answering.some(({ canary }) => canary)) await ensureCanary(registry);
  const screened = await screenAll(registry, answering);
  await act(kernel, viewer, 'registry.answer-ask', async (context) => {
    const asks = askStore(kernel.keys, context);
    const held = (await asks.lockAll(answering.map(idOf))).filter(isOpen);
    const moved = answering.filter(({ id }) => !held.some((ask) => ask.id === id));
    for (const { id } of moved)
      await context.record({ object: { kind: 'registry.ask', id }, details: { moved: true } });
    const clear: Ask[] = [];
    for (const ask of held) {
      const { evidence = [], blind = false } = screened.get(ask.id) ?? {};
      const { compare, cleared } = await personsToCompare(registry, context, ask, evidence);
      if (compare.length > 0) {
        await openComparisons(registry, context, ask, compare, blind);
        continue;
      }
      // What two people cleared goes out as if nothing had been found: nobody outside the registry can tell it from none.
      if (cleared > 0) await context.record({ object: { kind: 'registry.ask', id: ask.id }, details: { cleared } });
      clear.push(ask);
    }
    if (clear.length === 0) return;
    await asks.answered(clear.map(idOf), 'no_record', answeredUnder(law));
    for (const { id, canary } of clear)
      if (canary) await context.record({ object: { kind: 'registry.ask', id } }, 'registry.miss-canary');
    await sendAnswers(
      registry,
      context,
      clear.filter(({ canary }) => !canary).map((ask) => ({ ask, outcome: 'no_record', types: [] })),
    );
  });
}

const idOf = ({ id }: Ask): string => id;

async function screenAll(registry: Registry, asks: readonly Ask[]): Promise<ReadonlyMap<string, Screened>> {
  const { kernel, law, matcher } = registry;
  const questions = asks.map((ask) => ({
    person: askedEvidence(ask.person),
    lists: reachedLists(law, ask.terms, kernel.clock.now()),
  }));
  const found = await matcher.screen(questions);
  const screened = new Map<string, Screened>();
  for (const [at, { id, canary }] of asks.entries()) {
    const [question, answer] = [questions[at], found[at]];
    if (question === undefined || answer === undefined) continue;
    const blind = !canary && answer.band === 'none' && registry.draw() * law.pack.blindShare.oneIn < 1;
    const nearest = blind ? await blindCandidate(registry, question.person, answer.candidates, question.lists) : [];
    const evidence = answer.band === 'none' ? nearest : answer.candidates;
    screened.set(id, { evidence, blind });
  }
  return screened;
}

function isOpen({ state }: Ask): boolean {
  return state === 'asked' || state === 'source_silent';
}

/** Says once that a source is silent, and keeps the asks open. */
async function answerNotNow(registry: Registry, askIds: readonly string[]): Promise<void> {
  await act(registry.kernel, viewer, 'registry.answer-ask', async (context) => {
    const asks = askStore(registry.kernel.keys, context);
    const held = await asks.lockAll(askIds);
    const startAfter = new Date(context.now.getTime() + retryMilliseconds);
    for (const ask of held.filter(isOpen))
      await context.enqueue('registry.answer-ask', { askIds: [ask.id] }, { startAfter, singletonKey: ask.id });
    const first = held.filter(({ state }) => state === 'asked');
    for (const id of askIds)
      if (!first.some((ask) => ask.id === id))
        await context.record({ object: { kind: 'registry.ask', id }, details: { stillSilent: true } });
    if (first.length === 0) return;
    await asks.move(first.map(idOf), 'source_silent');
    await sendAnswers(
      registry,
      context,
      first.map((ask) => ({ ask, outcome: 'not_now', types: [] })),
    );
  });
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
