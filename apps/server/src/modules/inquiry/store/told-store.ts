import type { InquiryDecision } from '@gatehouse/contract';
import type { Json } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { Application } from './application-store.js';
import { sealerOf, sealPadded } from './person-sealing.js';

/** What was told, and what came of it: decision, types, breaches, objections. */
export function toldStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;
  const typeTable = 'inquiry.told_type';
  const objectionTable = 'inquiry.objection';
  return {
    sealDecision: async (row: Pick<Application, 'id' | 'dataKeyId'>, decision: InquiryDecision): Promise<Buffer> =>
      sealPadded(await sealerOf(keys, transaction, row.dataKeyId), 'decision', row.id, decision),
    openDecision: async (row: Application): Promise<InquiryDecision | undefined> => {
      if (row.decision === null) return undefined;
      const sealer = await sealerOf(keys, transaction, row.dataKeyId);
      return JSON.parse(sealer.open('decision', row.id, row.decision)) as InquiryDecision;
    },
    insertTypes: async (row: Pick<Application, 'id' | 'dataKeyId'>, types: readonly string[]): Promise<void> => {
      const sealer = await sealerOf(keys, transaction, row.dataKeyId, typeTable);
      await sql
        .insertInto('inquiry.toldType')
        .values({ applicationId: row.id, types: sealPadded(sealer, 'types', row.id, types) })
        .execute();
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
    objection: async (applicationId: string) =>
      sql
        .selectFrom('inquiry.objection')
        .select(['reason', 'at'])
        .where('applicationId', '=', applicationId)
        .orderBy('at', 'desc')
        .executeTakeFirst(),
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
