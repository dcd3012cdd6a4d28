import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { CountStatement, Delivery } from '../rules/deliveries.js';

/** What arrived of a numbered source, and what the source says that it sent. */
export function deliveryStore({ sql, now, viewer }: Transaction) {
  return {
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
