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
    /**
     * The names and documents that an effective record, or an alias in force, of each of these persons states. While two are one
     * a record of the one may state a document of the other: it counts while they are, and for nobody afterwards.
     */
    effectiveFacts: async (personIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
      if (personIds.length === 0) return new Map();
      const rows = await sql
        .selectFrom('registry.attestation')
        .innerJoin('registry.record', 'registry.record.id', 'registry.attestation.recordId')
        .select(['registry.record.personId', 'factId'])
        .where('registry.record.personId', 'in', [...personIds])
        .where('registry.record.state', '=', 'effective')
        .execute();
      const aliased = await sql
        .selectFrom('registry.aliasFact')
        .innerJoin('registry.alias', 'registry.alias.id', 'registry.aliasFact.aliasId')
        .select(['registry.alias.personId', 'factId'])
        .where('registry.alias.personId', 'in', [...personIds])
        .where('registry.alias.state', 'in', ['effective', 'withdrawing'])
        .execute();
      const facts = new Map<string, Set<string>>();
      for (const { personId, factId } of [...rows, ...aliased])
        facts.set(personId, (facts.get(personId) ?? new Set()).add(factId));
      return facts;
    },
    /** The names and documents that these records state, or an alias in force of these persons. */
    statedBy: async (recordIds: readonly string[], personIds: readonly string[]): Promise<ReadonlySet<string>> => {
      if (recordIds.length === 0) return new Set();
      const rows = await sql
        .selectFrom('registry.attestation')
        .select('factId')
        .where('recordId', 'in', [...recordIds])
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
