import type { ActContext } from '../../../kernel/act.js';
import type { ScreenedCandidate } from '../matcher/protocol.js';
import type { Registry } from '../registry.js';
import { answerable } from '../rules/answer.js';
import { mainOf } from '../rules/merge.js';
import { standingBands } from '../rules/recall.js';
import { outcomeToday, type PointsNow } from '../rules/replay.js';
import type { Ask } from '../store/ask-store.js';
import { clearanceStore } from '../store/clearance-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { recordStore } from '../store/record-store.js';
import type { Source } from '../store/source-store.js';
import type { ReplayedComparison } from './replay-answer.js';
import { type TellableRecord, tellableRecords } from './tellable-records.js';

/** What a question would be answered today. */
export type AnswerToday = {
  readonly outcome: ReturnType<typeof outcomeToday>;
  readonly labels: readonly string[];
  /** Persons to whom evidence points and whom nobody compared for this question, or cleared on this evidence. */
  readonly uncompared: number;
};

/**
 * What would be answered with what is known now: whom evidence points to, and what two people found of them for this question. It stands
 * by the rule by which an answer stands after a change of facts (`review-answers`).
 */
export async function answeredToday(
  registry: Registry,
  context: ActContext,
  ask: Ask,
  candidates: readonly ScreenedCandidate[],
  comparisons: readonly ReplayedComparison[],
  sources: readonly Source[],
): Promise<AnswerToday> {
  const records = await recordStore(context).byIds(candidates.map(({ recordId }) => recordId));
  const personIds = [...records, ...comparisons.map(({ comparison }) => comparison)].map(({ personId }) => personId);
  const tellable = await tellableRecords(registry, context, ask, [...new Set(personIds)], context.now);
  const pointing = tellable.filter(({ band }) => band !== 'none');
  const together = await mergedPersonStore(context).together(personIds.concat(pointing.map(({ row }) => row.personId)));
  const mainOfPerson = (personId: string): string => mainOf(together.get(personId) ?? [personId]);
  const cleared = await clearanceStore(context).cleared(pointing.flatMap(({ evidenceTokens }) => evidenceTokens));
  const groups = [...new Set(pointing.map(({ row }) => mainOfPerson(row.personId)))].map((main) => {
    const own = pointing.filter(({ row }) => mainOfPerson(row.personId) === main);
    const compared = comparisons.filter(({ comparison }) => mainOfPerson(comparison.personId) === main);
    return { own, points: pointsNow(own, compared, cleared) };
  });
  const isAnswerable = answerable(registry.law, ask.terms, sources, context.now);
  const standing = groups.filter(({ points }) => points === 'stands').flatMap(({ own }) => own);
  return {
    outcome: outcomeToday(
      isAnswerable,
      groups.map(({ points }) => points),
    ),
    labels: isAnswerable ? [...new Set(standing.flatMap(({ labels }) => labels))].sort() : [],
    uncompared: groups.filter(({ points }) => points === 'uncompared').length,
  };
}

/** What somebody whom evidence points to is to the question. */
function pointsNow(
  own: readonly TellableRecord[],
  compared: readonly ReplayedComparison[],
  cleared: ReadonlySet<string>,
): PointsNow {
  const tokens = own.flatMap(({ evidenceTokens }) => evidenceTokens.map((token) => token.toString('hex')));
  const onThis = compared.filter(
    ({ screening: { evidenceToken: seen } }) => seen && tokens.includes(seen.toString('hex')),
  );
  const found = compared.filter(({ comparison }) => comparison.ending === 'same_person');
  const bands = standingBands(found.map(({ screening }) => screening.band as TellableRecord['band']));
  if (found.some((one) => onThis.includes(one))) return 'stands';
  if (found.length > 0 && own.some(({ band }) => bands.includes(band))) return 'stands';
  return onThis.length > 0 || tokens.some((token) => cleared.has(token)) ? 'cleared' : 'uncompared';
}
