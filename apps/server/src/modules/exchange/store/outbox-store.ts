import type { ExchangeRole, ExchangeStanding } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Destination } from '../setting.js';

/** A message about to wait in the outbox. */
export type NewOutboxMessage = {
  readonly id: string;
  readonly type: string;
  readonly fromRole: ExchangeRole;
  readonly toRole: ExchangeRole;
  readonly peer: string | null;
  readonly entryId: string | null;
  readonly dataKeyId: string;
  readonly body: Buffer;
};

/** A direction out of this node. */
type Way = { readonly peer: string; readonly fromRole: ExchangeRole; readonly toRole: ExchangeRole };

/** Messages on their way out, in the order in which acts handed them on. */
export function outboxStore({ sql, now }: Transaction) {
  const dueTo = ({ node, role, from, only }: Destination) =>
    sql
      .selectFrom('exchange.outbox')
      .where('state', '=', 'waiting')
      .where('toRole', '=', role)
      .where('fromRole', '=', from)
      .where('retryAt', '<=', now)
      .where((expression) =>
        only
          ? expression.or([expression('peer', '=', node), expression('peer', 'is', null)])
          : expression('peer', '=', node),
      )
      .orderBy('position');

  return {
    add: async (messages: readonly NewOutboxMessage[]) => {
      await sql
        .insertInto('exchange.outbox')
        .values(messages.map((message) => ({ ...message, retryAt: now, createdAt: now })))
        .execute();
    },
    /** Between which authorities anything is due: one statement, where asking for each way would be one for each. */
    dueWays: async () =>
      sql
        .selectFrom('exchange.outbox')
        .select(['fromRole', 'toRole'])
        .distinct()
        .where('state', '=', 'waiting')
        .where('retryAt', '<=', now)
        .execute(),
    due: async (destination: Destination, limit: number) =>
      dueTo(destination).select(['id', 'entryId']).limit(limit).execute(),
    /** Those of the named messages that still wait, with their sealed bodies. */
    take: async (destination: Destination, ids: readonly string[]) =>
      dueTo(destination)
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .select(['id', 'type', 'dataKeyId', 'body', 'sequence', 'sentAt', 'attempts'])
        .execute(),
    /** Gives messages to one node their numbers. */
    number: async (peer: string, numbered: readonly { readonly id: string; readonly sequence: number }[]) => {
      await rawSql`
        update exchange.outbox as waiting set peer = ${peer}, sequence = given.sequence, sent_at = ${now}
          from unnest(${numbered.map(({ id }) => id)}::uuid[], ${numbered.map(({ sequence }) => sequence)}::bigint[])
            as given (id, sequence)
         where waiting.id = given.id`.execute(sql);
    },
    /** Notes messages as acknowledged. Their bodies stay, sealed, only where they went to a database that may be put back by itself. */
    delivered: async (ids: readonly string[], keepsBody: boolean) => {
      await sql
        .updateTable('exchange.outbox')
        .set({ state: 'delivered', problem: null, settledAt: now, ...(keepsBody ? {} : { body: null }) })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .where('state', '<>', 'delivered')
        .execute();
    },
    refused: async (
      id: string,
      change: { attempts: number; problem: string; retryAt: Date; state: 'waiting' | 'dead'; sequence?: null },
    ) => {
      await sql
        .updateTable('exchange.outbox')
        .set(change)
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .execute();
    },
    /** Lets what a node lacks of one direction wait once more, under its number. Answers how many do, and how many are kept no longer. */
    sendAgain: async (way: Way, { upTo, missing }: Pick<ExchangeStanding, 'upTo' | 'missing'>) => {
      const lacked = rawSql`
        sent.peer = ${way.peer} and sent.from_role = ${way.fromRole} and sent.to_role = ${way.toRole} and sent.state = 'delivered'
        and (sent.sequence > ${upTo} or exists (
          select 1 from unnest(${missing.map(({ first }) => first)}::bigint[], ${missing.map(({ last }) => last)}::bigint[])
            as stretch (first, last)
           where sent.sequence between stretch.first and stretch.last))`;
      const { rows } = await rawSql<{ gone: number }>`
        select count(*)::int as gone from exchange.outbox as sent where ${lacked} and sent.body is null`.execute(sql);
      const { numAffectedRows } = await rawSql`
        update exchange.outbox as sent set state = 'waiting', attempts = 0, retry_at = ${now}, settled_at = null
         where ${lacked} and sent.body is not null`.execute(sql);
      return { again: Number(numAffectedRows ?? 0n), gone: rows[0]?.gone ?? 0 };
    },
    /** Messages that were sent before an instant and acknowledged, and still have their bodies; the oldest, at most so many. */
    keptBefore: async (before: Date, limit: number) => {
      const rows = await sql
        .selectFrom('exchange.outbox')
        .select('id')
        .where('state', '=', 'delivered')
        .where('body', 'is not', null)
        .where('sentAt', '<', before)
        .orderBy('sentAt')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    /** Empties acknowledged messages. */
    forget: async (ids: readonly string[]) => {
      await sql
        .updateTable('exchange.outbox')
        .set({ body: null })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .where('state', '=', 'delivered')
        .execute();
    },
    /** Wakes a dead or waiting message. Answers whether there was one. */
    retry: async (id: string) => {
      const { numUpdatedRows } = await sql
        .updateTable('exchange.outbox')
        .set({ state: 'waiting', attempts: 0, retryAt: now })
        .where('id', '=', id)
        .where('state', '<>', 'delivered')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    list: async (state: 'waiting' | 'dead', after: number, limit: number) =>
      sql
        .selectFrom('exchange.outbox')
        .select([
          'id',
          'position',
          'type',
          'toRole',
          'peer',
          'state',
          'sequence',
          'attempts',
          'problem',
          'createdAt',
          'retryAt',
        ])
        .where('state', '=', state)
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
        .execute(),
    /** Of what is not delivered, by authority and state: how many, and since when. */
    undelivered: async () =>
      sql
        .selectFrom('exchange.outbox')
        .select(['toRole', 'state'])
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('createdAt').as('oldest')])
        .where('state', '<>', 'delivered')
        .groupBy(['toRole', 'state'])
        .orderBy('toRole')
        .execute(),
  };
}
