import type { EmergencyLook, emergencyLookEndpoints, RequestOf } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { EmergencyDesk } from '../emergency-setting.js';
import { actingAccount } from '../policy.js';
import { longestUntil, withheldWord, withholdingDeeds } from '../rules/withheld-look.js';
import { accountStore } from '../store/account-store.js';
import { emergencyLookStore } from '../store/emergency-look-store.js';
import { withheldLookStore } from '../store/withheld-look-store.js';
import { sealedLookTable, showEmergencyLook } from './show-emergency-looks.js';

type Ends = typeof emergencyLookEndpoints;

/**
 * Asks that the own look be withheld from whom it is about, to a day. Nothing is withheld until a second person has approved it.
 * @throws DomainError `withheld-look-not-now`, `withheld-look-too-long`, `not-found`
 */
export async function withholdLook(
  desk: EmergencyDesk,
  viewer: Viewer,
  { id, untilDay, reason }: RequestOf<Ends['withhold']>['body'] & { readonly id: string },
): Promise<EmergencyLook> {
  const { kernel, doors } = desk;
  const { accountId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.withhold-look', async (context) => {
    const looks = emergencyLookStore(context);
    await looks.lock(id);
    const row = await looks.byId(id);
    const periods = await withheldLookStore(context).ofLooks([id]);
    if (row.accountId !== accountId) refuse('not-found');
    if (!withholdingDeeds(row, periods, doors.withheld, context.now, accountId).includes('withhold'))
      refuse('withheld-look-not-now', { limit: doors.withheld.renewals });
    const last = longestUntil(doors.withheld, context.now);
    if (untilDay < civilDateAt(context.now) || untilDay > last)
      refuse('withheld-look-too-long', { limit: doors.withheld.longestDays });
    const sealers = await sealersFor(kernel.keys, context, [row.dataKeyId], sealedLookTable);
    const sealer = sealers.get(row.dataKeyId) ?? refuse('not-found');
    const periodId = newId();
    await withheldLookStore(context).insert({
      ...{ id: periodId, lookId: id, number: periods.length + 1, accountId, untilDay, askedAt: context.now },
      reason: sealer.seal('withheld_reason', periodId, reason),
    });
    await context.record({
      object: { kind: 'access.emergency-look', id },
      subjects: row.subjects,
      purpose: row.ground,
      details: { untilDay, number: periods.length + 1 },
    });
    return showEmergencyLook(desk, context, row);
  });
}

/**
 * Decides, as the second person, whether a look is withheld. @throws DomainError `emergency-look-own`, `emergency-look-not-at-step`, `not-found`
 */
export async function decideWithholding(
  desk: EmergencyDesk,
  viewer: Viewer,
  { id, decision }: RequestOf<Ends['decideWithholding']>['body'] & { readonly id: string },
): Promise<EmergencyLook> {
  const { kernel, doors } = desk;
  const { accountId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.decide-withholding', async (context) => {
    const looks = emergencyLookStore(context);
    const withheld = withheldLookStore(context);
    const row = await looks.byId(id);
    const periods = await withheld.ofLooks([id]);
    if (row.accountId === accountId) refuse('emergency-look-own');
    const waiting = periods.find(({ isApproved }) => isApproved === null);
    const mayDecide = withholdingDeeds(row, periods, doors.withheld, context.now, accountId).includes('decide');
    if (waiting === undefined || !mayDecide) return refuse('emergency-look-not-at-step');
    const account = (await accountStore(context).byId(accountId)) ?? refuse('not-found');
    const isFirst = await withheld.decide(waiting.id, {
      ...{ decidedBy: accountId, decidedByName: account.displayName, decidedAt: context.now },
      isApproved: decision === 'approve',
    });
    if (!isFirst) refuse('emergency-look-not-at-step');
    await context.record({
      object: { kind: 'access.emergency-look', id },
      subjects: row.subjects,
      purpose: row.ground,
      lasts: decision === 'approve' ? withheldWord(waiting.untilDay) : undefined,
      details: { decision, untilDay: waiting.untilDay, account: row.accountId },
    });
    return showEmergencyLook(desk, context, row);
  });
}
