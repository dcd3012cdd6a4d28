import { isRole, type Role } from '@gatehouse/contract';
import { sql as rawSql, type RawBuilder } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { secretHash } from './session-store.js';

/** An open account behind a session or token, with the roles in force at the instant of the transaction. */
export type Holder = {
  /** Of the session or token. */
  readonly id: string;
  readonly accountId: string;
  readonly organisationId: string;
  readonly divisionCode: string;
  readonly roles: readonly Role[];
  /** When the session was last seen; null for a token. */
  readonly lastSeenAt: Date | null;
  /** Whether the account has a second factor, and whether it was shown; a token is not asked for it. */
  readonly isFactorSet: boolean;
  readonly isFactorShown: boolean;
};

type Row = Omit<Holder, 'roles'> & { readonly roles: readonly string[] };

/** Who is behind a secret, in one statement: it runs before every request. */
export function viewerStore({ sql, now }: Transaction) {
  const holderOf = async (opened: RawBuilder<unknown>): Promise<Holder | undefined> => {
    const { rows } = await rawSql<Row>`
      select opened.id, opened.last_seen_at, opened.is_factor_shown,
             account.second_factor_since is not null as is_factor_set, account.id as account_id, account.organisation_id, organisation.division_code,
             case when account.one_time_until is not null then '{}' else array(
               select role from access.role_grant held
                where held.account_id = account.id and held.in_force_from is not null and held.ended_at is null
               union
               select role from access.stand_in stand
                where stand.account_id = account.id and stand.confirmed_by is not null and stand.ended_at is null
                  and stand.starts_at <= ${now} and stand.ends_at > ${now}) end as roles
        from ${opened} opened
        join access.account account on account.id = opened.account_id and account.closed_at is null and account.suspended_at is null
        join access.organisation organisation on organisation.id = account.organisation_id`.execute(sql);
    const row = rows[0];
    return row === undefined ? undefined : { ...row, roles: row.roles.filter(isRole).sort() };
  };

  return {
    /** Behind the secret of an open session, unless it was last seen before `idleSince`. */
    bySession: (secret: string, idleSince: Date) =>
      holderOf(rawSql`(
        select id, account_id, last_seen_at, second_factor_at is not null as is_factor_shown from access.session
         where secret_hash = ${secretHash(secret)} and ended_at is null and expires_at > ${now} and last_seen_at > ${idleSince}
      )`),
    /** Behind the secret of an open API token. */
    byToken: (secret: string) =>
      holderOf(rawSql`(
        select id, account_id, null::timestamptz as last_seen_at, true as is_factor_shown from access.api_token
         where secret_hash = ${secretHash(secret)} and ended_at is null and expires_at > ${now}
      )`),
  };
}
