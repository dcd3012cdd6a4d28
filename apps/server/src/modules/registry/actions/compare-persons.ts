import type { AnswerOf, MergeStage, MergeView, registryMergeEndpoints } from '@gatehouse/contract';
import type { MatchReason } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { cursorOf, placeOf } from '../cursor.js';
import type { Registry } from '../registry.js';
import { claimHolds } from '../rules/comparison.js';
import { isCompared, type MergeEnding } from '../rules/merge.js';
import { type Merge, mergeStore } from '../store/merge-store.js';
import { documentToken } from '../store/tokens.js';
import { maskWithEnding, reasonWords } from '../views/comparison-view.js';
import { mergeLines, mergeSideView } from '../views/merge-view.js';
import type { MergeSide } from './merge-sides.js';
import { presentEvidence } from './propose-merges.js';

type Inbox = AnswerOf<typeof registryMergeEndpoints.listMerges>;
type InboxItem = Inbox['items'][number];
type Numbers = AnswerOf<typeof registryMergeEndpoints.showMergeNumbers>;

/** What waits for this account to compare, due first. */
export async function listMerges(
  { kernel }: Registry,
  viewer: Viewer,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Inbox> {
  const accountId = accountOf(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const rows = await mergeStore(kernel.keys, transaction).inbox(accountId, placeOf(cursor), limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => inboxItem(row, accountId, transaction.now)),
      next: last && cursorOf({ at: last.dueAt, id: last.id }),
    };
  });
}

/** Takes a pair, so that no colleague works on it meanwhile. */
export async function claimMerge(
  { kernel }: Registry,
  viewer: Viewer,
  { mergeId, version }: { readonly mergeId: string; readonly version: number },
): Promise<InboxItem> {
  const accountId = accountOf(viewer);
  return act(kernel, viewer, 'registry.claim-merge', async (context) => {
    const merges = mergeStore(kernel.keys, context);
    const merge = await turnOf(merges, context.now, mergeId, accountId);
    if (merge.version !== version) refuse('changed-meanwhile');
    await merges.claim(merge, accountId);
    await context.record({ object: { kind: 'registry.merge', id: merge.id } });
    const claimed = { ...merge, claimedBy: accountId, claimedAt: context.now, version: version + 1 };
    return inboxItem(claimed, accountId, context.now);
  });
}

/** Two persons on record, side by side. */
export async function readMerge(registry: Registry, viewer: Viewer, mergeId: string): Promise<MergeView> {
  const accountId = accountOf(viewer);
  return act(registry.kernel, viewer, 'registry.read-merge', async (context) => {
    const { merge, one, other } = await sidesOf(registry, context, mergeId);
    await recordLook(registry, context, merge, [one, other]);
    const merges = mergeStore(registry.kernel.keys, context);
    const sealer = await merges.sealer(merge);
    const opinions = await merges.opinions(sealer, merge.id);
    const own = opinions.find((opinion) => opinion.accountId === accountId);
    const reasons = JSON.parse(sealer.open('merge.reasons', merge.id, merge.reasonsSealed)) as readonly MatchReason[];
    return {
      ...inboxItem(merge, accountId, context.now),
      ruleVersion: merge.ruleVersion,
      lines: mergeLines(one, other),
      reasons: reasonWords(reasons),
      one: mergeSideView(one),
      other: mergeSideView(other),
      ownOpinion: own ? { ending: own.ending, reason: own.reason, at: own.at.toISOString() } : null,
      earlierOpinions: opinions
        .filter((opinion) => opinion.accountId !== accountId)
        .map(({ stage, ending, reason }) => ({ stage, ending, reason })),
    };
  });
}

/** Document numbers of both with their first and last two characters, for a purpose; never beside a birth date. */
export async function showMergeNumbers(
  registry: Registry,
  viewer: Viewer,
  { mergeId, purpose, reason }: { readonly mergeId: string; readonly purpose: string; readonly reason: string },
): Promise<Numbers> {
  accountOf(viewer);
  return act(registry.kernel, viewer, 'registry.show-merge-numbers', async (context) => {
    const { merge, one, other } = await sidesOf(registry, context, mergeId);
    await recordLook(registry, context, merge, [one, other], { purpose, details: { reason } });
    const masked = ({ evidence }: MergeSide) =>
      (evidence.documents ?? []).map(({ docType, docNumber }) => ({
        type: docType ?? 'other',
        masked: maskWithEnding(docNumber ?? ''),
      }));
    return { asked: masked(one), onRecord: masked(other) };
  });
}

/** Gives an opinion with its reason. What follows from it is done by a job, so that nobody's act sees another's opinion. */
export async function giveMergeOpinion(
  { kernel }: Registry,
  viewer: Viewer,
  given: { readonly mergeId: string; readonly version: number; readonly ending: MergeEnding; readonly reason: string },
): Promise<{ opinionId: string; stage: MergeStage }> {
  const accountId = accountOf(viewer);
  return act(kernel, viewer, 'registry.give-merge-opinion', async (context) => {
    const merges = mergeStore(kernel.keys, context);
    const merge = await turnOf(merges, context.now, given.mergeId, accountId);
    if (merge.version !== given.version) refuse('changed-meanwhile');
    const stage = stageOf(merge);
    if (stage === 'recheck' && given.ending === 'need_more') refuse('registry-third-person-decides');
    const { ending, reason } = given;
    const opinion = { stage, accountId, ending, reason, at: context.now };
    const opinionId = await merges.give(await merges.sealer(merge), merge.id, opinion);
    // Moves the version on: a colleague who gives the same turn's opinion at the same time comes too late.
    await merges.claim(merge, accountId);
    await context.enqueue('registry.advance-merge', { mergeId: merge.id });
    await context.record({
      object: { kind: 'registry.merge', id: merge.id },
      details: { stage, opinion: opinionId },
    });
    return { opinionId, stage };
  });
}

/**
 * The merge whose turn is this account's, held until the transaction ends.
 * @throws DomainError `not-found` (also: not one's turn), `registry-opinion-given`, `registry-comparison-taken`
 */
async function turnOf(
  merges: ReturnType<typeof mergeStore>,
  now: Date,
  mergeId: string,
  accountId: string,
): Promise<Merge> {
  const merge = await merges.lock(mergeId);
  if (merge === undefined) return refuse('not-found');
  const stage = stageOf(merge);
  const opinions = await merges.opinions(await merges.sealer(merge), merge.id);
  if (opinions.some((opinion) => opinion.accountId === accountId)) refuse('registry-opinion-given');
  if (opinions.some((opinion) => opinion.stage === stage)) refuse('changed-meanwhile');
  if (merge.claimedBy !== null && merge.claimedBy !== accountId && claimHolds(merge.claimedAt, now))
    refuse('registry-comparison-taken');
  return merge;
}

/** Sealed, withdrawn or changed since it was proposed: nothing is shown any more; a job ends it. */
async function sidesOf(
  registry: Registry,
  context: ActContext,
  mergeId: string,
): Promise<{ merge: Merge; one: MergeSide; other: MergeSide }> {
  const merge = await mergeStore(registry.kernel.keys, context).byId(mergeId);
  if (merge === undefined || !isCompared(merge.state)) return refuse('not-found');
  const { sides, isSame } = await presentEvidence(registry, context, merge);
  const [one, other] = sides;
  return one === undefined || other === undefined || !isSame ? refuse('not-found') : { merge, one, other };
}

async function recordLook(
  { kernel }: Registry,
  context: ActContext,
  merge: Merge,
  sides: readonly MergeSide[],
  more: { readonly purpose?: string; readonly details?: { readonly reason: string } } = {},
): Promise<void> {
  const documents = sides.flatMap(({ parts }) => parts.flatMap((part) => part.documents));
  await context.record({
    object: { kind: 'registry.merge', id: merge.id },
    subjects: documents.map((document) => documentToken(kernel.keys, document).toString('hex')),
    ...more,
  });
}

function inboxItem(row: Merge, accountId: string, now: Date): InboxItem {
  return {
    id: row.id,
    stage: stageOf(row),
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: row.dueAt < now,
    claimedByMe: row.claimedBy === accountId && claimHolds(row.claimedAt, now),
    version: row.version,
  };
}

function stageOf({ state }: Merge): MergeStage {
  return isCompared(state) ? state : refuse('not-found');
}

function accountOf(viewer: Viewer): string {
  return viewer.kind === 'account' ? viewer.accountId : refuse('not-permitted');
}
