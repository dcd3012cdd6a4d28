import { AliasEntry } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Sealer } from '../../../kernel/sealing.js';
import type { AliasState, AliasVerb } from '../rules/alias.js';

/** A change of name or number as its row holds it, still sealed. */
export type AliasRow = {
  readonly id: string;
  readonly personId: string;
  readonly sourceId: string;
  readonly referenceToken: Buffer;
  readonly contentToken: Buffer;
  readonly changeSealed: Buffer;
  readonly state: AliasState;
  readonly version: number;
  readonly replaces: string | null;
  readonly importId: string | null;
  readonly proposedBy: string;
  readonly enteredAt: Date;
};

/** One action on an alias: who, and why. */
export type AliasAction = {
  readonly version: number;
  readonly verb: AliasVerb;
  readonly reason: string | null;
  readonly proposedBy: string | null;
  readonly actor: string;
  readonly at: Date;
};

const columns = [
  'id',
  'personId',
  'sourceId',
  'referenceToken',
  'contentToken',
  'changeSealed',
  'state',
  'version',
  'replaces',
  'importId',
  'proposedBy',
  'enteredAt',
] as const;

/** The change itself, opened. */
export function openChange(sealer: Sealer, row: Pick<AliasRow, 'id' | 'changeSealed'>): AliasEntry {
  return AliasEntry.parse(JSON.parse(sealer.open('alias.change', row.id, row.changeSealed)));
}

/** Changes of name and number, and what was done to them. */
export function aliasStore(transaction: Transaction) {
  const { sql } = transaction;
  const rows = () => sql.selectFrom('registry.alias').select(columns).$castTo<AliasRow>();

  return {
    lock: (id: string) => rows().where('id', '=', id).forUpdate().executeTakeFirst(),
    ofPerson: (personId: string) =>
      rows().where('personId', '=', personId).orderBy('enteredAt').orderBy('id').execute(),
    /** The change of a reference that waits or is in force, newest first. */
    byReference: (tokens: readonly Buffer[]) =>
      rows()
        .where('referenceToken', 'in', [...tokens])
        .where('state', 'in', ['waiting', 'effective', 'withdrawing'])
        .orderBy('enteredAt', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst(),
    correctionOf: (id: string) => rows().where('replaces', '=', id).where('state', '=', 'waiting').executeTakeFirst(),
    waiting: (after: { at: Date; id: string } | undefined, limit: number) => {
      let query = rows().where('state', 'in', ['waiting', 'withdrawing']);
      if (after !== undefined)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('enteredAt', 'id'), '>', tuple(after.at, after.id)),
        );
      return query.orderBy('enteredAt').orderBy('id').limit(limit).execute();
    },
    insert: async (
      sealer: Sealer,
      { change, ...row }: Omit<AliasRow, 'changeSealed' | 'state' | 'version'> & { readonly change: AliasEntry },
    ) => {
      const changeSealed = sealer.seal('alias.change', row.id, JSON.stringify(change));
      await sql
        .insertInto('registry.alias')
        .values({ ...row, changeSealed, state: 'waiting', version: 1 })
        .execute();
    },
    /** Brings the row to the state that follows from its last action. */
    project: async (id: string, next: Pick<AliasRow, 'state' | 'version' | 'proposedBy'>) => {
      await sql.updateTable('registry.alias').set(next).where('id', '=', id).execute();
    },
    ...actionsOf(transaction),
    ...factsOf(transaction),
  };
}

function actionsOf({ sql, now }: Transaction) {
  return {
    append: async (sealer: Sealer, aliasId: string, { reason, ...action }: Omit<AliasAction, 'at'>) => {
      const place = `${aliasId}:${action.version}`;
      const reasonSealed = reason === null ? null : sealer.seal('alias_action.reason', place, reason);
      await sql
        .insertInto('registry.aliasAction')
        .values({ ...action, aliasId, reasonSealed, at: now })
        .execute();
    },
    actions: async (sealer: Sealer, aliasId: string): Promise<AliasAction[]> => {
      const found = await sql
        .selectFrom('registry.aliasAction')
        .selectAll()
        .where('aliasId', '=', aliasId)
        .orderBy('version')
        .execute();
      return found.map(({ reasonSealed, verb, ...action }) => ({
        ...action,
        verb: verb as AliasVerb,
        reason: reasonSealed && sealer.open('alias_action.reason', `${aliasId}:${action.version}`, reasonSealed),
      }));
    },
  };
}

function factsOf({ sql }: Transaction) {
  return {
    state: async (aliasId: string, factIds: readonly string[]) => {
      await sql
        .insertInto('registry.aliasFact')
        .values(factIds.map((factId) => ({ aliasId, factId })))
        .execute();
    },
    /** The names and documents that nothing but this alias states: no record, and no other alias in force. */
    onlyStatedBy: async (aliasId: string): Promise<string[]> => {
      const rows = await sql
        .selectFrom('registry.aliasFact as own')
        .select('own.factId')
        .where('own.aliasId', '=', aliasId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('registry.attestation')
                .select('registry.attestation.factId')
                .whereRef('registry.attestation.factId', '=', 'own.factId'),
            ),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('registry.aliasFact as other')
                .innerJoin('registry.alias', 'registry.alias.id', 'other.aliasId')
                .select('other.factId')
                .whereRef('other.factId', '=', 'own.factId')
                .where('other.aliasId', '<>', aliasId)
                .where('registry.alias.state', 'in', ['effective', 'withdrawing']),
            ),
          ),
        )
        .execute();
      return rows.map(({ factId }) => factId);
    },
  };
}
