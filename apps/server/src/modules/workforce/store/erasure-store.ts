import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import { ledNowhere } from '../rules/tips.js';

/** What an erasure leaves to be destroyed with it. */
type ToDestroy = { readonly dataKeyIds: readonly string[] };

/** Rows of rosters of people who left, tips that led nowhere, and orders that bar nobody any more, as they are kept and erased. */
export function erasureStore(transaction: Transaction) {
  return {
    formerStaff: formerStaffIn(transaction),
    tips: tipsIn(transaction),
    toldProhibitions: toldProhibitionsIn(transaction),
  };
}

function formerStaffIn({ sql, now }: Transaction) {
  const leftAt = rawSql<Date>`greatest(ended_at, until_date::timestamp at time zone 'Asia/Shanghai')`;
  const kept = () =>
    sql
      .selectFrom('workforce.employment')
      .select(['id', 'dataKeyId', 'person', leftAt.as('countedFrom')])
      .where('endedAt', 'is not', null)
      .where('erasedAt', 'is', null);
  const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept().where(rawSql<boolean>`${leftAt} < ${before}`);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(${leftAt}, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      const rows = await query.orderBy(leftAt).orderBy('id').limit(limit).execute();
      return rows.map(({ id, countedFrom }) => ({ id, countedFrom }));
    },
    announce: async (ids: readonly string[], keepUntil: string): Promise<void> => {
      await sql.updateTable('workforce.employment').set({ keepUntil }).where(among(ids)).execute();
    },
    /** Those of these who are still gone, and whether something about them is open. */
    still: async (ids: readonly string[]) =>
      kept()
        .select(
          rawSql<boolean>`exists (select 1 from workforce.gap gap where gap.employment_id = employment.id and gap.closed_at is null)`.as(
            'isInUse',
          ),
        )
        .where(among(ids))
        .execute(),
    erase: async (ids: readonly string[]): Promise<ToDestroy> => {
      if (ids.length === 0) return { dataKeyIds: [] };
      const rows = await sql
        .updateTable('workforce.employment')
        .set({
          person: Buffer.alloc(0),
          keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
          erasedAt: now,
        })
        .where(among(ids))
        .where('endedAt', 'is not', null)
        .where('erasedAt', 'is', null)
        .returning(['id', 'personId', 'dataKeyId'])
        .execute();
      await sql
        .updateTable('workforce.staffNumber')
        .set({ userName: '', externalId: null, givenUpAt: rawSql<Date>`coalesce(given_up_at, ${now})` })
        .where(rawSql<boolean>`employment_id = any(${rows.map(({ id }) => id)}::uuid[])`)
        .execute();
      await rawSql`
        delete from workforce.person_token
         where person_id = any(${rows.map(({ personId }) => personId)}::uuid[])
           and not exists (select 1 from workforce.employment kept where kept.person_id = person_token.person_id and kept.erased_at is null)`.execute(
        sql,
      );
      return { dataKeyIds: rows.map(({ dataKeyId }) => dataKeyId) };
    },
  };
}

function tipsIn({ sql, now }: Transaction) {
  const kept = () =>
    sql
      .selectFrom('workforce.tip')
      .select(['id', 'answeredAt as countedFrom'])
      .where('outcome', '=', ledNowhere)
      .where('erasedAt', 'is', null)
      .$narrowType<{ countedFrom: Date }>();
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept().where('answeredAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(answered_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('answeredAt').orderBy('id').limit(limit).execute();
    },
    still: async (ids: readonly string[]): Promise<KeptDocument[]> =>
      kept()
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute(),
    erase: async (ids: readonly string[]): Promise<ToDestroy> => {
      if (ids.length === 0) return { dataKeyIds: [] };
      const rows = await sql
        .updateTable('workforce.tip')
        .set({ place: null, seen: null, contact: null, note: null, erasedAt: now })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .where('erasedAt', 'is', null)
        .returning('dataKeyId')
        .execute();
      return { dataKeyIds: rows.map(({ dataKeyId }) => dataKeyId) };
    },
  };
}

/** Of an order this node holds tokens and no key: once they are gone nothing of it leads to anybody. */
function toldProhibitionsIn({ sql, now }: Transaction) {
  const kept = () =>
    sql
      .selectFrom('workforce.prohibition')
      .select(['id', 'endedAt as countedFrom'])
      .where('endedAt', 'is not', null)
      .where('erasedAt', 'is', null)
      .$narrowType<{ countedFrom: Date }>();
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept().where('endedAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(ended_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('endedAt').orderBy('id').limit(limit).execute();
    },
    still: async (ids: readonly string[]): Promise<KeptDocument[]> =>
      kept()
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute(),
    /** Answers how many were not erased before. */
    erase: async (ids: readonly string[]): Promise<number> => {
      if (ids.length === 0) return 0;
      const rows = await sql
        .updateTable('workforce.prohibition')
        .set({ erasedAt: now })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .where('endedAt', 'is not', null)
        .where('erasedAt', 'is', null)
        .returning('id')
        .execute();
      await sql
        .deleteFrom('workforce.prohibitionToken')
        .where(rawSql<boolean>`prohibition_id = any(${rows.map(({ id }) => id)}::uuid[])`)
        .execute();
      return rows.length;
    },
  };
}
