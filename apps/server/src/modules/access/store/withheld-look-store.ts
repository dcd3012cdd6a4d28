import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql as rawSql } from 'kysely';
import type { AccessWithheldCountTable, AccessWithheldLookTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type WithheldLookRow = Selectable<AccessWithheldLookTable>;
export type WithheldCountRow = Selectable<AccessWithheldCountTable>;

/** A look that stands on the own page of whom it is about. */
export type LookAboutVisitor = {
  readonly id: string;
  readonly organisationId: string;
  readonly ground: string;
  readonly openedAt: Date;
  /** The last day on which it was withheld; null: it never was. */
  readonly withheldUntil: string | null;
};

/** Looks that are withheld from the persons they are about, as far as the viewer may see them. */
export function withheldLookStore({ sql, now }: Transaction) {
  return {
    ofLooks: async (lookIds: readonly string[]): Promise<WithheldLookRow[]> =>
      sql
        .selectFrom('access.withheldLook')
        .selectAll()
        .where(rawSql<boolean>`look_id = any(${lookIds}::uuid[])`)
        .orderBy('lookId')
        .orderBy('number')
        .execute(),
    /** Looks of which a second person approved that they are withheld, whose end nobody has entered yet. */
    unreleased: async (): Promise<string[]> => {
      const rows = await sql
        .selectFrom('access.withheldLook')
        .select('lookId')
        .distinct()
        .where('isApproved', '=', true)
        .where('releasedAt', 'is', null)
        .orderBy('lookId')
        .execute();
      return rows.map(({ lookId }) => lookId);
    },
    insert: async (period: Insertable<AccessWithheldLookTable>): Promise<void> => {
      await sql.insertInto('access.withheldLook').values(period).execute();
    },
    /** Takes the step of a period on which nobody decided yet; answers false where somebody was faster. */
    decide: async (id: string, changes: Updateable<AccessWithheldLookTable>): Promise<boolean> => {
      const waiting = sql
        .updateTable('access.withheldLook')
        .set(changes)
        .where('id', '=', id)
        .where('decidedAt', 'is', null);
      return (await waiting.returning('id').execute()).length === 1;
    },
    /** Says of a look that it is withheld no more; answers false where it stands already, whoever said so. */
    release: async (lookId: string): Promise<boolean> => {
      const open = sql
        .updateTable('access.withheldLook')
        .set({ releasedAt: now })
        .where('lookId', '=', lookId)
        .where('isApproved', '=', true)
        .where('releasedAt', 'is', null);
      return (await open.returning('id').execute()).length > 0;
    },
    /** Of a visitor's own page alone: looks at whoever the journal knows by these tokens, without those withheld on a day. */
    about: async (subjects: readonly string[], today: string): Promise<LookAboutVisitor[]> => {
      const { rows } = await rawSql<LookAboutVisitor>`
        select id, organisation_id, ground, opened_at, withheld_until::text as withheld_until
          from access.looks_about(${subjects}::text[], ${now}::timestamptz, ${today}::date)`.execute(sql);
      return rows;
    },
    /** Each day's number, the latest first. */
    counts: async (limit: number): Promise<WithheldCountRow[]> =>
      sql.selectFrom('access.withheldCount').selectAll().orderBy('day', 'desc').limit(limit).execute(),
    /** Keeps the number of a day; answers false where it stands already. */
    count: async (day: Insertable<AccessWithheldCountTable>): Promise<boolean> => {
      const kept = sql
        .insertInto('access.withheldCount')
        .values(day)
        .onConflict((conflict) => conflict.doNothing())
        .returning('day');
      return (await kept.execute()).length === 1;
    },
  };
}
