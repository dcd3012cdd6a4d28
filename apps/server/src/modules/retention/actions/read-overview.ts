import type { AnswerOf, retentionEndpoints } from '@gatehouse/contract';
import { addMonths, civilDateAt, retentionRule, startOfCivilDate } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Archive } from '../doors.js';
import { holdStore } from '../store/hold-store.js';
import { termStore } from '../store/term-store.js';

const shownMonths = 12;
const none = { announced: 0, held: 0, late: 0, erased: 0 };

/** Every kind of document that this node keeps, with how its documents stand. Counts only: leaves no entry. */
export async function readRetention(
  { kernel, doors }: Archive,
  viewer: Viewer,
): Promise<AnswerOf<typeof retentionEndpoints.overview>> {
  const { pack } = doors.law;
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const today = civilDateAt(transaction.now);
    const since = startOfCivilDate(addMonths(today, -shownMonths));
    const figures = new Map((await termStore(transaction).figures(today, since)).map((row) => [row.rule, row]));
    const seesHolds =
      viewer.kind === 'account' && viewer.roles.some((role) => role === 'auditor' || role === 'procurator');
    return {
      warningDays: pack.retentionCourse.warningDays,
      holds: seesHolds ? await holdStore(transaction).standingCount() : null,
      kinds: doors.kinds().map(({ rule }) => {
        const { title, months, countedFrom, verified } = retentionRule(pack, rule);
        const { announced, held, late, erased } = figures.get(rule) ?? none;
        return { rule, title, months, countedFrom, isVerified: verified, announced, held, late, erased };
      }),
    };
  });
}
