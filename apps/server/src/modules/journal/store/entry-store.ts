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

/** The public half of an entry: its leaf and, once it has one, its place; without one `log` is none. */
export type Leaf = {
  readonly id: string;
  readonly commitment: Uint8Array;
  readonly leafIndex: number | null;
  readonly log: number;
};

/** The place of an entry; without one all is null. `isKnown`: the log gave it, or will. */
export type EntryPlace = {
  readonly log: number | null;
  readonly leafIndex: number | null;
  readonly placed: Uint8Array | null;
  readonly isKnown: boolean;
};

const summary = ['id', 'leafIndex', 'act', 'outcome', 'actor', 'objectKind', 'objectId', 'at'] as const;

/** Entries of the journal. */
export function entryStore({ sql }: Pick<Transaction, 'sql'>) {
  const withPlaces = () =>
    sql.selectFrom('journal.entry as entry').leftJoin('journal.place as place', 'place.entryId', 'entry.id');
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
        ), waiting as (
          insert into journal.staged (entry_id, commitment)
          select * from unnest(
            ${column(({ id }) => id)}::uuid[], ${column(({ commitment }) => Buffer.from(commitment))}::bytea[])
        )
        insert into journal.entry_subject (entry_id, subject_token)
        select * from unnest(${subjects.map(({ id }) => id)}::uuid[], ${subjects.map(({ token }) => token)}::bytea[])`.execute(
        sql,
      );
    },
    leaves: async (ids: readonly string[]): Promise<Leaf[]> => {
      const found = await rawSql<Leaf>`
        select id, commitment, leaf_index, log from journal.leaves_of(${ids}::uuid[])`.execute(sql);
      return found.rows;
    },
    /** Entries of these acts done to these objects; the database answers a visitor alone. */
    about: async (objectIds: readonly string[], acts: readonly string[]) => {
      const found = await rawSql<{
        readonly id: string;
        readonly objectId: string;
        readonly act: string;
        readonly at: Date;
        readonly leafIndex: number | null;
        readonly log: number;
      }>`select id, object_id, act, at, leaf_index, log from journal.entries_about(${objectIds}::text[], ${acts}::text[])`.execute(
        sql,
      );
      return found.rows;
    },
    byId: async (id: string) =>
      withPlaces()
        .select([...summary, 'entry.commitment', 'dataKeyId', 'sealed'])
        .where('id', '=', id)
        .executeTakeFirst(),
    /** How an entry stands to the log: its place there as that has it, and whether it waits for one or has one that the log has reached. */
    placeOf: async (id: string): Promise<EntryPlace> => {
      const found = await rawSql<EntryPlace>`
        select place.log, place.leaf_index, place.commitment as placed,
               exists (select 1 from journal.staged where entry_id = ${id}::uuid)
                 or coalesce(place.log < head.log or place.log = head.log and place.leaf_index < head.tree_size, false) as is_known
          from (select 1) one left join journal.place place on place.entry_id = ${id}::uuid left join journal.head head on true`.execute(
        sql,
      );
      return found.rows[0] ?? { log: null, leafIndex: null, placed: null, isKnown: false };
    },
    waiting: async (): Promise<number> => {
      const row = await sql
        .selectFrom('journal.staged')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    list: async (filter: EntryFilter, limit: number) => {
      let query = withPlaces().select(summary).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit);
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
