import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { LostAct, ReapplyOutcome } from '../../../kernel/module.js';
import { withheldDayOf, withheldWord, withholdingLost } from '../rules/withheld-look.js';
import { emergencyLookStore } from '../store/emergency-look-store.js';
import { withheldLookStore } from '../store/withheld-look-store.js';

/**
 * Withholds a look again of which an older copy of the database, put back, does not know that it was. Only what two people approved stands on the
 * list; its reason is lost unless the copy knows that it was asked. A look that the copy lacks is shown to nobody.
 */
export async function reapplyToLook(context: ActContext, { act, objectId, at }: LostAct): Promise<ReapplyOutcome> {
  const untilDay = withheldDayOf(act);
  if (untilDay === undefined) return 'by_hand';
  const looks = emergencyLookStore(context);
  if (!(await looks.isKnown(objectId))) return 'unknown';
  const row = await looks.byId(objectId);
  const withheld = withheldLookStore(context);
  const periods = await withheld.ofLooks([objectId]);
  const lost = withholdingLost(periods, untilDay);
  if (lost === undefined) return 'already';
  const decided = { decidedAt: at, isApproved: true, restoredAt: context.now };
  if ('approve' in lost) {
    const waiting = periods.find(({ number }) => number === lost.approve);
    if (waiting !== undefined) await withheld.decide(waiting.id, decided);
  } else {
    const asked = { id: newId(), lookId: objectId, number: lost.insert, accountId: row.accountId, untilDay };
    await withheld.insert({ ...asked, ...decided, askedAt: at, reason: null });
  }
  const object = { kind: 'access.emergency-look', id: objectId };
  const details = { decision: 'approve', untilDay, account: row.accountId };
  await context.record(
    { object, subjects: row.subjects, lasts: withheldWord(untilDay), details },
    'access.decide-withholding',
  );
  return 'done';
}
