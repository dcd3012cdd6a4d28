import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** Which records state which names and documents. */
export function attestationStore({ sql }: Transaction) {
  return {
    /** Entries come one after the other, so that one person entered twice at once is found by the second. */
    lockEntering: async () => {
      await rawSql`select pg_advisory_xact_lock(hashtext('registry.enter'))`.execute(sql);
    },
    attest: async (stated: readonly { readonly recordId: string; readonly factId: string }[]) => {
      if (stated.length === 0) return;
      await sql
        .insertInto('registry.attestation')
        .values([...stated])
        .execute();
    },
    /** The names and documents of these persons that an effective record, or an alias in force, states. */
    effectiveFacts: async (personIds: readonly string[]): Promise<ReadonlySet<string>> => {
      if (personIds.length === 0) return new Set();
      const rows = await sql
        .selectFrom('registry.attestation')
        .innerJoin('registry.record', 'registry.record.id', 'registry.attestation.recordId')
        .select('factId')
        .where('registry.record.personId', 'in', [...personIds])
        .where('registry.record.state', '=', 'effective')
        .execute();
      const aliased = await sql
        .selectFrom('registry.aliasFact')
        .innerJoin('registry.alias', 'registry.alias.id', 'registry.aliasFact.aliasId')
        .select('factId')
        .where('registry.alias.personId', 'in', [...personIds])
        .where('registry.alias.state', 'in', ['effective', 'withdrawing'])
        .execute();
      return new Set([...rows, ...aliased].map(({ factId }) => factId));
    },
  };
}
