import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type {
  WorkforceCoverageFigureTable,
  WorkforceCoverageFixingTable,
} from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { AtWork } from '../rules/certificate.js';
import type { BandCount } from '../rules/divisions-covered.js';

export type Fixing = Selectable<WorkforceCoverageFixingTable>;
export type Figure = Selectable<WorkforceCoverageFigureTable>;

/** A figure with the end of the period in which it stands. */
export type StandingFigure = Figure & { readonly standsUntil: Date };

/** The figures that everybody is shown: those of the last period that was fixed to its end. */
export function certificateStore({ sql }: Transaction) {
  const standing = () =>
    sql
      .selectFrom('workforce.coverageFigure as figure')
      .innerJoin(
        sql
          .selectFrom('workforce.coverageFixing')
          .select(['id', 'standsUntil'])
          .where('finishedAt', 'is not', null)
          .orderBy('standsFrom', 'desc')
          .limit(1)
          .as('last'),
        'last.id',
        'figure.fixingId',
      )
      .selectAll('figure')
      .select('last.standsUntil');
  return {
    ofUnit: async (unitId: string): Promise<StandingFigure | undefined> =>
      standing().where('figure.unitId', '=', unitId).executeTakeFirst(),
    byCode: async (code: string): Promise<StandingFigure[]> =>
      standing()
        .where('figure.unitId', '=', rawSql<string>`workforce.unit_of_coverage_code(${code})`)
        .execute(),
    /** Units whose name or credit code holds a folded text, those of the shortest name first. */
    byText: async (text: string, limit: number): Promise<StandingFigure[]> =>
      standing()
        .where(rawSql<boolean>`position(${text} in figure.search_text) > 0`)
        .orderBy(rawSql`length(figure.name_zh)`)
        .orderBy('figure.unitId')
        .limit(limit)
        .execute(),
    /** The units of which a figure stands, as far as the viewer sees them. */
    units: async (): Promise<ReadonlySet<string>> => new Set((await standing().execute()).map(({ unitId }) => unitId)),
    /** How many units of each place stand in each band, in the period that stands and in the one before. */
    byDivision: async (): Promise<{ readonly asOf: Date | undefined; readonly counts: readonly BandCount[] }> => {
      const fixings = await sql
        .selectFrom('workforce.coverageFixing')
        .select(['id', 'finishedAt'])
        .where('finishedAt', 'is not', null)
        .orderBy('standsFrom', 'desc')
        .limit(2)
        .execute();
      const [present] = fixings;
      if (present === undefined) return { asOf: undefined, counts: [] };
      const rows = await sql
        .selectFrom('workforce.coverageFigure')
        .select(['fixingId', 'divisionCode', 'band', rawSql<number>`count(*)::int`.as('units')])
        .where(
          'fixingId',
          'in',
          fixings.map(({ id }) => id),
        )
        .groupBy(['fixingId', 'divisionCode', 'band'])
        .execute();
      const counts = rows.map(({ fixingId, ...row }) => ({ ...row, isPresent: fixingId === present.id }));
      return { asOf: present.finishedAt ?? undefined, counts };
    },
    codeOf: async (unitId: string): Promise<string | undefined> =>
      (await sql.selectFrom('workforce.coverageCode').select('code').where('unitId', '=', unitId).executeTakeFirst())
        ?.code,
  };
}

/** The run that fixes the figures of a period. */
export function fixingStore({ sql, now }: Transaction) {
  return {
    of: async (standsFrom: Date): Promise<Fixing | undefined> =>
      sql.selectFrom('workforce.coverageFixing').selectAll().where('standsFrom', '=', standsFrom).executeTakeFirst(),
    begin: async (row: Pick<Fixing, 'id' | 'standsFrom' | 'standsUntil'>): Promise<Fixing> =>
      sql.insertInto('workforce.coverageFixing').values(row).returningAll().executeTakeFirstOrThrow(),
    moveOn: async (id: string, lastUnitId: string | null, isFinished: boolean): Promise<void> => {
      await sql
        .updateTable('workforce.coverageFixing')
        .set({ lastUnitId, ...(isFinished ? { finishedAt: now } : {}) })
        .where('id', '=', id)
        .execute();
    },
    /** Who works at each of the units on a day, and who of them counts as checked for others. */
    atWork: async (unitIds: readonly string[], today: string): Promise<ReadonlyMap<string, AtWork>> => {
      const { rows } = await rawSql<AtWork & { unitId: string }>`
        select covered.unit_id as "unitId", count(*)::int as staff,
               count(*) filter (where covered.is_checked)::int as checked
          from workforce.coverage covered join workforce.employment employed on employed.id = covered.employment_id
         where covered.unit_id = any(${unitIds}::uuid[]) and covered.is_open and employed.from_date <= ${today}::date
         group by covered.unit_id`.execute(sql);
      return new Map(rows.map(({ unitId, ...atWork }) => [unitId, atWork]));
    },
    write: async (figures: readonly Insertable<WorkforceCoverageFigureTable>[]): Promise<void> => {
      if (figures.length === 0) return;
      await sql
        .insertInto('workforce.coverageFigure')
        .values([...figures])
        .execute();
    },
    /** Gives a code to each unit that has none yet. */
    giveCodes: async (codes: readonly { readonly unitId: string; readonly code: string }[]): Promise<void> => {
      if (codes.length === 0) return;
      await sql
        .insertInto('workforce.coverageCode')
        .values(codes.map((one) => ({ ...one, madeAt: now })))
        .onConflict((conflict) => conflict.column('unitId').doNothing())
        .execute();
    },
  };
}
