import type { bulkKinds, bulkStates } from '@gatehouse/contract';
import { type Insertable, sql as rawSql, type Selectable } from 'kysely';
import type { InquiryBulkDeedTable, InquiryBulkRowTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';

export type BulkKind = (typeof bulkKinds)[number];
export type BulkState = (typeof bulkStates)[number];
export type BulkDeedRow = Omit<Selectable<InquiryBulkDeedTable>, 'kind' | 'state'> & {
  readonly kind: BulkKind;
  readonly state: BulkState;
};
export type BulkRow = Selectable<InquiryBulkRowTable>;

/** A row as it is chosen: whatever its deed needs beside the inquiry itself. */
export type ChosenRow = {
  readonly applicationId: string;
  readonly seenVersion?: number | undefined;
  readonly channel?: 'sms' | 'email' | 'printed' | undefined;
  readonly language?: 'zh' | 'en' | undefined;
  readonly contact?: Buffer | undefined;
};

/** How a chunk ended: positions that are done, and those left with their codes. */
export type Settled = {
  readonly done: readonly number[];
  readonly left: readonly { readonly position: number; readonly code: string }[];
};

/** In whose name a deed goes on from now on. */
export type InName = Pick<Insertable<InquiryBulkDeedTable>, 'askedBy' | 'sessionId' | 'divisionCode' | 'roles'>;

/** Deeds for many and their rows. */
export function bulkStore({ sql, now }: Transaction) {
  const deeds = () => sql.selectFrom('inquiry.bulkDeed').selectAll();
  const rows = () => sql.selectFrom('inquiry.bulkRow').selectAll();
  const found = (row: unknown): BulkDeedRow => (row === undefined ? refuse('not-found') : (row as BulkDeedRow));
  return {
    insert: async (deed: Omit<Insertable<InquiryBulkDeedTable>, 'createdAt' | 'changedAt'>): Promise<void> => {
      await sql
        .insertInto('inquiry.bulkDeed')
        .values({ ...deed, createdAt: now, changedAt: now })
        .execute();
    },
    /** Stores the chosen rows, whose order is that of the file; those that are not in the list are let go. Answers how many. */
    insertRows: async (deedId: string, batchId: string | null, chosen: readonly ChosenRow[]): Promise<number> => {
      const { rows: counted } = await rawSql<{ count: number }>`
        with stored as (
          insert into inquiry.bulk_row (deed_id, position, application_id, row_number, seen_version, channel, language, contact)
          select ${deedId}::uuid, row_number() over (order by asked.row_number, asked.id), asked.id, asked.row_number,
                 chosen.version, chosen.channel, chosen.language, chosen.contact
            from unnest(
                   ${chosen.map((one) => one.applicationId)}::uuid[],
                   ${chosen.map((one) => one.seenVersion ?? null)}::integer[],
                   ${chosen.map((one) => one.channel ?? null)}::text[],
                   ${chosen.map((one) => one.language ?? null)}::text[],
                   ${chosen.map((one) => one.contact ?? null)}::bytea[]
                 ) as chosen (id, version, channel, language, contact)
            join inquiry.application asked on asked.id = chosen.id
           where ${batchId}::uuid is null or asked.batch_id = ${batchId}::uuid
          on conflict do nothing
          returning 1
        ) select count(*)::int as count from stored`.execute(sql);
      return counted[0]?.count ?? 0;
    },
    setRows: async (id: string, count: number): Promise<BulkDeedRow> =>
      found(
        await sql
          .updateTable('inquiry.bulkDeed')
          .set({ rows: count, ...(count === 0 ? { state: 'DONE' } : {}) })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst(),
      ),
    byId: async (id: string): Promise<BulkDeedRow> => found(await deeds().where('id', '=', id).executeTakeFirst()),
    /** The deed, held against others until the transaction ends: chunks take turns. */
    held: async (id: string): Promise<BulkDeedRow> =>
      found(await deeds().where('id', '=', id).forUpdate().executeTakeFirst()),
    workingOn: async (batchId: string): Promise<boolean> =>
      (await sql
        .selectFrom('inquiry.bulkDeed')
        .select('id')
        .where('batchId', '=', batchId)
        .where('state', '=', 'WORKING')
        .executeTakeFirst()) !== undefined,
    /** Whether a deed that this account asked for already works on one of the inquiries. */
    workingFor: async (accountId: string, ids: readonly string[]): Promise<boolean> =>
      (await sql
        .selectFrom('inquiry.bulkRow as chosen')
        .innerJoin('inquiry.bulkDeed as deed', 'deed.id', 'chosen.deedId')
        .select('deed.id')
        .where('deed.askedBy', '=', accountId)
        .where('deed.state', '=', 'WORKING')
        .where('chosen.state', '=', 'WAITING')
        .where(rawSql<boolean>`chosen.application_id = any(${ids}::uuid[])`)
        .limit(1)
        .executeTakeFirst()) !== undefined,
    newestFirst: async (kind: BulkKind | undefined, limit: number, offset: number): Promise<BulkDeedRow[]> => {
      const query = kind === undefined ? deeds() : deeds().where('kind', '=', kind);
      const page = query.orderBy('createdAt', 'desc').orderBy('id').limit(limit).offset(offset);
      return (await page.execute()) as BulkDeedRow[];
    },
    newestOf: async (batchIds: readonly string[]): Promise<ReadonlyMap<string, BulkDeedRow>> => {
      if (batchIds.length === 0) return new Map();
      const newest = await deeds()
        .distinctOn('batchId')
        .where('batchId', 'in', [...batchIds])
        .orderBy('batchId')
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return new Map(newest.map((deed) => [deed.batchId ?? '', deed as BulkDeedRow]));
    },
    /** Deeds that should be going on and have not moved since. */
    workingSince: async (before: Date): Promise<string[]> =>
      (
        await sql
          .selectFrom('inquiry.bulkDeed')
          .select('id')
          .where('state', '=', 'WORKING')
          .where('changedAt', '<=', before)
          .execute()
      ).map(({ id }) => id),
    waiting: async (deedId: string, limit: number): Promise<BulkRow[]> =>
      rows().where('deedId', '=', deedId).where('state', '=', 'WAITING').orderBy('position').limit(limit).execute(),
    keepLetters: async (
      deedId: string,
      letters: readonly { readonly position: number; readonly letter: Buffer }[],
    ): Promise<void> => {
      if (letters.length === 0) return;
      await rawSql`
        update inquiry.bulk_row row set letter = kept.letter
          from unnest(${letters.map((one) => one.position)}::integer[], ${letters.map((one) => one.letter)}::bytea[]) as kept (position, letter)
         where row.deed_id = ${deedId}::uuid and row.position = kept.position`.execute(sql);
    },
    /** Writes how a chunk ended; a contact goes with it. */
    settle: async (deed: BulkDeedRow, { done, left }: Settled): Promise<BulkDeedRow> => {
      await rawSql`
        update inquiry.bulk_row row set state = case when ended.code is null then 'DONE' else 'LEFT' end, code = ended.code, contact = null
          from unnest(${[...done, ...left.map((one) => one.position)]}::integer[], ${[...done.map(() => null), ...left.map((one) => one.code)]}::text[]) as ended (position, code)
         where row.deed_id = ${deed.id}::uuid and row.position = ended.position`.execute(sql);
      const settled = deed.done + deed.leftRows + done.length + left.length;
      const over = settled >= deed.rows;
      return found(
        await sql
          .updateTable('inquiry.bulkDeed')
          .set({
            done: deed.done + done.length,
            leftRows: deed.leftRows + left.length,
            changedAt: now,
            ...(over ? { state: 'DONE', version: deed.version + 1 } : {}),
          })
          .where('id', '=', deed.id)
          .returningAll()
          .executeTakeFirst(),
      );
    },
    /** Moves a deed one version on. The version moves with what people do and with its end, not with its progress. */
    move: async (deed: BulkDeedRow, state: BulkState, inName?: InName): Promise<BulkDeedRow> =>
      found(
        await sql
          .updateTable('inquiry.bulkDeed')
          .set({ ...inName, state, version: deed.version + 1, changedAt: now })
          .where('id', '=', deed.id)
          .returningAll()
          .executeTakeFirst(),
      ),
    left: async (deedId: string, limit: number, after: number): Promise<BulkRow[]> =>
      rows()
        .where('deedId', '=', deedId)
        .where('state', '=', 'LEFT')
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
        .execute(),
    letters: async (deedId: string, limit: number, after: number): Promise<BulkRow[]> =>
      rows()
        .where('deedId', '=', deedId)
        .where('letter', 'is not', null)
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
        .execute(),
    lettersOf: async (deedIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
      if (deedIds.length === 0) return new Map();
      const counts = await sql
        .selectFrom('inquiry.bulkRow')
        .select(['deedId', rawSql<number>`count(*)::int`.as('count')])
        .where('deedId', 'in', [...deedIds])
        .where('letter', 'is not', null)
        .groupBy('deedId')
        .execute();
      return new Map(counts.map(({ deedId, count }) => [deedId, count]));
    },
    /** Deeds asked for before an instant that still hold letters. */
    oldLetters: async (before: Date): Promise<string[]> =>
      (
        await sql
          .selectFrom('inquiry.bulkRow as row')
          .innerJoin('inquiry.bulkDeed as deed', 'deed.id', 'row.deedId')
          .select('deed.id')
          .distinct()
          .where('row.letter', 'is not', null)
          .where('deed.changedAt', '<=', before)
          .execute()
      ).map(({ id }) => id),
    /** Lets go of letters of a deed: of those inquiries, or all. */
    forgetLetters: async (deedId: string, inquiries?: readonly string[]): Promise<number> => {
      const query = sql
        .updateTable('inquiry.bulkRow')
        .set({ letter: null })
        .where('deedId', '=', deedId)
        .where('letter', 'is not', null);
      const chosen =
        inquiries === undefined ? query : query.where(rawSql<boolean>`application_id = any(${inquiries}::uuid[])`);
      const forgotten = await chosen.executeTakeFirst();
      return Number(forgotten.numUpdatedRows);
    },
  };
}
