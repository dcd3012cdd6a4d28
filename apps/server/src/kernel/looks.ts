import { actsOfLook, lookKindOf } from '@gatehouse/contract';
import type { Transaction } from './database/transaction.js';
import { refuse } from './errors.js';
import type { Journal } from './journal.js';

/** How many looks of one kind an account may take; the operator's choice. */
export type LookLimits = { readonly perHour: number; readonly perDay: number };

/** The windows that looks are counted in, in milliseconds. */
export const lookWindows = { hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Refuses one look more than an account may take for a purpose within the last hour or day (law.md 18 A16). Looks that run beside
 * each other may pass together: as many as there are connections.
 * @throws DomainError `too-many-looks`
 */
export async function refuseTooManyLooks(
  { journal, lookLimits }: { readonly journal: Journal; readonly lookLimits: LookLimits },
  transaction: Transaction,
  act: string,
): Promise<void> {
  const kind = lookKindOf(act);
  if (kind === undefined || transaction.viewer.kind !== 'account') return;
  const since = (window: number) => new Date(transaction.now.getTime() - window);
  const taken = (window: number, limit: number) =>
    journal.ownLooks(transaction, actsOfLook(kind), since(window), limit).then((count) => count >= limit);
  const { perHour, perDay } = lookLimits;
  const [hourIsFull, dayIsFull] = await Promise.all([taken(lookWindows.hour, perHour), taken(lookWindows.day, perDay)]);
  if (dayIsFull) refuse('too-many-looks', { limit: perDay, hours: 24 });
  if (hourIsFull) refuse('too-many-looks', { limit: perHour, hours: 1 });
}
