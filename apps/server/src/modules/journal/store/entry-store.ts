import type { Transaction } from '../../../kernel/database/transaction.js';

/** An entry about to be staged. */
export type StagedEntry = {
  readonly id: string;
  readonly commitment: Uint8Array;
  readonly dataKeyId: string;
  readonly sealed: Buffer;
  readonly act: string;
  readonly outcome: string;
  readonly actor: string;
  readonly object: { readonly kind: string; readonly id: string } | undefined;
  readonly subjects: readonly string[];
};

/** Entries of the journal. */
export function entryStore({ sql, now }: Transaction) {
  return {
    stage: async ({ object, subjects, commitment, ...entry }: StagedEntry) => {
      await sql
        .insertInto('journal.entry')
        .values({
          ...entry,
          commitment: Buffer.from(commitment),
          objectKind: object?.kind ?? null,
          objectId: object?.id ?? null,
          at: now,
        })
        .execute();
      if (subjects.length === 0) return;
      await sql
        .insertInto('journal.entrySubject')
        .values(subjects.map((token) => ({ entryId: entry.id, subjectToken: Buffer.from(token, 'hex') })))
        .execute();
    },
  };
}
