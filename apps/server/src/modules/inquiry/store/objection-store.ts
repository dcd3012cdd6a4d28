import { sql as rawSql, type Selectable } from 'kysely';
import type { InquiryObjectionStepTable, InquiryRepairTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { ObjectionOutcome } from '../rules/objection.js';

export type ObjectionRow = {
  readonly id: string;
  readonly applicationId: string;
  readonly reason: string;
  readonly at: Date;
  readonly endedAt: Date | null;
  readonly outcome: ObjectionOutcome | null;
  readonly recheckId: string | null;
  readonly letterWay: 'message' | 'letter' | null;
};
export type StepRow = Selectable<InquiryObjectionStepTable>;
export type RepairRow = Selectable<InquiryRepairTable>;
export type NewStep = Pick<
  StepRow,
  'objectionId' | 'applicationId' | 'sequence' | 'step' | 'authorityId' | 'superiorId' | 'senderId' | 'dueAt'
>;
export type NewRepair = Pick<
  RepairRow,
  'objectionId' | 'applicationId' | 'kind' | 'part' | 'organisationId' | 'superiorId' | 'dueAt'
>;

/** Something granted that has to be looked at again: the body that granted it does so. */
export type NewReview = Pick<RepairRow, 'applicationId' | 'kind' | 'organisationId' | 'superiorId' | 'dueAt'> & {
  readonly groundHash: Buffer;
};

const columns = ['id', 'applicationId', 'reason', 'at', 'endedAt', 'outcome', 'recheckId', 'letterWay'] as const;
const mostShown = 200;

/** Objections with their steps and repairs, as far as the viewer may see them. */
export function objectionStore(transaction: Transaction) {
  const { sql } = transaction;
  const objections = () => sql.selectFrom('inquiry.objection').select(columns).$castTo<ObjectionRow>();

  return {
    /** The latest objection to an answer, also one that has ended. */
    latest: (applicationId: string): Promise<ObjectionRow | undefined> =>
      objections().where('applicationId', '=', applicationId).orderBy('at', 'desc').limit(1).executeTakeFirst(),
    byId: (id: string): Promise<ObjectionRow | undefined> => objections().where('id', '=', id).executeTakeFirst(),
    byIds: (ids: readonly string[]): Promise<ObjectionRow[]> =>
      objections()
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute(),
    openOf: (applicationIds: readonly string[]): Promise<ObjectionRow[]> =>
      objections()
        .where(rawSql<boolean>`application_id = any(${applicationIds}::uuid[])`)
        .where('endedAt', 'is', null)
        .orderBy('id')
        .execute(),
    /** Open objections that are looked at again under these questions. */
    byRecheckIds: (recheckIds: readonly string[]): Promise<ObjectionRow[]> =>
      objections()
        .where(rawSql<boolean>`recheck_id = any(${recheckIds}::uuid[])`)
        .where('endedAt', 'is', null)
        .execute(),
    /** Open ones whose answer was told and that have no step yet: opened by an earlier version. */
    withoutCourse: (limit: number): Promise<ObjectionRow[]> =>
      objections()
        .where('endedAt', 'is', null)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('inquiry.application')
              .select('inquiry.application.id')
              .whereRef('inquiry.application.id', '=', 'inquiry.objection.applicationId')
              .where('inquiry.application.state', '=', 'OBJECTED'),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('inquiry.objectionStep')
                .select('inquiry.objectionStep.id')
                .whereRef('inquiry.objectionStep.objectionId', '=', 'inquiry.objection.id'),
            ),
          ),
        )
        .limit(limit)
        .execute(),
    setRecheck: async (id: string, recheckId: string): Promise<void> => {
      await sql.updateTable('inquiry.objection').set({ recheckId }).where('id', '=', id).execute();
    },
    end: async (
      { id }: Pick<ObjectionRow, 'id'>,
      outcome: ObjectionOutcome,
      letterWay: 'message' | 'letter',
    ): Promise<void> => {
      await sql
        .updateTable('inquiry.objection')
        .set({ endedAt: transaction.now, outcome, letterWay })
        .where('id', '=', id)
        .execute();
    },
    ...stepsOf(transaction),
    ...repairsOf(transaction),
    ...figuresOf(transaction),
  };
}

function stepsOf({ sql, now }: Transaction) {
  const steps = () => sql.selectFrom('inquiry.objectionStep').selectAll();
  const open = () => steps().where('endedAt', 'is', null);
  return {
    steps: (objectionId: string): Promise<StepRow[]> =>
      steps().where('objectionId', '=', objectionId).orderBy('sequence').execute(),
    stepById: (id: string): Promise<StepRow | undefined> => steps().where('id', '=', id).executeTakeFirst(),
    begin: async (step: NewStep): Promise<void> => {
      await sql
        .insertInto('inquiry.objectionStep')
        .values({ ...step, id: newId(), begunAt: now })
        .execute();
    },
    /** Ends a step, once; false where somebody was first. */
    endStep: async (id: string, endedBy: string): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('inquiry.objectionStep')
        .set({ endedAt: now, endedBy })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    /** Steps that wait, the worst first: what is late longest, then what is due next. */
    openSteps: (): Promise<StepRow[]> => open().orderBy('dueAt').orderBy('id').limit(mostShown).execute(),
    /** Those late and not marked as late yet. */
    lateSteps: (limit: number): Promise<StepRow[]> =>
      open().where('overdueAt', 'is', null).where('dueAt', '<=', now).orderBy('dueAt').limit(limit).execute(),
    markStepLate: async (id: string): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('inquiry.objectionStep')
        .set({ overdueAt: now })
        .where('id', '=', id)
        .where('overdueAt', 'is', null)
        .where('endedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    /** How many steps wait for an organisation, or are late below it. */
    stepsWaiting: (organisationId: string) =>
      sql
        .selectFrom('inquiry.objectionStep')
        .select(waitingFigures(now))
        .where('endedAt', 'is', null)
        .where((where) =>
          where.or([
            where('authorityId', '=', organisationId),
            where.and([where('superiorId', '=', organisationId), where('overdueAt', 'is not', null)]),
          ]),
        )
        .executeTakeFirstOrThrow(),
  };
}

function repairsOf({ sql, now }: Transaction) {
  const repairs = () => sql.selectFrom('inquiry.repair').selectAll();
  const open = () => repairs().where('doneAt', 'is', null).where('voidAt', 'is', null);
  return {
    repairs: (objectionId: string): Promise<RepairRow[]> =>
      repairs().where('objectionId', '=', objectionId).orderBy('dueAt').orderBy('id').execute(),
    repairById: (id: string): Promise<RepairRow | undefined> => repairs().where('id', '=', id).executeTakeFirst(),
    order: async (ordered: readonly NewRepair[]): Promise<void> => {
      if (ordered.length === 0) return;
      await sql
        .insertInto('inquiry.repair')
        .values(ordered.map((one) => ({ ...one, id: newId(), begunAt: now })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    /** Has grants looked at again, each once for one ground. @returns the inquiries of those that were not before */
    reopen: async (reviews: readonly NewReview[]): Promise<string[]> => {
      if (reviews.length === 0) return [];
      const written = await sql
        .insertInto('inquiry.repair')
        .values(reviews.map((one) => ({ ...one, part: 'authority', objectionId: null, id: newId(), begunAt: now })))
        .onConflict((conflict) => conflict.doNothing())
        .returning('applicationId')
        .execute();
      return written.map(({ applicationId }) => applicationId);
    },
    /** Reviews that rested on these grounds, and were not done, have none any more. */
    voidReviews: async (grounds: readonly Buffer[]): Promise<void> => {
      await sql
        .updateTable('inquiry.repair')
        .set({ voidAt: now })
        .where(rawSql<boolean>`ground_hash = any(${grounds}::bytea[])`)
        .where('doneAt', 'is', null)
        .where('voidAt', 'is', null)
        .execute();
    },
    openRepairs: (): Promise<RepairRow[]> => open().orderBy('dueAt').orderBy('id').limit(mostShown).execute(),
    lateRepairs: (limit: number): Promise<RepairRow[]> =>
      open().where('overdueAt', 'is', null).where('dueAt', '<=', now).orderBy('dueAt').limit(limit).execute(),
    markRepairLate: async (id: string): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('inquiry.repair')
        .set({ overdueAt: now })
        .where('id', '=', id)
        .where('overdueAt', 'is', null)
        .where('doneAt', 'is', null)
        .where('voidAt', 'is', null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    /** Says that it is done, once; of what is looked at again on several grounds, on all. */
    repaired: async ({ id, applicationId, kind, objectionId }: RepairRow, doneBy: string): Promise<void> => {
      await sql
        .updateTable('inquiry.repair')
        .set({ doneAt: now, doneBy })
        .where((where) =>
          objectionId === null
            ? where.and({ applicationId, kind }).and('objectionId', 'is', null)
            : where('id', '=', id),
        )
        .where('doneAt', 'is', null)
        .where('voidAt', 'is', null)
        .execute();
    },
    repairsWaiting: (organisationId: string) =>
      sql
        .selectFrom('inquiry.repair')
        .select(waitingFigures(now, rawSql`distinct (application_id, kind)`))
        .where('doneAt', 'is', null)
        .where('voidAt', 'is', null)
        .where((where) =>
          where.or([
            where('organisationId', '=', organisationId),
            where.and([where('superiorId', '=', organisationId), where('overdueAt', 'is not', null)]),
          ]),
        )
        .executeTakeFirstOrThrow(),
  };
}

/** @param each what is counted once, where that is not each row */
function waitingFigures(now: Date, each = rawSql`*`) {
  return [
    rawSql<number>`count(${each})::int`.as('count'),
    rawSql<number>`count(*) filter (where due_at < ${now})::int`.as('overdue'),
    rawSql<Date | null>`min(due_at)`.as('dueAt'),
  ] as const;
}

function figuresOf({ sql }: Transaction) {
  return {
    /** What came of an objection, without what leads to it. */
    count: async (figure: {
      readonly outcome: ObjectionOutcome;
      readonly reason: string;
      readonly closedOn: string;
      readonly days: number;
      readonly lateSteps: number;
    }): Promise<void> => {
      await sql
        .insertInto('inquiry.objectionFigure')
        .values({ ...figure, id: newId() })
        .execute();
    },
    figures: async (from: string, before: string) =>
      sql
        .selectFrom('inquiry.objectionFigure')
        .select(['outcome', 'days', 'lateSteps'])
        .where('closedOn', '>=', from)
        .where('closedOn', '<', before)
        .$castTo<{ outcome: ObjectionOutcome; days: number; lateSteps: number }>()
        .execute(),
  };
}
