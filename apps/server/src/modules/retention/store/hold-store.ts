import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { RetentionHoldTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { viewerName } from '../../../kernel/viewer.js';

export type Hold = Selectable<RetentionHoldTable>;
type PersonDocument = { readonly type: string; readonly number: string };

/** Keyed tokens of a document, as holds are kept and found by. */
export function holdTokens(keys: KeyRing, { type, number }: PersonDocument) {
  const input = `${type}:${number}`;
  return {
    stored: [Buffer.from(keys.token('retention.hold', input))],
    searched: keys.tokens('retention.hold', input).map((token) => Buffer.from(token)),
  };
}

/** Holds, as far as the viewer may see them. */
export function holdStore({ sql, now, viewer }: Transaction) {
  return {
    insert: async (row: Omit<Insertable<RetentionHoldTable>, 'placedBy' | 'placedAt'>): Promise<void> => {
      await sql
        .insertInto('retention.hold')
        .values({ ...row, placedBy: viewerName(viewer), placedAt: now })
        .execute();
    },
    /** Those of these tokens that a standing hold names. */
    standing: async (tokens: readonly Buffer[]): Promise<ReadonlySet<string>> => {
      if (tokens.length === 0) return new Set();
      const rows = await sql
        .selectFrom('retention.hold')
        .select('tokens')
        .where('liftedAt', 'is', null)
        .where(rawSql<boolean>`tokens && ${tokens}::bytea[]`)
        .execute();
      return new Set(rows.flatMap((row) => row.tokens.map((token) => token.toString('hex'))));
    },
    list: async (limit: number, after?: { readonly at: string; readonly id: string }): Promise<Hold[]> => {
      let query = sql.selectFrom('retention.hold').selectAll();
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(placed_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
      return query.orderBy('placedAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
    held: async (id: string): Promise<Hold> =>
      (await sql.selectFrom('retention.hold').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ??
      refuse('not-found'),
    seen: async (id: string): Promise<Hold> =>
      (await sql.selectFrom('retention.hold').selectAll().where('id', '=', id).executeTakeFirst()) ??
      refuse('not-found'),
    askLift: async (id: string): Promise<void> => {
      const asked = { liftAskedBy: viewerName(viewer), liftAskedAt: now };
      await sql.updateTable('retention.hold').set(asked).where('id', '=', id).execute();
    },
    lift: async (id: string): Promise<void> => {
      const lifted = { liftedBy: viewerName(viewer), liftedAt: now };
      await sql.updateTable('retention.hold').set(lifted).where('id', '=', id).execute();
    },
    standingCount: async (): Promise<number> =>
      (
        await sql
          .selectFrom('retention.hold')
          .select(rawSql<number>`count(*)::int`.as('holds'))
          .where('liftedAt', 'is', null)
          .executeTakeFirstOrThrow()
      ).holds,
  };
}
