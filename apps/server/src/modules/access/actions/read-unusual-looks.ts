import { type LookKind, lookKinds, type UnusualLooks } from '@gatehouse/contract';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { accountStore } from '../store/account-store.js';

/** Accounts that took more looks of a kind than so many within the last day. */
export type LooksOfAccounts = (
  transaction: Transaction,
  kind: LookKind,
  moreThan: number,
) => Promise<readonly { readonly accountId: string; readonly inHour: number; readonly inDay: number }[]>;

/** Past which share of what an account may it is told of. */
const unusualShare = 0.5;
const mostTold = 20;

/**
 * Who looks more often than desks do: past half of what they may in a day, or of what they may in an hour. The auditor sees all
 * accounts, an administrator those of their house and below.
 */
export async function readUnusualLooks(
  kernel: Kernel,
  looksOfAccounts: LooksOfAccounts,
  viewer: Viewer,
): Promise<UnusualLooks> {
  const { perHour, perDay } = kernel.lookLimits;
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const all = [];
    for (const kind of lookKinds) {
      const found = await looksOfAccounts(transaction, kind, Math.floor(Math.min(perHour, perDay) * unusualShare));
      all.push(...found.map((looks) => ({ ...looks, kind })));
    }
    const unusual = all.filter(({ inHour, inDay }) => inHour > perHour * unusualShare || inDay > perDay * unusualShare);
    const seen = await seenBy(transaction, viewer, unusual);
    const items = seen
      .map((looks) => ({ ...looks, isAtLimit: looks.inHour >= perHour || looks.inDay >= perDay }))
      .sort((a, b) => b.inDay - a.inDay || a.accountId.localeCompare(b.accountId));
    return { perHour, perDay, items: items.slice(0, mostTold) };
  });
}

async function seenBy<Looks extends { readonly accountId: string }>(
  transaction: Transaction,
  viewer: Viewer,
  unusual: readonly Looks[],
): Promise<readonly Looks[]> {
  if (viewer.kind === 'account' && viewer.roles.includes('auditor')) return unusual;
  const visible = await accountStore(transaction).visible(unusual.map(({ accountId }) => accountId));
  return unusual.filter(({ accountId }) => visible.has(accountId));
}
