import type { EmergencyLook, WithheldPeriod } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { EmergencyDesk } from '../emergency-setting.js';
import { actingAccount } from '../policy.js';
import { aloneFrom, lookDeeds, lookState } from '../rules/emergency-look.js';
import { isInTimeToWithhold, isWithheld, longestUntil, withholdingDeeds } from '../rules/withheld-look.js';
import type { EmergencyLookRow } from '../store/emergency-look-store.js';
import { type WithheldLookRow, withheldLookStore } from '../store/withheld-look-store.js';

/** The table under which the words of a look are sealed. */
export const sealedLookTable = 'access.emergency_look';

/** Looks as the viewer may see them, with what they may do; of the person asked for, nothing. */
export async function showEmergencyLooks(
  { kernel, doors }: EmergencyDesk,
  transaction: Transaction,
  rows: readonly EmergencyLookRow[],
): Promise<EmergencyLook[]> {
  const keys = rows.map(({ dataKeyId }) => dataKeyId);
  const sealers = await sealersFor(kernel.keys, transaction, keys, sealedLookTable);
  const periods = await withheldLookStore(transaction).ofLooks(rows.map(({ id }) => id));
  const { now, viewer } = transaction;
  const { accountId, roles } = actingAccount(viewer);
  const by = { accountId, isAuditor: roles.includes('auditor') };
  return rows.map((row) => {
    const opened = (column: string, sealed: Buffer, id = row.id) =>
      sealers.get(row.dataKeyId)?.open(column, id, sealed) ?? '—';
    const own = periods.filter(({ lookId }) => lookId === row.id);
    const alone = row.openedAt === null ? aloneFrom(row, doors.times) : undefined;
    return {
      id: row.id,
      kind: row.kind as EmergencyLook['kind'],
      state: lookState(row, doors.times, now),
      isOwn: row.accountId === accountId,
      askedBy: row.askedByName,
      accountId: row.accountId,
      ground: row.ground as EmergencyLook['ground'],
      reason: opened('reason', row.reason),
      reference: opened('reference', row.reference),
      askedAt: row.askedAt.toISOString(),
      isAlone: row.isAlone,
      ...timesOf({ openedAt: row.openedAt, openUntil: row.openUntil, endedAt: row.endedAt }),
      ...timesOf({ reviewDueAt: row.reviewDueAt, suspendedAt: row.suspendedAt, aloneFrom: alone ?? null }),
      ...(row.approvedByName === null ? {} : { approvedBy: row.approvedByName }),
      ...(row.verdict === null ? {} : { verdict: row.verdict as NonNullable<EmergencyLook['verdict']> }),
      ...(row.verdictWords === null ? {} : { verdictWords: opened('verdict_words', row.verdictWords) }),
      may: lookDeeds(row, doors.times, now, by),
      withheld: own.map((period) =>
        withheldShown(
          period,
          { state: periodState(period, row, own, now) },
          period.reason === null ? undefined : opened('withheld_reason', period.reason, period.id),
        ),
      ),
      mayWithhold: by.isAuditor ? [] : withholdingDeeds(row, own, doors.withheld, now, accountId),
      withholdAtMost: longestUntil(doors.withheld, now),
    };
  });
}

/** One period for which a look is, or was to be, withheld. */
function withheldShown(
  period: WithheldLookRow,
  stands: Pick<WithheldPeriod, 'state'>,
  reason: string | undefined,
): WithheldPeriod {
  const { number, untilDay, askedAt, decidedByName } = period;
  return {
    ...{ number, untilDay, askedAt: askedAt.toISOString() },
    ...stands,
    ...(reason === undefined ? {} : { reason }),
    ...(decidedByName === null ? {} : { decidedBy: decidedByName }),
    ...timesOf({ decidedAt: period.decidedAt, releasedAt: period.releasedAt, restoredAt: period.restoredAt }),
  };
}

function periodState(
  period: WithheldLookRow,
  look: Parameters<typeof isInTimeToWithhold>[0],
  all: readonly WithheldLookRow[],
  now: Date,
): WithheldPeriod['state'] {
  if (period.isApproved === null) return isInTimeToWithhold(look, all, now) ? 'waiting' : 'lapsed';
  if (!period.isApproved) return 'declined';
  if (period.releasedAt !== null) return 'released';
  return isWithheld(all, now) ? 'withheld' : 'overdue';
}

/** One look, as above. */
export async function showEmergencyLook(
  desk: EmergencyDesk,
  transaction: Transaction,
  row: EmergencyLookRow,
): Promise<EmergencyLook> {
  const [shown] = await showEmergencyLooks(desk, transaction, [row]);
  if (shown === undefined) throw new Error('an emergency look was not shown');
  return shown;
}

function timesOf<Key extends string>(
  times: Readonly<Record<Key, Date | null>>,
): Readonly<Partial<Record<Key, string>>> {
  const told = Object.entries<Date | null>(times).flatMap(([key, at]) =>
    at === null ? [] : [[key, at.toISOString()]],
  );
  return Object.fromEntries(told) as Readonly<Partial<Record<Key, string>>>;
}
