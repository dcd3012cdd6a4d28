import type { AnswerOf, ComparisonView, DecisionEntry, registryComparisonEndpoints } from '@gatehouse/contract';
import type { MatchReason } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { cursorOf, placeOf } from '../cursor.js';
import type { Registry } from '../registry.js';
import { lawFacts } from '../rules/admission.js';
import { toldLabels } from '../rules/answer.js';
import { claimHolds, type ComparisonStage, type OpinionEnding } from '../rules/comparison.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { type Comparison, comparisonStore } from '../store/comparison-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { openDecision, recordStore } from '../store/record-store.js';
import { documentToken } from '../store/tokens.js';
import { asOne } from '../views/as-one.js';
import {
  evidenceLines,
  identityAskedWords,
  identityOnRecordWords,
  maskWithEnding,
  reasonWords,
} from '../views/comparison-view.js';
import { birthDateOnRecord } from '../views/record-view.js';

type Inbox = AnswerOf<typeof registryComparisonEndpoints.listComparisons>;
type InboxItem = Inbox['items'][number];
type Numbers = AnswerOf<typeof registryComparisonEndpoints.showNumbers>;

/** What waits for this account to compare, due first. Blind rows stand among the others and look like them. */
export async function listComparisons(
  { kernel }: Registry,
  viewer: Viewer,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Inbox> {
  const accountId = accountOf(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const rows = await comparisonStore(transaction).inbox(accountId, placeOf(cursor), limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => inboxItem(row, accountId, transaction.now)),
      next: last && cursorOf({ at: last.dueAt, id: last.id }),
    };
  });
}

/** Takes a comparison, so that no colleague works on it meanwhile. */
export async function claimComparison(
  registry: Registry,
  viewer: Viewer,
  { comparisonId, version }: { readonly comparisonId: string; readonly version: number },
): Promise<InboxItem> {
  const accountId = accountOf(viewer);
  return act(registry.kernel, viewer, 'registry.claim-comparison', async (context) => {
    const comparison = await turnOf(registry, context, comparisonId, accountId);
    if (comparison.version !== version) refuse('changed-meanwhile');
    await comparisonStore(context).claim(comparison.id, accountId, comparison.version);
    await context.record({ object: { kind: 'registry.comparison', id: comparison.id } });
    return inboxItem(
      { ...comparison, claimedBy: accountId, claimedAt: context.now, version: version + 1 },
      accountId,
      context.now,
    );
  });
}

/** Asked and on record, side by side. */
export async function readComparison(
  registry: Registry,
  viewer: Viewer,
  comparisonId: string,
): Promise<ComparisonView> {
  const accountId = accountOf(viewer);
  return act(registry.kernel, viewer, 'registry.read-comparison', async (context) => {
    const { comparison, ask, parts, decisions } = await sides(registry, context, comparisonId);
    const persons = personStore(registry.kernel.keys, context);
    await recordLook(registry, context, comparison, parts);
    const person = asOne(parts);
    const opinions = await comparisonStore(context).opinions(ask.sealer, comparison.id);
    const own = opinions.find((opinion) => opinion.accountId === accountId);
    const reasons = JSON.parse(
      ask.sealer.open('comparison.reasons', comparison.id, comparison.reasonsSealed),
    ) as readonly MatchReason[];
    return {
      ...inboxItem(comparison, accountId, context.now),
      misuseMarkedAt: (await persons.misuseMarkedAt(parts.map(({ id }) => id)))?.toISOString() ?? null,
      purpose: ask.terms.purpose,
      postClass: ask.terms.postClass,
      unitType: ask.terms.unitType,
      lines: evidenceLines(ask.person, person),
      reasons: reasonWords(reasons),
      identityAsked: identityAskedWords(ask.terms.identityProof),
      identityOnRecord: identityOnRecordWords(decisions.map(({ identityEstablishedBy }) => identityEstablishedBy)),
      namesOnRecord: person.names.map(({ name, kind, validFrom, validTo }) => ({ name, kind, validFrom, validTo })),
      decisions: decisions.map(({ kind, decisionDate, decidingBodyName }) => ({
        kind,
        decisionDate,
        decidingBodyName,
      })),
      ownOpinion: own ? { ending: own.ending, reason: own.reason, at: own.at.toISOString() } : null,
      earlierOpinions: opinions
        .filter((opinion) => opinion.accountId !== accountId)
        .map(({ stage, ending, reason }) => ({ stage, ending, reason })),
    };
  });
}

/** Document numbers with their first and last two characters, for a purpose; never beside a birth date. */
export async function showNumbers(
  registry: Registry,
  viewer: Viewer,
  {
    comparisonId,
    purpose,
    reason,
  }: { readonly comparisonId: string; readonly purpose: string; readonly reason: string },
): Promise<Numbers> {
  accountOf(viewer);
  return act(registry.kernel, viewer, 'registry.show-numbers', async (context) => {
    const { comparison, ask, parts } = await sides(registry, context, comparisonId);
    await recordLook(registry, context, comparison, parts, { purpose, details: { reason } });
    const masked = ({ type, number }: { readonly type: string; readonly number: string }) => ({
      type,
      masked: maskWithEnding(number),
    });
    return { asked: ask.person.documents.map(masked), onRecord: asOne(parts).documents.map(masked) };
  });
}

/** Gives an opinion with its reason. What follows from it is done by a job, so that nobody's act sees another's opinion. */
export async function giveOpinion(
  registry: Registry,
  viewer: Viewer,
  given: {
    readonly comparisonId: string;
    readonly version: number;
    readonly ending: OpinionEnding;
    readonly reason: string;
  },
): Promise<{ opinionId: string; stage: ComparisonStage }> {
  const accountId = accountOf(viewer);
  return act(registry.kernel, viewer, 'registry.give-opinion', async (context) => {
    const comparison = await turnOf(registry, context, given.comparisonId, accountId);
    if (comparison.version !== given.version) refuse('changed-meanwhile');
    const stage = stageOf(comparison);
    if (stage === 'recheck' && given.ending === 'need_more') refuse('registry-third-person-decides');
    const ask = await askStore(registry.kernel.keys, context).byId(comparison.askId);
    if (ask === undefined) refuse('not-found');
    const { ending, reason } = given;
    const opinionId = await comparisonStore(context).give(ask.sealer, comparison.id, {
      stage,
      accountId,
      ending,
      reason,
      at: context.now,
    });
    // Moves the version on: a colleague who gives the same turn's opinion at the same time comes too late.
    await comparisonStore(context).claim(comparison.id, accountId, comparison.version);
    await context.enqueue('registry.advance-comparison', { comparisonId: comparison.id });
    await context.record({
      object: { kind: 'registry.comparison', id: comparison.id },
      details: { stage, opinion: opinionId },
    });
    return { opinionId, stage };
  });
}

/**
 * The comparison whose turn is this account's, held until the transaction ends.
 * @throws DomainError `not-found` (also: not one's turn), `registry-opinion-given`, `registry-comparison-taken`
 */
async function turnOf(registry: Registry, context: ActContext, id: string, accountId: string): Promise<Comparison> {
  const comparisons = comparisonStore(context);
  const comparison = await comparisons.lock(id);
  const ask = comparison && (await askStore(registry.kernel.keys, context).byId(comparison.askId));
  if (comparison === undefined || ask === undefined) return refuse('not-found');
  const stage = stageOf(comparison);
  const opinions = await comparisons.opinions(ask.sealer, id);
  if (opinions.some((opinion) => opinion.accountId === accountId)) refuse('registry-opinion-given');
  if (opinions.some((opinion) => opinion.stage === stage)) refuse('changed-meanwhile');
  const { claimedBy, claimedAt } = comparison;
  if (claimedBy !== null && claimedBy !== accountId && claimHolds(claimedAt, context.now))
    refuse('registry-comparison-taken');
  return comparison;
}

/** What is compared. Of several who are one, those with a decision that the ask may be told of; the others are not there. */
type Sides = {
  readonly comparison: Comparison;
  readonly ask: Ask;
  readonly parts: readonly StoredPerson[];
  readonly decisions: readonly DecisionEntry[];
};

async function sides(registry: Registry, context: ActContext, comparisonId: string): Promise<Sides> {
  const comparison = await comparisonStore(context).byId(comparisonId);
  const ask = comparison && (await askStore(registry.kernel.keys, context).byId(comparison.askId));
  if (comparison === undefined || ask === undefined) return refuse('not-found');
  const members = await mergedPersonStore(context).everybodyWith([comparison.personId]);
  const persons = await personStore(registry.kernel.keys, context).load(members);
  const told = (await recordStore(context).ofPersons(members)).flatMap((row) => {
    const person = persons.get(row.personId);
    if (person === undefined || row.state !== 'effective') return [];
    const decision = openDecision(person.sealer, row);
    const facts = lawFacts(decision, birthDateOnRecord(person), row.sealingLiftedOn);
    return toldLabels(registry.law, facts, ask.terms, context.now).length > 0 ? [{ person, decision }] : [];
  });
  // Sealed or withdrawn since it was found: nothing is shown any more; a job ends the comparison.
  if (told.length === 0) return refuse('not-found');
  const parts = members.flatMap((id) => told.find(({ person }) => person.id === id)?.person ?? []);
  return { comparison, ask, parts, decisions: told.map(({ decision }) => decision) };
}

async function recordLook(
  { kernel }: Registry,
  context: ActContext,
  comparison: Comparison,
  parts: readonly StoredPerson[],
  more: { readonly purpose?: string; readonly details?: { readonly reason: string } } = {},
): Promise<void> {
  await context.record({
    object: { kind: 'registry.comparison', id: comparison.id },
    subjects: asOne(parts).documents.map((document) => documentToken(kernel.keys, document).toString('hex')),
    ...more,
  });
}

function inboxItem(row: Comparison, accountId: string, now: Date): InboxItem {
  return {
    id: row.id,
    stage: stageOf(row),
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: row.dueAt < now,
    urgent: row.urgent,
    claimedByMe: row.claimedBy === accountId && claimHolds(row.claimedAt, now),
    version: row.version,
  };
}

function stageOf({ state }: Comparison): ComparisonStage {
  return state === 'decided' || state === 'cancelled' ? refuse('not-found') : state;
}

function accountOf(viewer: Viewer): string {
  return viewer.kind === 'account' ? viewer.accountId : refuse('not-permitted');
}
