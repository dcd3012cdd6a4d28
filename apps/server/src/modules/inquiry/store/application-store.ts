import type { InquiryState } from '@gatehouse/contract';
import { type Insertable, sql as rawSql, type Updateable } from 'kysely';
import type { InquiryApplicationTable, Json } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Application } from '../application.js';

export type { Application } from '../application.js';

export type NewApplication = Omit<Insertable<InquiryApplicationTable>, 'createdAt' | 'changedAt' | 'state' | 'version'>;
export type ApplicationChanges = Omit<Updateable<InquiryApplicationTable>, 'id' | 'version' | 'state' | 'changedAt'>;

/** What was done, for the list of actions. */
export type NewAction = {
  readonly verb: string;
  readonly state: InquiryState;
  readonly actor: string;
  readonly organisationId: string | null;
  readonly detail?: Readonly<Record<string, Json>>;
};

/** How a list is narrowed. */
export type ApplicationFilter = {
  readonly states?: readonly InquiryState[] | undefined;
  readonly batchId?: string | undefined;
  readonly problems?: 'with' | 'without' | undefined;
  readonly setAside?: boolean | undefined;
};

/** An open inquiry that holds a document. */
export type TokenHolder = {
  readonly id: string;
  readonly purpose: string;
  readonly rowNumber: number | null;
  /** The list it was read from. */
  readonly readFrom: string | null;
  readonly token: Buffer;
};

/** What is told with a release, row by row. */
type Told = { toldId: string; toldDecision: Buffer; toldEntry: string };

/** Where a page ended: the clock, and the id that settles ties. */
export type ListPosition = { readonly dueAt: string; readonly id: string };

/** More inquiries than there are about anybody: none is missed. */
export const everyOne = 10_000;

const farFuture = '9999-12-31T00:00:00.000Z';

/** Inquiries and their actions, as far as the viewer may see them. */
export function applicationStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('inquiry.application').selectAll();
  const addTokens = async (applicationId: string, tokens: readonly Buffer[]): Promise<void> => {
    if (tokens.length === 0) return;
    await sql
      .insertInto('inquiry.documentToken')
      .values(tokens.map((token) => ({ applicationId, token })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  };

  return {
    byId: async (id: string): Promise<Application> => {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row === undefined ? refuse('not-found') : (row as Application);
    },

    byIds: async (ids: readonly string[]): Promise<Application[]> =>
      ids.length === 0
        ? []
        : ((await rows()
            .where('id', 'in', [...ids])
            .execute()) as Application[]),

    insert: async (row: NewApplication, state: InquiryState): Promise<Application> =>
      (await sql
        .insertInto('inquiry.application')
        .values({ ...row, state, createdAt: now, changedAt: now })
        .returningAll()
        .executeTakeFirstOrThrow()) as Application,

    /**
     * Writes the row one version on; refuses `changed-meanwhile` when somebody else was first. Until when it is kept is counted anew from
     * here, and announced anew.
     */
    update: async (
      { id, version }: Pick<Application, 'id' | 'version'>,
      changes: ApplicationChanges & { state: InquiryState },
    ): Promise<Application> => {
      const row = await sql
        .updateTable('inquiry.application')
        .set({ keepUntil: null, ...changes, version: version + 1, changedAt: now })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? refuse('changed-meanwhile') : (row as Application);
    },

    /** Rows held against others until the transaction ends, always in one order, so that two never wait for each other. */
    heldByIds: async (ids: readonly string[]): Promise<Application[]> =>
      (await rows()
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .orderBy('id')
        .forUpdate()
        .execute()) as Application[],

    /**
     * Writes rows that this transaction holds one version on, all with the same changes. What is told with a release, and the
     * entry that proves it, are a row's own; they come with all of the rows or with none.
     */
    updateMany: async (
      held: readonly (Pick<Application, 'id'> & { readonly decision?: Buffer; readonly noticeEntryId?: string })[],
      changes: ApplicationChanges & { state: InquiryState },
    ): Promise<Application[]> => {
      const ids = held.map(({ id }) => id);
      const decisions = held.map(({ decision }) => decision);
      const entries = held.map(({ noticeEntryId }) => noticeEntryId);
      const given = rawSql<Told>`(select * from unnest(${ids}::uuid[], ${decisions}::bytea[], ${entries}::uuid[])
        as told (told_id, told_decision, told_entry))`.as('told');
      const change = { keepUntil: null, ...changes, version: rawSql<number>`version + 1`, changedAt: now };
      const writing = decisions.includes(undefined)
        ? sql
            .updateTable('inquiry.application')
            .set(change)
            .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        : sql
            .updateTable('inquiry.application')
            .from(given)
            .set({
              ...change,
              decision: (told) => told.ref('toldDecision'),
              noticeEntryId: (told) => told.ref('toldEntry'),
            })
            .whereRef('id', '=', 'toldId');
      const written = await writing.returningAll('inquiry.application').execute();
      return written.length === held.length ? (written as Application[]) : refuse('changed-meanwhile');
    },

    appendMany: async (
      actions: readonly (NewAction & { readonly applicationId: string; readonly sequence: number })[],
    ): Promise<void> => {
      if (actions.length === 0) return;
      await sql
        .insertInto('inquiry.applicationAction')
        .values(
          actions.map((action) => ({ ...action, detail: JSON.stringify(action.detail ?? {}), id: newId(), at: now })),
        )
        .execute();
    },

    /** Ids of the rows of a list that a deed fits: by their state, and what else it asks. */
    fitting: async (
      batchId: string,
      fit: {
        readonly states: readonly InquiryState[];
        readonly permission?: 'notice';
        readonly unproven?: true;
        readonly among?: readonly string[] | undefined;
      },
    ): Promise<string[]> => {
      let query = sql
        .selectFrom('inquiry.application')
        .select('id')
        .where('batchId', '=', batchId)
        .where('state', 'in', [...fit.states]);
      if (fit.permission !== undefined) query = query.where('permission', '=', fit.permission);
      if (fit.unproven === true) query = query.where('identityProof', 'is', null).where('problemCount', '=', 0);
      if (fit.among !== undefined) query = query.where(rawSql<boolean>`id = any(${fit.among}::uuid[])`);
      return (await query.execute()).map(({ id }) => id);
    },

    /** Approved inquiries whose question has not gone out. */
    approved: async (): Promise<string[]> =>
      (await sql.selectFrom('inquiry.application').select('id').where('state', '=', 'APPROVED').execute()).map(
        ({ id }) => id,
      ),

    /** Names the file of a notice, once; no step of the inquiry. */
    keepNotice: async (id: string, fileId: string): Promise<void> => {
      await sql
        .updateTable('inquiry.application')
        .set({ noticeFileId: fileId })
        .where('id', '=', id)
        .where('noticeFileId', 'is', null)
        .execute();
    },

    append: async (applicationId: string, sequence: number, action: NewAction): Promise<void> => {
      await sql
        .insertInto('inquiry.applicationAction')
        .values({
          ...action,
          detail: JSON.stringify(action.detail ?? {}),
          id: newId(),
          applicationId,
          sequence,
          at: now,
        })
        .execute();
    },

    actions: async (applicationId: string) =>
      sql
        .selectFrom('inquiry.applicationAction')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .orderBy('sequence')
        .execute(),

    /** Overdue first, then what is due next; what has no clock comes last. */
    list: async (filter: ApplicationFilter, limit: number, after?: ListPosition): Promise<Application[]> => {
      const clock = rawSql<Date>`coalesce(due_at, ${farFuture}::timestamptz)`;
      let query = rows();
      if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states]);
      if (filter.batchId !== undefined) query = query.where('batchId', '=', filter.batchId);
      if (filter.problems !== undefined) query = query.where('problemCount', filter.problems === 'with' ? '>' : '=', 0);
      if (filter.setAside !== undefined)
        query = query.where(rawSql<boolean>`batch_id is distinct from read_from`, '=', filter.setAside);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(${clock}, id) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`);
      return (await query.orderBy(clock).orderBy('id').limit(limit).execute()) as Application[];
    },

    /** Rows of a list as its page shows them: problems first, then by row. */
    rowsOfBatch: async (
      batchId: string,
      problems: 'with' | 'without' | undefined,
      limit: number,
      offset: number,
    ): Promise<Application[]> => {
      let query = rows().where('batchId', '=', batchId);
      if (problems !== undefined) query = query.where('problemCount', problems === 'with' ? '>' : '=', 0);
      return (await query
        .orderBy(rawSql`(problem_count > 0) desc`)
        .orderBy('rowNumber')
        .limit(limit)
        .offset(offset)
        .execute()) as Application[];
    },

    allOfBatch: async (batchId: string, ids?: readonly string[]): Promise<Application[]> => {
      const query = rows().where('batchId', '=', batchId).orderBy('rowNumber');
      const chosen = ids === undefined ? query : query.where('id', 'in', ids.length === 0 ? [newId()] : [...ids]);
      return (await chosen.execute()) as Application[];
    },

    addTokens,

    replaceTokens: async (applicationId: string, tokens: readonly Buffer[]): Promise<void> => {
      await sql.deleteFrom('inquiry.documentToken').where('applicationId', '=', applicationId).execute();
      await addTokens(applicationId, tokens);
    },

    /** Open inquiries of a unit by document, for a whole chunk of rows at once. */
    openByTokens: async (
      unitId: string,
      states: readonly InquiryState[],
      tokens: readonly Buffer[],
    ): Promise<TokenHolder[]> =>
      tokens.length === 0
        ? []
        : sql
            .selectFrom('inquiry.documentToken as held')
            .innerJoin('inquiry.application as application', 'application.id', 'held.applicationId')
            .select([
              'application.id',
              'application.purpose',
              'application.rowNumber',
              'application.readFrom',
              'held.token',
            ])
            .where('held.token', 'in', [...tokens])
            .where('application.unitId', '=', unitId)
            .where('application.state', 'in', [...states])
            .execute(),

    /** Inquiries whose person holds a document with one of these tokens. */
    byTokens: async (tokens: readonly Buffer[], most = 100): Promise<Application[]> => {
      if (tokens.length === 0) return [];
      const held = sql
        .selectFrom('inquiry.documentToken')
        .select('applicationId')
        .where('token', 'in', [...tokens]);
      return (await rows().where('id', 'in', held).orderBy('createdAt', 'desc').limit(most).execute()) as Application[];
    },
  };
}

/** Where a page that ends with this row is continued. */
export function positionOf(row: Application): ListPosition {
  return { dueAt: row.dueAt?.toISOString() ?? farFuture, id: row.id };
}
