import { objectionCourse } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import type { Application } from '../store/application-store.js';
import { objectionStore } from '../store/objection-store.js';
import { toldStore } from '../store/told-store.js';

/** The first step of an objection, with the authority that reviewed the inquiry and the clock of the law pack. */
export async function beginCourse(
  context: ActContext,
  { kernel, doors }: Platform,
  row: Application,
  objectionId: string,
): Promise<void> {
  const decision = await toldStore(kernel.keys, context).openDecision(row);
  const outcome = decision?.outcome === 'no_record' ? 'no_record' : 'record_found';
  const [first] = objectionCourse(doors.law.pack, outcome, context.now);
  if (first === undefined) return;
  await objectionStore(context).begin({
    objectionId,
    applicationId: row.id,
    sequence: 1,
    step: first.id,
    authorityId: row.reviewerId,
    superiorId: row.superiorId,
    senderId: null,
    dueAt: endOf(doors.law, first.deadline, context.now),
  });
}
