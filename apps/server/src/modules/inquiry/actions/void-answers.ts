import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Platform } from '../doors.js';
import { hasNotice } from '../policy.js';
import { endOf } from '../rules/clocks.js';
import { groundHash } from '../rules/grant-review.js';
import { lettersOf, voidedNoticeHash } from '../rules/recall.js';
import { answerStore } from '../store/answer-store.js';
import type { Application } from '../store/application-store.js';
import { objectionStore } from '../store/objection-store.js';
import { type RecalledAnswer, recallStore } from '../store/recall-store.js';
import { stopWorkStore } from '../store/stop-work-store.js';
import { advanceMany } from './advance-many.js';
import { endUpheld } from './close-objection.js';
import type { Recalled } from './receive-recalls.js';
import { tellPersons } from './tell-person.js';

/**
 * Makes told answers void: the inquiries, their notices and unsent stop-work orders. Objections to them end as upheld. Everybody who was told is told, each with an
 * entry of their own. What follows does not depend on what the answers were.
 * @throws DomainError where an inquiry is in no state of an answer; the message then waits and is shown, and nothing of it is lost
 */
export async function voidAnswers(
  platform: Platform,
  context: ActContext,
  recalled: readonly Recalled[],
  verb: 'recall' | 'correct' = 'recall',
): Promise<void> {
  const { kernel, doors } = platform;
  const before = recalled.map(({ row }) => row);
  const ids = before.map(({ id }) => id);
  const { moved, refused } = await advanceMany(context, doors, before, verb);
  const [stuck] = refused;
  if (stuck !== undefined) refuse(stuck.code);
  await answerStore(kernel.keys, context).recall(recalled.map(({ answer }) => answer));
  const orders = await stopWorkStore(context).cancel(ids);
  const reached = await tellPersons(platform, context, moved, 'answer-recalled');
  await endUpheld(platform, context, before, verb === 'recall' ? 'recalled' : 'corrected', reached);
  const dueAt = endOf(doors.law, 'stop_work_letter', context.now);
  const toSeeTo = moved.map((row): RecalledAnswer => {
    const order = orders.get(row.id);
    const letters = lettersOf({
      letterLeft: order !== undefined && order.sentAt !== null,
      isReached: reached.has(row.id),
    });
    return {
      applicationId: row.id,
      authorityId: row.reviewerId,
      superiorId: order?.superiorId ?? null,
      letters,
      dueAt,
    };
  });
  await recallStore(context).insert(toSeeTo);
  await objectionStore(context).voidReviews(ids.map(groundHash));
  await recallStore(context).voidNotices(before.filter(hasNotice).map(({ id }) => voidedNoticeHash(id)));
  for (const row of moved)
    await recordTold(
      context,
      row,
      toSeeTo.find(({ applicationId }) => applicationId === row.id),
    );
}

/** The proof, for each receiver by itself, that they were told and in which way. */
async function recordTold(context: ActContext, row: Application, seeTo: RecalledAnswer | undefined): Promise<void> {
  const object = { kind: 'inquiry', id: row.id };
  await context.record(
    { object, purpose: row.purpose, authority: row.legalBases.join(', '), lasts: 'recalled' },
    'inquiry.recall',
  );
  const letters = seeTo?.letters ?? [];
  const told = [
    { to: 'unit', organisation: row.unitId, way: letters.includes('unit') ? 'page and letter' : 'page' },
    { to: 'authority', organisation: row.reviewerId, way: 'page' },
    { to: 'superior', organisation: seeTo?.superiorId ?? null, way: 'page' },
    { to: 'person', organisation: row.reviewerId, way: letters.includes('person') ? 'letter' : 'message' },
  ];
  for (const details of told)
    if (details.organisation !== null) await context.record({ object, details }, 'inquiry.tell-recall');
}
