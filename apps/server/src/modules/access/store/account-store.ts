import { isRole, type Role } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { roleGrantStore } from './role-grant-store.js';

/** An account with the roles in force at the instant of the transaction, stand-ins included. */
export type Account = {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly passwordHash: string | null;
  /** Set while the password is one that was handed over; no role is in force meanwhile. */
  readonly oneTimeUntil: Date | null;
  readonly phoneToken: Buffer | null;
  /** Since when a second factor is set up. */
  readonly secondFactorSince: Date | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  /** Since when the account is suspended over an emergency look. */
  readonly suspendedAt: Date | null;
  readonly version: number;
  readonly organisation: {
    readonly id: string;
    readonly kind: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly divisionCode: string;
  };
  readonly roles: readonly Role[];
};

/** Which accounts a list shows. */
export type AccountFilter = {
  readonly organisationId?: string | undefined;
  readonly waiting?: 'true' | undefined;
  readonly closed?: 'true' | undefined;
};

/** A new account, without roles. */
export type NewAccount = {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly organisationId: string;
  readonly passwordHash: string;
  readonly oneTimeUntil: Date;
  readonly phoneToken: Buffer | null;
};

/** Accounts, as far as the viewer may see them. */
export function accountStore(transaction: Transaction) {
  const { sql, now } = transaction;

  const accounts = () =>
    sql
      .selectFrom('access.account as account')
      .innerJoin('access.organisation as organisation', 'organisation.id', 'account.organisationId')
      .selectAll('account')
      .select(['organisation.kind', 'organisation.nameZh', 'organisation.nameEn', 'organisation.divisionCode']);
  type Row = Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirstOrThrow']>>;

  const withRoles = async (row: Row | undefined): Promise<Account | undefined> => {
    if (row === undefined) return undefined;
    const { organisationId, kind, nameZh, nameEn, divisionCode, ...account } = row;
    return {
      ...account,
      organisation: { id: organisationId, kind, nameZh, nameEn, divisionCode },
      roles: row.oneTimeUntil === null ? await roleGrantStore(transaction).rolesInForce(row.id) : [],
    };
  };

  return {
    /** Which of these accounts the viewer sees. */
    visible: async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      if (ids.length === 0) return new Set();
      const rows = await sql
        .selectFrom('access.account')
        .select('id')
        .where('id', 'in', [...ids])
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
    /** Which of these accounts the viewer administers. */
    administered: async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      if (ids.length === 0) return new Set();
      const rows = await sql
        .selectFrom('access.account as account')
        .select('account.id')
        .where('account.id', 'in', [...ids])
        .where(({ fn, val, eb }) => eb(fn<boolean>('access.administers', ['account.organisationId']), '=', val(true)))
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
    /** The kind of organisation of each of these accounts. */
    kinds: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      if (ids.length === 0) return new Map();
      const rows = await sql
        .selectFrom('access.account as account')
        .innerJoin('access.organisation as organisation', 'organisation.id', 'account.organisationId')
        .select(['account.id', 'organisation.kind'])
        .where('account.id', 'in', [...ids])
        .execute();
      return new Map(rows.map(({ id, kind }) => [id, kind]));
    },
    byLogin: async (login: string) => withRoles(await accounts().where('account.login', '=', login).executeTakeFirst()),
    byId: async (id: string) => withRoles(await accounts().where('account.id', '=', id).executeTakeFirst()),
    /** Holds the row until the transaction ends, so that rules over all its roles hold when two changes come at once. */
    lock: async (id: string) => {
      await sql.selectFrom('access.account').select('id').where('id', '=', id).forUpdate().execute();
    },
    /** By account name. Only what the viewer administers; colleagues are visible to others, but not in this list. */
    list: async ({ organisationId, waiting, closed }: AccountFilter, after: string | undefined, limit: number) => {
      let query = sql
        .selectFrom('access.account as account')
        .selectAll('account')
        .where(({ fn, val, eb }) => eb(fn<boolean>('access.administers', ['account.organisationId']), '=', val(true)));
      if (organisationId !== undefined) query = query.where('account.organisationId', '=', organisationId);
      if (closed === undefined) query = query.where('account.closedAt', 'is', null);
      if (after !== undefined) query = query.where('account.login', '>', after);
      if (waiting !== undefined) {
        query = query.where(({ exists, or, selectFrom }) =>
          or([
            exists(
              selectFrom('access.roleGrant as roleGrant')
                .select('roleGrant.id')
                .whereRef('roleGrant.accountId', '=', 'account.id')
                .where('roleGrant.endedAt', 'is', null)
                .where('roleGrant.inForceFrom', 'is', null),
            ),
            exists(
              selectFrom('access.recovery as recovery')
                .select('recovery.id')
                .whereRef('recovery.accountId', '=', 'account.id')
                .where('recovery.endedAt', 'is', null),
            ),
          ]),
        );
      }
      return query.orderBy('account.login').limit(limit).execute();
    },
    /** Answers whether the account name was free. */
    insert: async (account: NewAccount): Promise<boolean> => {
      const inserted = await sql
        .insertInto('access.account')
        .values({ ...account, createdAt: now })
        .onConflict((conflict) => conflict.column('login').doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    update: async (
      id: string,
      changes: Partial<
        Pick<
          Account,
          | 'displayName'
          | 'passwordHash'
          | 'oneTimeUntil'
          | 'phoneToken'
          | 'secondFactorSince'
          | 'closedAt'
          | 'suspendedAt'
        >
      >,
    ) => {
      await sql.updateTable('access.account').set(changes).where('id', '=', id).execute();
    },
    /** Whether an open account of the organisation has one of these work phones. */
    hasPhone: async (organisationId: string, phoneTokens: readonly Buffer[]): Promise<boolean> => {
      const row = await sql
        .selectFrom('access.account')
        .select('id')
        .where('organisationId', '=', organisationId)
        .where('closedAt', 'is', null)
        .where('phoneToken', 'in', [...phoneTokens])
        .executeTakeFirst();
      return row !== undefined;
    },
    /** How many accounts with a password hold the role of an administrator. */
    administrators: async (): Promise<number> => {
      const row = await sql
        .selectFrom('access.roleGrant as roleGrant')
        .innerJoin('access.account as account', 'account.id', 'roleGrant.accountId')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('roleGrant.role', 'in', ['admin', 'admin-2'].filter(isRole))
        .where('roleGrant.inForceFrom', 'is not', null)
        .where('roleGrant.endedAt', 'is', null)
        .where('account.closedAt', 'is', null)
        .where('account.passwordHash', 'is not', null)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  };
}
