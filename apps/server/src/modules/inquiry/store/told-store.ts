import type { InquiryDecision } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import type { Json } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { isVoid } from '../rules/objection.js';
import type { Application } from './application-store.js';
import { sealerOf, sealPadded } from './person-sealing.js';

/** What was told, and what came of it: decision, types, breaches, objections. */
export function toldStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;
  const typeTable = 'inquiry.told_type';
  const objectionTable = 'inquiry.objection';
  const latestObjections = async (applicationIds: readonly string[]) => {
    const rows = await sql
      .selectFrom('inquiry.objection')
      .distinctOn('applicationId')
      .select(['id', 'applicationId', 'reason', 'at'])
      .where(rawSql<boolean>`application_id = any(${applicationIds}::uuid[])`)
      .where('endedAt', 'is', null)
      .orderBy('applicationId')
      .orderBy('at', 'desc')
      .execute();
    return new Map(rows.map((row) => [row.applicationId, row]));
  };
  return {
    sealDecision: async (row: Pick<Application, 'id' | 'dataKeyId'>, decision: InquiryDecision): Promise<Buffer> =>
      sealPadded(await sealerOf(keys, transaction, row.dataKeyId), 'decision', row.id, decision),
    /** What was told; nothing where it became void, whoever looks and wherever. */
    openDecision: async (row: Application): Promise<InquiryDecision | undefined> => {
      if (row.decision === null || isVoid(row.state)) return undefined;
      const sealer = await sealerOf(keys, transaction, row.dataKeyId);
      return JSON.parse(sealer.open('decision', row.id, row.decision)) as InquiryDecision;
    },
    insertTypes: async (
      told: readonly { readonly row: Pick<Application, 'id' | 'dataKeyId'>; readonly types: readonly string[] }[],
    ): Promise<void> => {
      const values = await Promise.all(
        told.map(async ({ row: { id, dataKeyId }, types }) => {
          const sealer = await sealerOf(keys, transaction, dataKeyId, typeTable);
          return { applicationId: id, types: sealPadded(sealer, 'types', id, types) };
        }),
      );
      await sql.insertInto('inquiry.toldType').values(values).execute();
    },
    types: async (row: Application): Promise<string[]> => {
      const told = await sql
        .selectFrom('inquiry.toldType')
        .select('types')
        .where('applicationId', '=', row.id)
        .executeTakeFirst();
      if (told === undefined) return [];
      const sealer = await sealerOf(keys, transaction, row.dataKeyId, typeTable);
      return JSON.parse(sealer.open('types', row.id, told.types)) as string[];
    },
    breaches: async (applicationId: string) =>
      sql
        .selectFrom('inquiry.breach')
        .select(['kind', 'at'])
        .where('applicationId', '=', applicationId)
        .orderBy('at')
        .execute(),
    insertBreach: async (
      applicationId: string,
      kind: string,
      detail: Readonly<Record<string, Json>>,
    ): Promise<void> => {
      await sql
        .insertInto('inquiry.breach')
        .values({ id: newId(), applicationId, kind, detail: JSON.stringify(detail), at: now })
        .execute();
    },
    objection: async (applicationId: string) => (await latestObjections([applicationId])).get(applicationId),
    latestObjections,
    /** Objections to answers that are void have nothing more to object to. */
    endObjections: async (applicationIds: readonly string[]): Promise<void> => {
      await sql
        .updateTable('inquiry.objection')
        .set({ endedAt: now })
        .where(rawSql<boolean>`application_id = any(${applicationIds}::uuid[])`)
        .where('endedAt', 'is', null)
        .execute();
    },
    insertObjection: async (
      row: Application,
      objection: { reason: string; words: string; openedBy: string; dueAt: Date },
    ): Promise<string> => {
      const id = newId();
      const sealer = await sealerOf(keys, transaction, row.dataKeyId, objectionTable);
      const words = sealer.seal('words', id, objection.words);
      await sql
        .insertInto('inquiry.objection')
        .values({ ...objection, id, applicationId: row.id, words, at: now })
        .execute();
      return id;
    },
  };
}
