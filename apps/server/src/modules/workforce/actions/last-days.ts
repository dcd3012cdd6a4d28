import type { CivilDate } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { lastDayStore } from '../store/last-day-store.js';
import { documentTokens } from '../store/person-store.js';

/** Somebody at a unit, by an id of whoever asks. */
export type PersonAtUnit = {
  readonly id: string;
  readonly unitId: string;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
};

/**
 * The last day of each of these people at their unit, null while they are at work there or have yet to begin. Whoever was never on the roster,
 * or was erased of it, is missing. For system viewer `retention`.
 */
export async function lastDays(
  { keys }: Pick<Kernel, 'keys'>,
  transaction: Transaction,
  people: readonly PersonAtUnit[],
): Promise<ReadonlyMap<string, CivilDate | null>> {
  const known = people.flatMap(({ id, unitId, documents }) =>
    documentTokens(keys, documents).held.map((token) => ({ id, unitId, token })),
  );
  const rows = await lastDayStore(transaction).lastDays(known);
  return new Map(rows.map(({ id, lastDay }) => [id, lastDay]));
}
