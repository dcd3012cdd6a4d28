import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../kernel/database/transaction.js';
import { refuse } from '../../kernel/errors.js';
import { actingAccount } from './policy.js';

/** What a look in use opens. */
export type LookInUse = {
  readonly tokens: readonly Buffer[];
  readonly subjects: readonly string[];
  readonly until: Date;
};

/**
 * The door for modules that keep what can be looked at in an emergency: puts the viewer's own open look into use for this transaction. Their
 * row security then shows what `kernel.emergency_tokens` names, and nothing else.
 * @throws DomainError `not-found` for the look of somebody else or of another kind; `emergency-look-over` for one that is not open
 */
export async function useEmergencyLook(
  { sql, now, viewer }: Transaction,
  id: string,
  kind: string,
): Promise<LookInUse> {
  const row = await sql
    .selectFrom('access.emergencyLook')
    .select(['tokens', 'subjects', 'openUntil'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('accountId', '=', actingAccount(viewer).accountId)
    .executeTakeFirst();
  if (row === undefined) refuse('not-found');
  const { rows } = await rawSql<{ isInUse: boolean }>`
    select kernel.use_emergency_look(${id}::uuid, ${now}::timestamptz) as is_in_use`.execute(sql);
  if (rows[0]?.isInUse !== true || row.openUntil === null) refuse('emergency-look-over');
  return { tokens: row.tokens, subjects: row.subjects, until: row.openUntil };
}
