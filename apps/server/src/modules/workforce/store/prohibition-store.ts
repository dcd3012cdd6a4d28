import type { ExchangeMessage } from '@gatehouse/contract';
import { foldName } from '@gatehouse/matching';
import { sql as rawSql, type Selectable } from 'kysely';
import type { WorkforcePlacementTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { PersonFields } from '../doors.js';
import type { ToldProhibition } from '../rules/facts.js';
import { documentTokens } from './person-store.js';

type Telling = ExchangeMessage<'prohibition.tell'>;

/** An order that may be about somebody: of which node, and whether the name agrees too. */
export type MatchedProhibition = ToldProhibition & { readonly toldBy: string };
export type PlacementRow = Selectable<WorkforcePlacementTable>;

/** By which tokens somebody on a roster is held against orders. */
export type Sought = {
  readonly employmentId: string;
  readonly personId: string;
  readonly documents: readonly Buffer[];
  readonly identities: readonly Buffer[];
};

const identityPurpose = 'workforce.prohibited';

/** Tokens of each document with each name, folded as the matcher folds names; under the newest key, and under every key in use. */
export function identityTokens(
  keys: KeyRing,
  { name, formerNames, documents }: Pick<PersonFields, 'name' | 'formerNames' | 'documents'>,
): { readonly kept: readonly Buffer[]; readonly held: readonly Buffer[] } {
  const folded = [...new Set([name, ...formerNames].map((one) => foldName(one)))].filter((one) => one !== '');
  const inputs = documents
    .filter(({ number }) => number !== '')
    .flatMap(({ type, number }) => folded.map((one) => JSON.stringify([type, number, one])));
  return {
    kept: inputs.map((input) => Buffer.from(keys.token(identityPurpose, input))),
    held: inputs.flatMap((input) => keys.tokens(identityPurpose, input).map((token) => Buffer.from(token))),
  };
}

/** Orders that casework told of, and whom they bar here. Holds tokens of this node's own, and nobody's name. */
export function prohibitionStore({ sql, now }: Transaction) {
  return {
    /** Keeps an order; answers false for one that is known or has ended already. */
    keep: async (keys: KeyRing, toldBy: string, { prohibitionId, person, ...telling }: Telling): Promise<boolean> => {
      const { postClasses, beginsOn, endsOn } = telling;
      const { numInsertedOrUpdatedRows } = await sql
        .insertInto('workforce.prohibition')
        .values({ id: prohibitionId, toldBy, postClasses, beginsOn, endsOn, toldAt: new Date(telling.toldAt) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      const rows = [
        ...documentTokens(keys, person.documents).kept.map((token) => ({ token, kind: 'document' })),
        ...identityTokens(keys, person).kept.map((token) => ({ token, kind: 'identity' })),
      ];
      if (rows.length > 0)
        await sql
          .insertInto('workforce.prohibitionToken')
          .values(rows.map((row) => ({ ...row, prohibitionId })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      return true;
    },
    end: async (toldBy: string, prohibitionId: string, endedAt: Date): Promise<void> => {
      await sql
        .insertInto('workforce.prohibition')
        .values({ id: prohibitionId, toldBy, endedAt })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ endedAt }))
        .execute();
    },
    /** Marks everybody to be looked at whom the beginning or the end of an order may concern, at any unit. */
    mark: async (keys: KeyRing, prohibitionId: string): Promise<void> => {
      const tokens = await sql
        .selectFrom('workforce.prohibitionToken')
        .select('token')
        .where('prohibitionId', '=', prohibitionId)
        .where('kind', '=', 'document')
        .execute();
      const held = keys.laterTokens(tokens.map(({ token }) => token));
      await rawSql`select workforce.mark_prohibited(${held}::bytea[], ${prohibitionId}::uuid, ${now}::timestamptz)`.execute(
        sql,
      );
    },
    /** The orders that stand about each of these people, by employment: found by any document of theirs that any unit knows. */
    about: async (sought: readonly Sought[]): Promise<ReadonlyMap<string, MatchedProhibition[]>> => {
      const tokens = sought.flatMap(({ documents, identities }) => [...documents, ...identities]);
      const personIds = sought.map(({ personId }) => personId);
      const { rows } = await rawSql<Found>`
        select told.id, told.told_by as "toldBy", told.post_classes as "postClasses", told.begins_on as "beginsOn",
               told.ends_on as "endsOn", told.told_at as "toldAt", named.kind, encode(named.token, 'hex') as token,
               known.person_id as "personId"
          from workforce.prohibition_token named
          join workforce.prohibition told on told.id = named.prohibition_id and told.ended_at is null
          left join workforce.person_token known on known.token = named.token and known.person_id = any(${personIds}::uuid[])
         where named.token = any(${tokens}::bytea[]) or known.person_id is not null`.execute(sql);
      return new Map(sought.map((one): [string, MatchedProhibition[]] => [one.employmentId, matched(rows, one)]));
    },
    ...placementsIn({ sql, now }),
  };
}

function placementsIn({ sql, now }: Pick<Transaction, 'sql' | 'now'>) {
  return {
    openPlacements: (employmentIds: readonly string[]): Promise<PlacementRow[]> =>
      sql
        .selectFrom('workforce.placement')
        .selectAll()
        .where(rawSql<boolean>`employment_id = any(${employmentIds}::uuid[])`)
        .where('endedOn', 'is', null)
        .execute(),
    place: async (placement: Pick<PlacementRow, 'prohibitionId' | 'employmentId' | 'isSure'>): Promise<string> => {
      const id = newId();
      await sql
        .insertInto('workforce.placement')
        .values({ ...placement, id, seenAt: now })
        .execute();
      return id;
    },
    endPlacement: async (id: string, endedOn: string): Promise<void> => {
      await sql.updateTable('workforce.placement').set({ endedOn }).where('id', '=', id).execute();
    },
    /** The nodes to which the placements of these orders are told. */
    tellers: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const rows = await sql
        .selectFrom('workforce.prohibition')
        .select(['id', 'toldBy'])
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
      return new Map(rows.map(({ id, toldBy }) => [id, toldBy]));
    },
  };
}

type Found = Omit<MatchedProhibition, 'isSure'> & {
  readonly kind: 'document' | 'identity';
  readonly token: string;
  readonly personId: string | null;
};

function matched(rows: readonly Found[], { personId, documents, identities }: Sought): MatchedProhibition[] {
  const own = new Set([...documents, ...identities].map((token) => token.toString('hex')));
  const orders = new Map<string, MatchedProhibition>();
  for (const { kind, token, personId: known, ...order } of rows) {
    if (!own.has(token) && known !== personId) continue;
    const isSure = kind === 'identity' || (orders.get(order.id)?.isSure ?? false);
    orders.set(order.id, { ...order, isSure });
  }
  return [...orders.values()];
}
