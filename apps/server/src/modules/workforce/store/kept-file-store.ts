import { type RawBuilder, sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';

/** A file as its time of keeping needs to know it. */
export type KeptFile = KeptDocument & { readonly fileId: string };

/** What an erasure leaves to be destroyed with it. */
export type FilesToDestroy = { readonly dataKeyIds: readonly string[]; readonly fileIds: readonly string[] };

const nothing: FilesToDestroy = { dataKeyIds: [], fileIds: [] };
const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;

/** Files that brought staff, as they are kept and erased: those of units, and those of authorities with the parts of their units. */
export function keptFileStore(transaction: Transaction) {
  return { loads: loadsIn(transaction), jointFiles: jointFilesIn(transaction) };
}

/** What a unit brought itself, whether it was taken or left lying. */
function loadsIn({ sql, now }: Transaction) {
  const kept = () =>
    sql
      .selectFrom('workforce.rosterLoad')
      .select(['id', 'fileId', 'changedAt as countedFrom'])
      .where('jointFileId', 'is', null)
      .where('state', 'not in', ['READING', 'COMPARING', 'TAKING'])
      .where('erasedAt', 'is', null);
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptFile[]> => {
      let query = kept().where('changedAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(changed_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('changedAt').orderBy('id').limit(limit).execute();
    },
    announce: async (ids: readonly string[], keepUntil: string): Promise<void> => {
      await sql.updateTable('workforce.rosterLoad').set({ keepUntil }).where(among(ids)).execute();
    },
    /** Those of these that are kept still, held until the act ends: nobody begins to take one meanwhile. */
    still: async (ids: readonly string[]): Promise<KeptFile[]> => kept().where(among(ids)).forUpdate().execute(),
    erase: async (ids: readonly string[]): Promise<FilesToDestroy> =>
      ids.length === 0 ? nothing : eraseLoads({ sql, now }, rawSql<boolean>`joint_file_id is null and ${among(ids)}`),
  };
}

/** What an authority brought for many units: its parts hold the same people, and go with it. */
function jointFilesIn({ sql, now }: Transaction) {
  const from = rawSql<Date>`greatest(changed_at, (select max(part.changed_at) from workforce.roster_load part where part.joint_file_id = joint_file.id))`;
  const isAtRest = rawSql<boolean>`(state in ('STOPPED', 'DIVIDED', 'REFUSED')
    and not exists (select 1 from workforce.roster_load part
      where part.joint_file_id = joint_file.id and part.state in ('READING', 'COMPARING', 'TAKING')))`;
  const kept = () =>
    sql
      .selectFrom('workforce.jointFile')
      .select(['id', 'fileId', from.as('countedFrom')])
      .where(isAtRest)
      .where('erasedAt', 'is', null);
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptFile[]> => {
      let query = kept().where(rawSql<boolean>`${from} < ${before}`);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(${from}, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy(from).orderBy('id').limit(limit).execute();
    },
    announce: async (ids: readonly string[], keepUntil: string): Promise<void> => {
      await sql.updateTable('workforce.jointFile').set({ keepUntil }).where(among(ids)).execute();
      await sql
        .updateTable('workforce.rosterLoad')
        .set({ keepUntil })
        .where(rawSql<boolean>`joint_file_id = any(${ids}::uuid[])`)
        .where('erasedAt', 'is', null)
        .execute();
    },
    /** Those of these that are kept still, held with their parts until the act ends: nobody begins to take one meanwhile. */
    still: async (ids: readonly string[]): Promise<KeptFile[]> => {
      await sql
        .selectFrom('workforce.rosterLoad')
        .select('id')
        .where(rawSql<boolean>`joint_file_id = any(${ids}::uuid[])`)
        .where('erasedAt', 'is', null)
        .orderBy('id')
        .forUpdate()
        .execute();
      return kept().where(among(ids)).forUpdate().execute();
    },
    erase: async (ids: readonly string[]): Promise<FilesToDestroy> => {
      if (ids.length === 0) return nothing;
      const files = await sql
        .updateTable('workforce.jointFile')
        .set({
          fileName: Buffer.alloc(0),
          columns: '[]',
          unplaced: '[]',
          state: rawSql<string>`case when state = 'DIVIDED' then state else 'REFUSED' end`,
          keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
          erasedAt: now,
        })
        .where(among(ids))
        .where(isAtRest)
        .where('erasedAt', 'is', null)
        .returning(['id', 'dataKeyId', 'fileId'])
        .execute();
      const joint = files.map(({ id }) => id);
      const parts = await eraseLoads({ sql, now }, rawSql<boolean>`joint_file_id = any(${joint}::uuid[])`);
      return {
        dataKeyIds: [...files.map(({ dataKeyId }) => dataKeyId), ...parts.dataKeyIds],
        // The parts name the file of the whole.
        fileIds: files.map(({ fileId }) => fileId),
      };
    },
  };
}

/** Erases loads with their rows: one that was left lying is given up with it. */
async function eraseLoads(
  { sql, now }: Pick<Transaction, 'sql' | 'now'>,
  which: RawBuilder<boolean>,
): Promise<FilesToDestroy> {
  const loads = await sql
    .updateTable('workforce.rosterLoad')
    .set({
      fileName: Buffer.alloc(0),
      columns: '[]',
      // That it was sent back stays; why does not.
      sentBack: rawSql<Buffer | null>`case when sent_back is null then null else ''::bytea end`,
      state: rawSql<string>`case when state in ('TAKEN', 'REFUSED') then state else 'DISCARDED' end`,
      stoppedIn: null,
      keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
      erasedAt: now,
    })
    .where(which)
    .where('state', 'not in', ['READING', 'COMPARING', 'TAKING'])
    .where('erasedAt', 'is', null)
    .returning(['id', 'dataKeyId', 'fileId'])
    .execute();
  await sql
    .deleteFrom('workforce.rosterRow')
    .where(rawSql<boolean>`load_id = any(${loads.map(({ id }) => id)}::uuid[])`)
    .execute();
  return { dataKeyIds: loads.map(({ dataKeyId }) => dataKeyId), fileIds: loads.map(({ fileId }) => fileId) };
}
