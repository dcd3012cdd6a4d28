import { type Insertable, type Selectable, sql as rawSql, type Updateable } from 'kysely';
import type {
  JournalEntryComparisonTable,
  JournalEntryDifferenceTable,
} from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { EntryFacts } from '../entry-differences.js';

export type ComparisonRow = Selectable<JournalEntryComparisonTable>;
export type DifferenceRow = Selectable<JournalEntryDifferenceTable>;

/** A place of the log, with the row that it names where that is there. */
export type PlacedEntry = {
  readonly leafIndex: number;
  readonly entryId: string;
  readonly placed: Buffer;
  readonly entry:
    (EntryFacts & { readonly commitment: Buffer; readonly dataKeyId: string; readonly sealed: Buffer }) | undefined;
};

/** A part of a round whose open differences are looked at again: rows by id, or places of a log; without an end up to the last. */
export type LookedAt =
  | { readonly rowsAfter: string | null; readonly rowsUpTo: string | null }
  | { readonly log: number; readonly from: number; readonly to: number | null; readonly isRunning: boolean };

const mostBeyond = 1000;

/** What the comparison with the published log reads and keeps. */
export function comparisonStore({ sql }: Pick<Transaction, 'sql'>) {
  const open = () => sql.selectFrom('journal.entryDifference').selectAll().where('endedAt', 'is', null);
  return {
    progress: async (): Promise<ComparisonRow | undefined> =>
      sql.selectFrom('journal.entryComparison').selectAll().executeTakeFirst(),
    begin: async (progress: Insertable<JournalEntryComparisonTable>): Promise<void> => {
      await sql.insertInto('journal.entryComparison').values(progress).execute();
    },
    keep: async (progress: Updateable<JournalEntryComparisonTable>): Promise<void> => {
      await sql.updateTable('journal.entryComparison').set(progress).execute();
    },
    /** Rows in the order of their ids: the last of them, how many, and those that neither have a place nor wait for one. */
    rowsAfter: async (after: string | null, limit: number) => {
      const { rows } = await rawSql<{ id: string; isPlaced: boolean }>`
        select entry.id, place.entry_id is not null or staged.entry_id is not null as is_placed
          from (select id from journal.entry
                 where id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ${limit}) entry
          left join journal.place place on place.entry_id = entry.id
          left join journal.staged staged on staged.entry_id = entry.id
         order by entry.id`.execute(sql);
      return {
        count: rows.length,
        last: rows.at(-1)?.id,
        unplaced: rows.flatMap(({ id, isPlaced }) => (isPlaced ? [] : [id])),
      };
    },
    /** What the database holds at these places of a log. */
    placed: async (log: number, from: number, to: number): Promise<PlacedEntry[]> => {
      const places = await sql
        .selectFrom('journal.place as place')
        .leftJoin('journal.entry as entry', 'entry.id', 'place.entryId')
        .select(['leafIndex', 'place.entryId', 'place.commitment as placed', 'entry.commitment', 'dataKeyId', 'sealed'])
        .select(['act', 'outcome', 'actor', 'objectKind', 'objectId', 'at'])
        .where('log', '=', log)
        .where('leafIndex', '>=', from)
        .where('leafIndex', '<', to)
        .execute();
      const subjects = await subjectsOf(
        { sql },
        places.map(({ entryId }) => entryId),
      );
      return places.map(({ leafIndex, entryId, placed, ...row }) => {
        const entry = isWhole(row) ? { ...row, subjects: subjects.get(entryId) ?? [] } : undefined;
        return { leafIndex, entryId, placed, entry };
      });
    },
    /** Places behind the end of a log, which it never gave; of the running one also those of logs that are not begun. */
    placesBeyond: async (log: number, end: number, isRunning: boolean) => {
      const { rows } = await rawSql<{ log: number; leafIndex: number; entryId: string }>`
        select log, leaf_index, entry_id from journal.place
         where log = ${log}::integer
           and leaf_index >= greatest(${end}::bigint, (select tree_size from journal.head where log = ${log}::integer))
        union all
        select log, leaf_index, entry_id from journal.place where ${isRunning}::boolean and log > ${log}::integer
         order by log, leaf_index limit ${mostBeyond}`.execute(sql);
      return rows;
    },
    /** Differences that stand in a part of a round. */
    openIn: async (part: LookedAt): Promise<DifferenceRow[]> => {
      if ('rowsAfter' in part) {
        let rows = open().where('log', 'is', null);
        if (part.rowsAfter !== null) rows = rows.where('entryId', '>', part.rowsAfter);
        if (part.rowsUpTo !== null) rows = rows.where('entryId', '<=', part.rowsUpTo);
        return rows.execute();
      }
      const { log, from, to, isRunning } = part;
      return open()
        .where((where) => {
          const here = where.and([
            where('log', '=', log),
            where('leafIndex', '>=', from),
            ...(to === null ? [] : [where('leafIndex', '<', to)]),
          ]);
          return isRunning && to === null ? where.or([here, where('log', '>', log)]) : here;
        })
        .execute();
    },
    /** Differences that stand, by place; those of rows without a place last. */
    open: async (limit: number): Promise<DifferenceRow[]> =>
      open()
        .orderBy('log', (order) => order.asc().nullsLast())
        .orderBy('leafIndex')
        .orderBy('entryId')
        .limit(limit)
        .execute(),
    /** What differs of these rows, as far as it was found. */
    openOf: async (entryIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
      if (entryIds.length === 0) return new Map();
      const rows = await open()
        .where('entryId', 'in', [...entryIds])
        .execute();
      return new Map(rows.map(({ entryId, differs }) => [entryId ?? '', differs]));
    },
    openCount: async (): Promise<number> => {
      const row = await sql
        .selectFrom('journal.entryDifference')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('endedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return row.count;
    },
    add: async (differences: readonly Insertable<JournalEntryDifferenceTable>[]): Promise<void> => {
      if (differences.length === 0) return;
      await sql
        .insertInto('journal.entryDifference')
        .values([...differences])
        .execute();
    },
    end: async (ids: readonly string[], endedAt: Date, endedIn: string): Promise<void> => {
      if (ids.length === 0) return;
      await sql
        .updateTable('journal.entryDifference')
        .set({ endedAt, endedIn })
        .where('id', 'in', [...ids])
        .where('endedAt', 'is', null)
        .execute();
    },
  };
}

/** The tokens in hex of whom these entries name. */
export async function subjectsOf(
  { sql }: Pick<Transaction, 'sql'>,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await rawSql<{ entryId: string; tokens: string[] }>`
    select entry_id, array_agg(encode(subject_token, 'hex')) as tokens
      from journal.entry_subject where entry_id = any (${[...entryIds]}::uuid[]) group by entry_id`.execute(sql);
  return new Map(rows.map(({ entryId, tokens }) => [entryId, tokens]));
}

type Joined<Row> = { readonly [Column in keyof Row]: Row[Column] | null };
type EntryRow = Omit<NonNullable<PlacedEntry['entry']>, 'subjects'>;

function isWhole(row: Joined<EntryRow>): row is EntryRow {
  return row.act !== null;
}
