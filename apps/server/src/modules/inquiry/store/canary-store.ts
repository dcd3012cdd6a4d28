import type { CanaryPath } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** One way of canaries, as far as it is known here. */
export type SentWay = {
  readonly path: CanaryPath;
  readonly beganAt: Date;
  readonly lastSentAt: Date;
  readonly lastArrivedAt: Date | null;
};

/** Canaries sent to the registry. */
export function canaryStore({ sql, now }: Transaction) {
  return {
    /** Takes the turn of a way. @returns false where it was taken before, by whomever */
    take: async (id: string, path: CanaryPath, slot: Date): Promise<boolean> => {
      const taken = await sql
        .insertInto('inquiry.canary')
        .values({ id, path, slot, sentAt: now })
        .onConflict((conflict) => conflict.columns(['path', 'slot']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return taken !== undefined;
    },
    /** Whether a turn is taken on every one of these ways. */
    areTaken: async (paths: readonly CanaryPath[], slot: Date): Promise<boolean> => {
      const taken = await sql.selectFrom('inquiry.canary').select('path').where('slot', '=', slot).execute();
      return paths.every((path) => taken.some((one) => one.path === path));
    },
    arrived: async (id: string, at: Date) => {
      await sql
        .updateTable('inquiry.canary')
        .set({ arrivedAt: at })
        .where('id', '=', id)
        .where('arrivedAt', 'is', null)
        .execute();
    },
    ways: (): Promise<SentWay[]> =>
      sql
        .selectFrom('inquiry.canary')
        .select(({ fn }) => [
          'path',
          fn.min('sentAt').as('beganAt'),
          fn.max('sentAt').as('lastSentAt'),
          fn.max('arrivedAt').as('lastArrivedAt'),
        ])
        .groupBy('path')
        .orderBy('path')
        .$castTo<SentWay>()
        .execute(),
  };
}
