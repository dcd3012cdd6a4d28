import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { CountStatement, Delivery } from '../rules/deliveries.js';

/** What arrived of a numbered source, and what the source says that it sent. */
export function deliveryStore({ sql, now, viewer }: Transaction) {
  return {
    /**
     * Holds the numbers of a source until the transaction ends. A number is taken in two tables, by a file and by the word that nothing is new:
     * who takes one at the same instant waits here, and then finds it taken.
     */
    lockNumbers: async (sourceId: string) => {
      await rawSql`select pg_advisory_xact_lock(hashtextextended(${`registry.delivery ${sourceId}`}, 0))`.execute(sql);
    },
    /** The highest number taken of each source, by what arrived or by a file that waits. */
    lastNumbers: async (): Promise<ReadonlyMap<string, number>> => {
      const { rows } = await rawSql<{ sourceId: string; last: number }>`
        select source_id, max(number)::int as last from (
          select source_id, number from registry.delivery
          union all select source_id, delivery_number from registry.import where delivery_number is not null and state <> 'discarded'
        ) taken group by source_id`.execute(sql);
      return new Map(rows.map(({ sourceId, last }) => [sourceId, last]));
    },
    /** Since when a delivery of each source is here of which it has not said how many rows it sent; those of before it owed that are left out. */
    uncountedSince: async (): Promise<ReadonlyMap<string, Date>> => {
      const { rows } = await rawSql<{ sourceId: string; since: Date }>`
        select delivery.source_id, min(delivery.received_at) as since
          from registry.delivery join registry.source on source.id = delivery.source_id
         where delivery.received_at >= source.counts_owed_from
           and not exists (
             select 1 from registry.count_statement said
              where said.source_id = delivery.source_id and delivery.number between said.first_number and said.last_number)
         group by delivery.source_id`.execute(sql);
      return new Map(rows.map(({ sourceId, since }) => [sourceId, since]));
    },
    deliveries: (sourceId: string): Promise<Delivery[]> =>
      sql
        .selectFrom('registry.delivery')
        .select(['number', 'rows', 'receivedAt'])
        .where('sourceId', '=', sourceId)
        .execute(),
    statements: (sourceId: string): Promise<CountStatement[]> =>
      sql
        .selectFrom('registry.countStatement')
        .select(['firstNumber', 'lastNumber', 'rows', 'statedAt'])
        .where('sourceId', '=', sourceId)
        .orderBy('statedAt')
        .execute(),
    has: async (sourceId: string, number: number): Promise<boolean> =>
      (await sql
        .selectFrom('registry.delivery')
        .select('number')
        .where('sourceId', '=', sourceId)
        .where('number', '=', number)
        .executeTakeFirst()) !== undefined,
    receive: async (sourceId: string, number: number, rows: number) => {
      await sql.insertInto('registry.delivery').values({ sourceId, number, rows, receivedAt: now }).execute();
    },
    state: async (sourceId: string, counted: Omit<CountStatement, 'statedAt'> & { readonly reference: string }) => {
      await sql
        .insertInto('registry.countStatement')
        .values({ id: newId(), sourceId, ...counted, statedBy: viewerName(viewer), statedAt: now })
        .execute();
    },
  };
}
