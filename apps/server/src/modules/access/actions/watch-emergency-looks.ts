import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { EmergencyDesk } from '../emergency-setting.js';
import { isSuspended } from '../rules/emergency-look.js';
import { accountStore } from '../store/account-store.js';
import { type EmergencyLookRow, emergencyLookStore } from '../store/emergency-look-store.js';
import { sessionStore } from '../store/session-store.js';
import { recordAccountAction } from './record-action.js';

const viewer = systemViewer('emergency-watch');

/**
 * Suspends accounts over looks that nobody reviewed in time or that were not in order, and lets those in again whose looks the auditor has
 * found in order. Each account is an act of its own, which looks again.
 */
export async function watchEmergencyLooks(desk: EmergencyDesk): Promise<void> {
  const { kernel } = desk;
  const now = kernel.clock.now();
  const { unsettled, suspending } = await withTransaction(kernel.database, viewer, now, async (transaction) => {
    const looks = emergencyLookStore(transaction);
    return { unsettled: await looks.unsettled(), suspending: await looks.suspending() };
  });
  const accountIds = new Set([...unsettled, ...suspending].map(({ accountId }) => accountId));
  for (const accountId of accountIds) {
    const open = unsettled.filter((look) => look.accountId === accountId);
    const held = suspending.filter((look) => look.accountId === accountId);
    const over = open.filter((look) => look.suspendedAt === null && isSuspended([look], now));
    if (over.length > 0) await suspend(desk, accountId, over);
    else if (held.length > 0 && !isSuspended(open, now)) await lift(desk, accountId, held);
  }
}

async function suspend({ kernel }: EmergencyDesk, accountId: string, over: readonly EmergencyLookRow[]): Promise<void> {
  await act(kernel, viewer, 'access.suspend-account', async (context) => {
    const looks = emergencyLookStore(context);
    await accountStore(context).lock(accountId);
    for (const { id, endedAt } of over) {
      await looks.note(id, 'suspend');
      await looks.update(id, { suspendedAt: context.now, endedAt: endedAt ?? context.now });
      await recordAccountAction(context, accountId, { verb: 'suspend', detail: { lookId: id } });
    }
    await accountStore(context).update(accountId, { suspendedAt: context.now });
    await sessionStore(context).endAll(accountId);
  });
}

async function lift({ kernel }: EmergencyDesk, accountId: string, held: readonly EmergencyLookRow[]): Promise<void> {
  await act(kernel, viewer, 'access.lift-suspension', async (context) => {
    const looks = emergencyLookStore(context);
    await accountStore(context).lock(accountId);
    for (const { id } of held) {
      await looks.note(id, 'lift');
      await looks.update(id, { suspendedAt: null });
    }
    await accountStore(context).update(accountId, { suspendedAt: null });
    const detail = { looks: held.map(({ id }) => id) };
    await recordAccountAction(context, accountId, { verb: 'lift-suspension', detail });
  });
}
