import type { ActContext } from '../../../kernel/act.js';
import { erasuresAgain } from '../../../kernel/erasure.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { LostAct, ReapplyOutcome } from '../../../kernel/module.js';
import { withheldDayOf, withheldWord, withholdingLost } from '../rules/withheld-look.js';
import { emergencyLookStore } from '../store/emergency-look-store.js';
import { withheldLookStore } from '../store/withheld-look-store.js';
import { keptLooks } from './keep.js';

/**
 * Withholds a look again of which an older copy of the database, put back, does not know that it was. Only what two people approved stands on the
 * list; its reason is lost unless the copy knows that it was asked. A look that the copy lacks is shown to nobody. One that was erased is erased again.
 */
export async function reapplyToLook(kernel: Kernel, context: ActContext, lost: LostAct): Promise<ReapplyOutcome> {
  if (lost.act === 'erased') return eraseAgain(kernel, context, lost);
  const { act, objectId, at } = lost;
  const untilDay = withheldDayOf(act);
  if (untilDay === undefined) return 'by_hand';
  const looks = emergencyLookStore(context);
  if (!(await looks.isKnown(objectId))) return 'unknown';
  const row = await looks.byId(objectId);
  const withheld = withheldLookStore(context);
  const periods = await withheld.ofLooks([objectId]);
  const missing = withholdingLost(periods, untilDay);
  if (missing === undefined) return 'already';
  const decided = { decidedAt: at, isApproved: true, restoredAt: context.now };
  if ('approve' in missing) {
    const waiting = periods.find(({ number }) => number === missing.approve);
    if (waiting !== undefined) await withheld.decide(waiting.id, decided);
  } else {
    const asked = { id: newId(), lookId: objectId, number: missing.insert, accountId: row.accountId, untilDay };
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

async function eraseAgain(kernel: Kernel, context: ActContext, lost: LostAct): Promise<ReapplyOutcome> {
  const again = erasuresAgain(keptLooks(kernel), { 'access.emergency-look': 'access.emergency_look' });
  return (await again['access.emergency-look']?.(context, lost)) ?? 'by_hand';
}
