import type { FieldProblem, RosterRowKind } from '@gatehouse/contract';
import { sql as rawSql, type Selectable } from 'kysely';
import type { WorkforceRosterRowTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { type Sealer, sealersFor } from '../../../kernel/sealing.js';
import type { Difference } from '../rules/employment.js';
import type { EntryFields } from '../rules/entry-check.js';
import type { Load } from './load-store.js';

/** A row of a load as it stands. */
export type Row = Omit<Selectable<WorkforceRosterRowTable>, 'kind' | 'changes' | 'problems'> & {
  readonly kind: RosterRowKind;
  readonly changes: readonly Difference[];
  readonly problems: readonly FieldProblem[];
};

/** A row of the file once it is compared. */
export type ComparedRow = {
  readonly id: string;
  readonly rowNumber: number;
  readonly kind: Exclude<RosterRowKind, 'left'>;
  readonly entry: EntryFields;
  readonly tokens: readonly Buffer[];
  readonly employmentId: string | null;
  readonly employmentVersion: number | null;
  readonly changes: readonly Difference[];
  readonly problems: readonly FieldProblem[];
};

const table = 'workforce.roster_row';

/** Where a page ended: rows of the file first, in its order, then those it does not name. */
export type RowPosition = { readonly rowNumber: number; readonly id: string };

/** What stands for the row number of somebody whom the file does not name. */
export const afterAllRows = 2_000_000_000;

/** Rows of loads, as far as the viewer may see them. */
export function rowStore({ sql }: Transaction) {
  const rows = () => sql.selectFrom('workforce.rosterRow').selectAll();
  const place = rawSql<number>`coalesce(row_number, ${rawSql.lit(afterAllRows)})`;
  const columnsOf = ({ entry, ...row }: ComparedRow, sealer: Sealer) => ({
    ...row,
    entry: sealer.seal('entry', row.id, JSON.stringify(entry)),
    tokens: [...row.tokens],
    // What is no post class may be anything, a name in the wrong column too: it stays sealed.
    postClass: row.problems.some(({ path }) => path === 'postClass') ? '' : entry.postClass,
    changes: [...row.changes],
    problems: JSON.stringify(row.problems),
  });

  return {
    byId: async (loadId: string, id: string): Promise<Row> =>
      ((await rows().where('loadId', '=', loadId).where('id', '=', id).executeTakeFirst()) as unknown as
        Row | undefined) ?? refuse('not-found'),

    insert: async (loadId: string, compared: readonly ComparedRow[], sealer: Sealer): Promise<void> => {
      if (compared.length === 0) return;
      await sql
        .insertInto('workforce.rosterRow')
        .values(compared.map((row) => ({ ...columnsOf(row, sealer), loadId })))
        .execute();
    },

    replace: async (compared: ComparedRow, sealer: Sealer): Promise<void> => {
      const { id, ...columns } = columnsOf(compared, sealer);
      await sql.updateTable('workforce.rosterRow').set(columns).where('id', '=', id).execute();
    },

    /** Rows of the file, other than these, about the holder of one of these documents or about one of these employments. */
    about: async (
      loadId: string,
      held: readonly Buffer[],
      employmentIds: readonly string[],
      except: readonly string[],
    ): Promise<Pick<Row, 'rowNumber' | 'tokens' | 'postClass' | 'employmentId'>[]> =>
      sql
        .selectFrom('workforce.rosterRow')
        .select(['rowNumber', 'tokens', 'postClass', 'employmentId'])
        .where('loadId', '=', loadId)
        .where('rowNumber', 'is not', null)
        .where(
          rawSql<boolean>`id = any(array(
            select workforce.rows_about(${loadId}::uuid, ${held}::bytea[])
            union select named.id from workforce.roster_row named
                   where named.load_id = ${loadId}::uuid and named.employment_id = any(${employmentIds}::uuid[])))`,
        )
        .where(rawSql<boolean>`id <> all(${except}::uuid[])`)
        .orderBy('rowNumber')
        .execute(),

    /** Those at the unit whom the file does not name, and nobody else, have left. */
    settleLeft: async ({ id, unitId }: Pick<Load, 'id' | 'unitId'>, today: string): Promise<void> => {
      await rawSql`
        insert into workforce.roster_row (id, load_id, kind, employment_id, employment_version, post_class)
        select gen_random_uuid(), ${id}, 'left', employed.id, employed.version, employed.post_class
          from workforce.employment employed
         where employed.unit_id = ${unitId} and employed.ended_at is null
           and (employed.until_date is null or employed.until_date >= ${today}::date)
           and not exists (select 1 from workforce.roster_row named
                            where named.load_id = ${id} and named.employment_id = employed.id)`.execute(sql);
    },

    /** An employment that the file names after all has not left. */
    removeLeft: async (loadId: string, employmentId: string): Promise<void> => {
      await sql
        .deleteFrom('workforce.rosterRow')
        .where('loadId', '=', loadId)
        .where('kind', '=', 'left')
        .where('employmentId', '=', employmentId)
        .execute();
    },

    page: async (
      loadId: string,
      kind: RosterRowKind,
      limit: number,
      after: RowPosition | undefined,
    ): Promise<Row[]> => {
      let query = rows().where('loadId', '=', loadId).where('kind', '=', kind);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(${place}, id) > (${after.rowNumber}, ${after.id}::uuid)`);
      return (await query.orderBy(place).orderBy('id').limit(limit).execute()) as unknown as Row[];
    },

    /** The next rows that would change something and were not refused. */
    toTake: async (loadId: string, limit: number): Promise<Row[]> =>
      (await rows()
        .where('loadId', '=', loadId)
        // Said in so many words: the index that has them in this order names them.
        .where(rawSql<boolean>`kind in ('new', 'changed', 'left')`)
        .where('refused', 'is', null)
        .orderBy(rawSql`case kind when 'left' then 0 else 1 end`)
        .orderBy(place)
        .orderBy('id')
        .limit(limit)
        .execute()) as unknown as Row[],

    remove: async (ids: readonly string[]): Promise<void> => {
      await sql
        .deleteFrom('workforce.rosterRow')
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
    },

    /** All rows of a load, or those of one kind, but for those that could not be taken. */
    removeOf: async (loadId: string, kind?: RosterRowKind): Promise<number> => {
      let query = sql.deleteFrom('workforce.rosterRow').where('loadId', '=', loadId).where('refused', 'is', null);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },

    refuse: async (id: string, code: string): Promise<void> => {
      await sql.updateTable('workforce.rosterRow').set({ refused: code }).where('id', '=', id).execute();
    },

    /** How many rows of each kind stand here, but for those that could not be taken; the database counts them as they come and go. */
    counts: async (loadId: string): Promise<Record<RosterRowKind, number>> => {
      const groups = await sql
        .selectFrom('workforce.rosterRowCount')
        .select(['kind', 'count'])
        .where('loadId', '=', loadId)
        .execute();
      const counts = { new: 0, changed: 0, left: 0, same: 0, problem: 0 };
      for (const { kind, count } of groups) counts[kind as RosterRowKind] = count;
      return counts;
    },
  };
}

/** What seals and opens the rows of a load. */
export async function rowSealerOf(
  keys: KeyRing,
  transaction: Transaction,
  { dataKeyId }: Pick<Load, 'dataKeyId'>,
): Promise<Sealer> {
  const sealer = (await sealersFor(keys, transaction, [dataKeyId], table)).get(dataKeyId);
  if (sealer === undefined) throw new Error('the data key of a load was destroyed');
  return sealer;
}

/** The entry of a row of the file. */
export function entryIn(row: Pick<Row, 'id' | 'entry'>, sealer: Sealer): EntryFields | undefined {
  return row.entry === null ? undefined : (JSON.parse(sealer.open('entry', row.id, row.entry)) as EntryFields);
}
