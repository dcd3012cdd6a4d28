import { sql as rawSql, type Selectable } from 'kysely';
import type { WorkforceGapStepTable, WorkforceGapTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';

export type GapRow = Selectable<WorkforceGapTable>;
export type GapStepRow = Selectable<WorkforceGapStepTable>;
/** An open gap and the step it is at. */
export type GapAtStep = { readonly gap: GapRow; readonly step: GapStepRow };

export type NewGap = Pick<
  GapRow,
  | 'unitId'
  | 'reviewerId'
  | 'superiorId'
  | 'employmentId'
  | 'kind'
  | 'key'
  | 'postClass'
  | 'missing'
  | 'toldUnit'
  | 'since'
  | 'checkState'
  | 'checkBegunAt'
  | 'checkStepAt'
>;
export type NewGapStep = Pick<GapStepRow, 'gapId' | 'sequence' | 'step' | 'responsible' | 'organisationId' | 'dueAt'>;

/** Where a page of gaps ended. */
export type GapPosition = {
  readonly height: number;
  readonly kind: number;
  readonly dueAt: string;
  readonly id: string;
};

/** Gaps with their steps, as far as the viewer may see them. */
export function gapStore({ sql, now }: Transaction) {
  const gaps = () => sql.selectFrom('workforce.gap').selectAll();
  const open = () => gaps().where('closedAt', 'is', null);
  const withSteps = async (rows: readonly GapRow[]): Promise<GapAtStep[]> => {
    const steps = await sql
      .selectFrom('workforce.gapStep')
      .selectAll()
      .where(rawSql<boolean>`gap_id = any(${rows.map(({ id }) => id)}::uuid[])`)
      .where('endedAt', 'is', null)
      .execute();
    const byGap = new Map(steps.map((step) => [step.gapId, step]));
    return rows.flatMap((gap) => {
      const step = byGap.get(gap.id);
      return step === undefined ? [] : [{ gap, step }];
    });
  };
  return {
    /** Gaps that were found before, open or of a kind that stays one for good. */
    known: async (keys: readonly string[], lasting: readonly string[]): Promise<ReadonlySet<string>> =>
      new Set(
        (
          await gaps()
            .where(rawSql<boolean>`key = any(${keys}::text[])`)
            .where((where) => where.or([where('closedAt', 'is', null), where('kind', 'in', [...lasting])]))
            .execute()
        ).map(({ key }) => key),
      ),
    openOf: async (employmentIds: readonly string[]): Promise<GapAtStep[]> =>
      withSteps(
        await open()
          .where(rawSql<boolean>`employment_id = any(${employmentIds}::uuid[])`)
          .orderBy('id')
          .execute(),
      ),
    openOfUnit: async (unitId: string): Promise<GapAtStep[]> =>
      withSteps(await open().where('unitId', '=', unitId).where('employmentId', 'is', null).orderBy('id').execute()),
    /**
     * What waits, the worst first: what is owed to the procuratorate, then what is late above, then by kind, then by clock.
     * @param kinds the kinds of gap in the law pack's order
     */
    worstFirst: async (
      kinds: readonly string[],
      limit: number,
      after: GapPosition | undefined,
    ): Promise<(GapAtStep & { readonly position: GapPosition })[]> => {
      const height = rawSql<number>`case when missing.owed_at is not null then 0 when missing.escalated_at is not null then 1 else 2 end`;
      const kind = rawSql<number>`coalesce(array_position(${kinds}::text[], missing.kind), 0)`;
      let query = sql
        .selectFrom('workforce.gap as missing')
        .innerJoin('workforce.gapStep as waits', 'waits.gapId', 'missing.id')
        .selectAll('missing')
        .select([height.as('height'), kind.as('kindOrder'), 'waits.dueAt'])
        .where('missing.closedAt', 'is', null)
        .where('waits.endedAt', 'is', null);
      if (after !== undefined)
        query = query.where(
          rawSql<boolean>`(${height}, ${kind}, waits.due_at, missing.id) >
            (${after.height}::int, ${after.kind}::int, ${after.dueAt}::timestamptz, ${after.id}::uuid)`,
        );
      const rows = await query
        .orderBy(height)
        .orderBy(kind)
        .orderBy('waits.dueAt')
        .orderBy('missing.id')
        .limit(limit)
        .execute();
      const positions = new Map(
        rows.map((row) => [
          row.id,
          { height: row.height, kind: row.kindOrder, dueAt: row.dueAt.toISOString(), id: row.id },
        ]),
      );
      return (await withSteps(rows)).flatMap((one) => {
        const position = positions.get(one.gap.id);
        return position === undefined ? [] : [{ ...one, position }];
      });
    },
    /** A gap, open or closed. */
    byId: async (id: string): Promise<GapRow> =>
      (await gaps().where('id', '=', id).executeTakeFirst()) ?? refuse('not-found'),
    atStep: async (id: string): Promise<GapAtStep> => {
      const row = await open().where('id', '=', id).executeTakeFirst();
      const [found] = row === undefined ? [] : await withSteps([row]);
      return found ?? refuse('not-found');
    },
    steps: async (gapIds: readonly string[]): Promise<GapStepRow[]> =>
      sql
        .selectFrom('workforce.gapStep')
        .selectAll()
        .where(rawSql<boolean>`gap_id = any(${gapIds}::uuid[])`)
        .orderBy('sequence')
        .execute(),
    insert: async (gap: NewGap): Promise<string> => {
      const id = newId();
      await sql
        .insertInto('workforce.gap')
        .values({ ...gap, id, foundAt: now })
        .execute();
      return id;
    },
    update: async (
      id: string,
      changes: Partial<
        Pick<
          GapRow,
          'missing' | 'goneAt' | 'escalatedAt' | 'owedFrom' | 'owedAt' | 'checkState' | 'checkBegunAt' | 'checkStepAt'
        >
      >,
    ): Promise<void> => {
      await sql.updateTable('workforce.gap').set(changes).where('id', '=', id).execute();
    },
    close: async (id: string, outcome: 'mended' | 'verified' | 'void'): Promise<void> => {
      await sql.updateTable('workforce.gap').set({ closedAt: now, outcome }).where('id', '=', id).execute();
    },
    begin: async (step: NewGapStep): Promise<void> => {
      await sql
        .insertInto('workforce.gapStep')
        .values({ ...step, id: newId(), begunAt: now })
        .execute();
    },
    /** Ends a step, once; refuses where somebody was first. */
    end: async (
      { id }: Pick<GapStepRow, 'id'>,
      endedBy: string,
      written: Partial<Pick<GapStepRow, 'dataKeyId' | 'words' | 'overdueAt'>> = {},
    ): Promise<void> => {
      const { numUpdatedRows } = await sql
        .updateTable('workforce.gapStep')
        .set({ ...written, endedAt: now, endedBy })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows !== 1n) refuse('changed-meanwhile');
    },
    ...lateIn({ sql, now }),
  };
}

function lateIn({ sql, now }: Pick<Transaction, 'sql' | 'now'>) {
  return {
    /** Gaps whose step is late and not marked as late yet. */
    late: async (limit: number): Promise<string[]> =>
      (
        await sql
          .selectFrom('workforce.gapStep')
          .select('gapId')
          .where('endedAt', 'is', null)
          .where('overdueAt', 'is', null)
          .where('dueAt', '<=', now)
          .orderBy('dueAt')
          .limit(limit)
          .execute()
      ).map(({ gapId }) => gapId),
    markLate: async ({ id }: Pick<GapStepRow, 'id'>): Promise<void> => {
      await sql.updateTable('workforce.gapStep').set({ overdueAt: now }).where('id', '=', id).execute();
    },
    /** Gaps that are owed to the procuratorate from now on, or were before anybody there was told. */
    owed: async (limit: number): Promise<string[]> =>
      (
        await sql
          .selectFrom('workforce.gap')
          .leftJoin('workforce.gapReferral', 'gapId', 'workforce.gap.id')
          .select('workforce.gap.id')
          .where('workforce.gap.closedAt', 'is', null)
          .where('gapId', 'is', null)
          .where('owedFrom', '<=', now)
          .limit(limit)
          .execute()
      ).map(({ id }) => id),
    /** How many steps wait for an organisation, and how many are late below it. */
    waiting: async (organisationId: string) =>
      sql
        .selectFrom('workforce.gapStep as waits')
        .innerJoin('workforce.gap as missing', 'missing.id', 'waits.gapId')
        .select([
          rawSql<number>`count(*) filter (where waits.organisation_id = ${organisationId}::uuid)::int`.as('own'),
          rawSql<number>`count(*) filter (where waits.organisation_id = ${organisationId}::uuid and waits.due_at < ${now})::int`.as(
            'overdue',
          ),
          rawSql<Date | null>`min(waits.due_at) filter (where waits.organisation_id = ${organisationId}::uuid)`.as(
            'dueAt',
          ),
          rawSql<number>`count(*) filter (where missing.superior_id = ${organisationId}::uuid and missing.escalated_at is not null)::int`.as(
            'below',
          ),
        ])
        .where('waits.endedAt', 'is', null)
        .where('missing.closedAt', 'is', null)
        .executeTakeFirstOrThrow(),
  };
}
