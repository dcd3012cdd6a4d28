import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** Which of these inquiries were told and are not void since; asked by a procurator's transaction alone. */
export async function stillTold({ sql }: Transaction, inquiryIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (inquiryIds.length === 0) return new Set();
  const { rows } = await rawSql<{
    id: string;
  }>`select still_told as id from inquiry.still_told(${inquiryIds}::uuid[])`.execute(sql);
  return new Set(rows.map(({ id }) => id));
}
