import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { DataKeyRecord } from '../../../kernel/keys/index.js';

/** An entry about to be staged. */
export type StagedEntry = {
  readonly id: string;
  readonly commitment: Uint8Array;
  readonly sealed: Buffer;
  readonly act: string;
  readonly outcome: string;
  readonly actor: string;
  readonly object: { readonly kind: string; readonly id: string } | undefined;
  readonly subjects: readonly string[];
  readonly at: Date;
  /** The wrapped key that `sealed` is sealed under. */
  readonly key: DataKeyRecord;
};

/** What a list of entries may be narrowed by. */
export type EntryFilter = {
  readonly act?: string | undefined;
  readonly actor?: string | undefined;
  readonly object?: string | undefined;
  readonly outcome?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Entries before this one, in the order of the list. */
  readonly before?: { readonly at: Date; readonly id: string } | undefined;
};

/** The public half of an entry: its leaf and, once it has one, its place. */
export type Leaf = { readonly commitment: Uint8Array; readonly leafIndex: number | null; readonly log: number };

const summary = ['id', 'leafIndex', 'act', 'outcome', 'actor', 'objectKind', 'objectId', 'at'] as const;

/** Entries of the journal. */
export function entryStore({ sql }: Pick<Transaction, 'sql'>) {
  return {
    /** Stages entries with the keys they are sealed under and the persons they are about, all in one statement. */
    stage: async (entries: readonly StagedEntry[]) => {
      const column = <T>(of: (entry: StagedEntry) => T): T[] => entries.map(of);
      const subjects = entries.flatMap(({ id, subjects }) =>
        subjects.map((token) => ({ id, token: Buffer.from(token, 'hex') })),
      );
      await rawSql`
        with kept as (
          insert into kernel.data_key (id, kind, key_id, wrapped, created_at)
          select * from unnest(
            ${column(({ key }) => key.id)}::uuid[], ${column(({ key }) => key.kind)}::text[],
            ${column(({ key }) => key.keyId)}::text[], ${column(({ key }) => Buffer.from(key.wrapped))}::bytea[],
            ${column(({ at }) => at)}::timestamptz[])
        ), staged as (
          insert into journal.entry (id, commitment, data_key_id, sealed, act, outcome, actor, object_kind, object_id, at)
          select * from unnest(
            ${column(({ id }) => id)}::uuid[], ${column(({ commitment }) => Buffer.from(commitment))}::bytea[],
            ${column(({ key }) => key.id)}::uuid[], ${column(({ sealed }) => sealed)}::bytea[],
            ${column(({ act }) => act)}::text[], ${column(({ outcome }) => outcome)}::text[],
            ${column(({ actor }) => actor)}::text[], ${column(({ object }) => object?.kind ?? null)}::text[],
            ${column(({ object }) => object?.id ?? null)}::text[], ${column(({ at }) => at)}::timestamptz[])
        )
        insert into journal.entry_subject (entry_id, subject_token)
        select * from unnest(${subjects.map(({ id }) => id)}::uuid[], ${subjects.map(({ token }) => token)}::bytea[])`.execute(
        sql,
      );
    },
    leaf: async (id: string): Promise<Leaf | undefined> => {
      const found = await rawSql<Leaf>`select commitment, leaf_index, log from journal.leaf_of(${id}::uuid)`.execute(
        sql,
      );
      return found.rows[0];
    },
    byId: async (id: string) =>
      sql
        .selectFrom('journal.entry')
        .select([...summary, 'commitment', 'dataKeyId', 'sealed'])
        .where('id', '=', id)
        .executeTakeFirst(),
    waiting: async (): Promise<number> => {
      const row = await sql
        .selectFrom('journal.entry')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('leafIndex', 'is', null)
        .executeTakeFirstOrThrow();
      return row.count;
    },
    list: async (filter: EntryFilter, limit: number) => {
      let query = sql
        .selectFrom('journal.entry')
        .select(summary)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit);
      if (filter.act !== undefined) query = query.where('act', '=', filter.act);
      if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
      if (filter.object !== undefined) query = query.where('objectId', '=', filter.object);
      if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome);
      if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from));
      if (filter.to !== undefined) query = query.where('at', '<', new Date(filter.to));
      const { before } = filter;
      if (before !== undefined) {
        query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'id'), '<', tuple(before.at, before.id)));
      }
      return query.execute();
    },
  };
}
