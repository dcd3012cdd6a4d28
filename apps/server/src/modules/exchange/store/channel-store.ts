import type { ExchangeEnvelope, ExchangeRole } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
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
export function channelStore({ sql, now }: Transaction) {
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
    /** How far a direction in arrived; nothing where none was taken of it. */
    arrivedSoFar: async ({ direction, peer, fromRole, toRole }: Channel) => {
      const row = await sql
        .selectFrom('exchange.channel')
        .select(['lastSequence', 'received', 'gone'])
        .where('direction', '=', direction)
        .where('peer', '=', peer)
        .where('fromRole', '=', fromRole)
        .where('toRole', '=', toRole)
        .executeTakeFirst();
      return row ?? { lastSequence: 0, received: 0, gone: 0 };
    },
    /** Notes that the sender heard how far a direction arrived, and how much of what is missing it keeps no longer. */
    stood: async (channel: Channel, gone: number) => {
      await sql
        .insertInto('exchange.channel')
        .values({ ...channel, stoodAt: now, gone })
        .onConflict((conflict) =>
          conflict.columns(['direction', 'peer', 'fromRole', 'toRole']).doUpdateSet({ stoodAt: now, gone }),
        )
        .execute();
    },
    all: async () => sql.selectFrom('exchange.channel').selectAll().orderBy('peer').execute(),
  };
}

/** What has arrived. */
export function inboxStore({ sql, now }: Transaction) {
  return {
    /** Which of these messages of a node are known. */
    known: async (peer: string, ids: readonly string[]): Promise<ReadonlySet<string>> => {
      const rows = await sql
        .selectFrom('exchange.inbox')
        .select('id')
        .where('peer', '=', peer)
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
    /** The first stretches of numbers of a direction, up to one, that never arrived. */
    missing: async ({ peer, fromRole, toRole }: Channel, upTo: number, limit: number) => {
      const { rows } = await rawSql<{ first: number; last: number }>`
        select before + 1 as first, sequence - 1 as last
          from (select sequence, lag(sequence, 1, 0::bigint) over (order by sequence) as before
                  from exchange.inbox
                 where peer = ${peer} and from_role = ${fromRole} and to_role = ${toRole} and sequence <= ${upTo}) as held
         where sequence > before + 1 order by sequence limit ${limit}`.execute(sql);
      return rows.map(({ first, last }) => ({ first: Number(first), last: Number(last) }));
    },
    /** Notes messages as received, and answers which were: not one whose number was taken by another, or that came meanwhile. */
    add: async (envelopes: readonly ExchangeEnvelope[]): Promise<ReadonlySet<string>> => {
      const rows = await sql
        .insertInto('exchange.inbox')
        .values(
          envelopes.map(({ id, from, to, sequence, type }) => ({
            ...{ peer: from.node, id, fromRole: from.role, toRole: to.role, sequence, type, receivedAt: now },
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
  };
}
