import { actsOfLook, type LookKind } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../kernel/database/transaction.js';
import { lookWindows } from '../../kernel/looks.js';

/** Looks of one kind that one account took lately. */
export type AccountLooks = { readonly accountId: string; readonly inHour: number; readonly inDay: number };

/** How many acts of a kind the viewer has done since an instant, `atMost` at most. */
export async function ownLooks(
  { sql }: Pick<Transaction, 'sql'>,
  acts: readonly string[],
  since: Date,
  atMost: number,
): Promise<number> {
  const { rows } = await rawSql<{ looks: number }>`
    select journal.own_looks(${[...acts]}::text[], ${since}::timestamptz, ${atMost}::integer) as looks`.execute(sql);
  return rows[0]?.looks ?? 0;
}

/** Accounts that took more looks of a kind than so many within the last day; the database answers auditors and administrators alone. */
export async function looksOfAccounts(
  { sql, now }: Pick<Transaction, 'sql' | 'now'>,
  kind: LookKind,
  moreThan: number,
): Promise<AccountLooks[]> {
  const [hour, day] = [lookWindows.hour, lookWindows.day].map((window) => new Date(now.getTime() - window));
  const { rows } = await rawSql<AccountLooks>`
    select account_id, in_hour, in_day from journal.looks_of_accounts(
      ${[...actsOfLook(kind)]}::text[], ${hour}::timestamptz, ${day}::timestamptz, ${moreThan}::integer)`.execute(sql);
  return rows;
}
