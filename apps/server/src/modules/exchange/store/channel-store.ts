import type { ExchangeEnvelope, ExchangeRole } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { ArrivalState } from '../rules/delivery.js';

/** One direction of the exchange with one node. */
export type Channel = {
  readonly direction: 'out' | 'in';
  readonly peer: string;
  readonly fromRole: ExchangeRole;
  readonly toRole: ExchangeRole;
};

/** Where the numbering stands with each node. */
export function channelStore({ sql }: Transaction) {
  const of = ({ direction, peer, fromRole, toRole }: Channel) =>
    sql
      .updateTable('exchange.channel')
      .where('direction', '=', direction)
      .where('peer', '=', peer)
      .where('fromRole', '=', fromRole)
      .where('toRole', '=', toRole);

  return {
    /** The state of a channel, locked until the end of the transaction; made where there was none. */
    locked: async (channel: Channel) => {
      await sql
        .insertInto('exchange.channel')
        .values(channel)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return sql
        .selectFrom('exchange.channel')
        .select(['lastSequence', 'received', 'failures', 'retryAt'])
        .where('direction', '=', channel.direction)
        .where('peer', '=', channel.peer)
        .where('fromRole', '=', channel.fromRole)
        .where('toRole', '=', channel.toRole)
        .forUpdate()
        .executeTakeFirstOrThrow();
    },
    numberedUpTo: async (channel: Channel, lastSequence: number) => {
      await of(channel).set({ lastSequence }).execute();
    },
    arrived: async (channel: Channel, state: ArrivalState) => {
      await of(channel)
        .set({ ...state })
        .execute();
    },
    reached: async (channel: Channel, state: { failures: number; retryAt: Date | null }) => {
      await of(channel).set(state).execute();
    },
    all: async () => sql.selectFrom('exchange.channel').selectAll().orderBy('peer').execute(),
  };
}

/** What has arrived. */
export function inboxStore({ sql, now }: Transaction) {
  return {
    byId: async (peer: string, id: string) =>
      sql
        .selectFrom('exchange.inbox')
        .select(['sequence'])
        .where('peer', '=', peer)
        .where('id', '=', id)
        .executeTakeFirst(),
    /** Notes a message as received; false where its number was taken by another. */
    add: async ({ id, from, to, sequence, type }: ExchangeEnvelope): Promise<boolean> => {
      const { numInsertedOrUpdatedRows } = await sql
        .insertInto('exchange.inbox')
        .values({
          peer: from.node,
          id,
          fromRole: from.role,
          toRole: to.role,
          sequence,
          type,
          receivedAt: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}
