import { type Insertable, sql as rawSql, type Selectable, type Updateable } from 'kysely';
import type { SupervisionPlacementTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';

export type PlacementRow = Selectable<SupervisionPlacementTable>;

/** Who was placed in spite of an order, as the platform said, and what came of it. */
export function placementStore({ sql }: Transaction) {
  return {
    of: async (prohibitionIds: readonly string[]): Promise<ReadonlyMap<string, PlacementRow[]>> => {
      const rows = await sql
        .selectFrom('supervision.placement')
        .selectAll()
        .where(rawSql<boolean>`prohibition_id = any(${prohibitionIds}::uuid[])`)
        .orderBy('seenAt')
        .orderBy('id')
        .execute();
      const byOrder = new Map<string, PlacementRow[]>();
      for (const row of rows) byOrder.set(row.prohibitionId, [...(byOrder.get(row.prohibitionId) ?? []), row]);
      return byOrder;
    },
    insert: async (placement: Insertable<SupervisionPlacementTable>): Promise<void> => {
      await sql
        .insertInto('supervision.placement')
        .values(placement)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    /** @throws DomainError `not-found` where it is not known, or not yet: whoever said it says it again */
    update: async (id: string, changes: Updateable<SupervisionPlacementTable>): Promise<PlacementRow> =>
      (await sql
        .updateTable('supervision.placement')
        .set(changes)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()) ?? refuse('not-found'),
  };
}

/** Alarms: raised once, settled when what they were about is done. */
export function alarmStore({ sql, now }: Transaction) {
  return {
    /** Answers whether it is new. */
    raise: async (alarm: {
      readonly prohibitionId: string;
      readonly alarm: string;
      readonly organisationId: string;
      readonly dueOn: string;
    }): Promise<boolean> => {
      const { numInsertedOrUpdatedRows } = await sql
        .insertInto('supervision.prohibitionAlarm')
        .values({ ...alarm, raisedAt: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    /** Settles those of an order that do not sound any more. */
    settleOthers: async (prohibitionId: string, sounding: readonly string[]): Promise<void> => {
      await sql
        .updateTable('supervision.prohibitionAlarm')
        .set({ settledAt: now })
        .where('prohibitionId', '=', prohibitionId)
        .where('settledAt', 'is', null)
        .where(rawSql<boolean>`not (alarm = any(${sounding}::text[]))`)
        .execute();
    },
    /** Unsettled alarms by the pack's id of each: how many, and the first day. */
    unsettled: async (): Promise<
      readonly { readonly alarm: string; readonly count: number; readonly dueOn: string }[]
    > =>
      sql
        .selectFrom('supervision.prohibitionAlarm')
        .select(['alarm', rawSql<number>`count(*)::int`.as('count'), rawSql<string>`min(due_on)::text`.as('dueOn')])
        .where('settledAt', 'is', null)
        .groupBy('alarm')
        .orderBy('alarm')
        .execute(),
  };
}
