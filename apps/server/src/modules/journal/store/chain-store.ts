import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** A chain as an act holds it: by which token it was asked for, and which it goes by. */
type TakenChain = {
  readonly asked: Buffer;
  readonly token: Buffer;
  readonly entries: number;
  readonly head: Buffer | null;
};

/** An entry's place in a chain, and the head that the chain has with it. */
export type Link = {
  readonly token: Buffer;
  readonly number: number;
  readonly head: Buffer;
  readonly entryId: string;
};

/** A chain as the last seal of a day found it. */
export type SealedChain = { readonly token: Buffer; readonly entries: number; readonly head: Buffer };

/** Chains of entries about persons, by keyed tokens. */
export function chainStore({ sql }: Pick<Transaction, 'sql'>) {
  return {
    /** Locks chains until the transaction ends, and makes those that are not there; each by its tokens, newest first. */
    take: async (wanted: readonly (readonly string[])[]): Promise<TakenChain[]> => {
      const newest = wanted.map(([token = '']) => Buffer.from(token, 'hex'));
      const earlier = wanted.flatMap(([token = '', ...rest]) => rest.map((old) => ({ old, token })));
      const { rows } = await rawSql<TakenChain>`
        select asked, token, entries, head from journal.take_chains(
          ${newest}::bytea[],
          ${earlier.map(({ old }) => Buffer.from(old, 'hex'))}::bytea[],
          ${earlier.map(({ token }) => Buffer.from(token, 'hex'))}::bytea[])`.execute(sql);
      return rows;
    },
    /** Adds to chains that are held. */
    extend: async (links: readonly Link[]): Promise<void> => {
      await rawSql`select journal.extend_chains(
        ${links.map(({ token }) => token)}::bytea[], ${links.map(({ number }) => number)}::bigint[],
        ${links.map(({ head }) => head)}::bytea[], ${links.map(({ entryId }) => entryId)}::uuid[])`.execute(sql);
    },
    /** How long the chain of a visitor is, now and as it was sealed last; the database answers nobody else. */
    own: async (tokens: readonly Buffer[]): Promise<{ entries: number; sealed: number } | undefined> => {
      const { rows } = await rawSql<{ entries: number; sealed: number }>`
        select entries, sealed from journal.own_chain(${tokens}::bytea[])`.execute(sql);
      return rows[0];
    },
    /** The chain of these tokens and its entries in their order. */
    entriesOf: async (tokens: readonly Buffer[]): Promise<{ token: Buffer; entryId: string }[]> =>
      sql
        .selectFrom('journal.chainLink')
        .select(['token', 'entryId'])
        .where(rawSql<boolean>`token = any (${tokens}::bytea[])`)
        .orderBy('number')
        .execute(),
    /** Notes how every chain stands now, in one statement: until the next seal this is what the day was sealed with. */
    keepForSeal: async (epoch: string): Promise<void> => {
      await sql
        .updateTable('journal.chain')
        .set(({ ref }) => ({ sealedEntries: ref('entries'), sealedHead: ref('head') }))
        .whereRef('sealedEntries', '<>', 'entries')
        .where(rawSql<boolean>`not exists (select 1 from journal.day_seal where epoch = ${epoch})`)
        .execute();
    },
    /** Chains as they were kept, after this token. */
    kept: async (after: Buffer | undefined, limit: number): Promise<SealedChain[]> => {
      const rows = await sql
        .selectFrom('journal.chain')
        .select(['token', 'sealedEntries', 'sealedHead'])
        .where('sealedEntries', '>', 0)
        .where(rawSql<boolean>`${after ?? null}::bytea is null or token > ${after ?? null}::bytea`)
        .orderBy('token')
        .limit(limit)
        .execute();
      return rows.flatMap(({ token, sealedEntries, sealedHead }) =>
        sealedHead === null ? [] : [{ token, entries: sealedEntries, head: sealedHead }],
      );
    },
  };
}

/** The seal of a day. */
export type DaySeal = {
  readonly epoch: string;
  readonly chains: number;
  readonly root: Buffer;
  readonly entryId: string;
  readonly sealedAt: Date;
};

/** Seals of days, which nobody changes. */
export function daySealStore({ sql }: Pick<Transaction, 'sql'>) {
  return {
    first: async (): Promise<DaySeal | undefined> =>
      sql.selectFrom('journal.daySeal').selectAll().orderBy('epoch').limit(1).executeTakeFirst(),
    last: async (): Promise<DaySeal | undefined> =>
      sql.selectFrom('journal.daySeal').selectAll().orderBy('epoch', 'desc').limit(1).executeTakeFirst(),
    add: async (seal: DaySeal): Promise<void> => {
      await sql.insertInto('journal.daySeal').values(seal).execute();
    },
  };
}
