import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';

type Document = { readonly type: string; readonly number: string };

/** Keyed tokens of documents: those to keep, those under every key in use, and those by which the journal knows a person. */
export type DocumentTokens = {
  readonly kept: readonly Buffer[];
  readonly held: readonly Buffer[];
  readonly subjects: readonly string[];
};

const purpose = 'workforce.document';

/** The tokens of documents in their one form; a resident identity number comes first, since it stays when others change. */
export function documentTokens(keys: KeyRing, documents: readonly Document[]): DocumentTokens {
  const inputs = documents
    .filter(({ number }) => number !== '')
    .sort((one, other) => Number(other.type === 'resident_id') - Number(one.type === 'resident_id'))
    .map(({ type, number }) => `${type}:${number}`);
  return {
    kept: inputs.map((input) => Buffer.from(keys.token(purpose, input))),
    held: inputs.flatMap((input) => keys.tokens(purpose, input).map((token) => Buffer.from(token))),
    subjects: inputs.map((input) => Buffer.from(keys.token('journal.subject', input)).toString('hex')),
  };
}

/** Persons across units: who somebody is, and nothing else. */
export function personStore({ sql, now }: Transaction) {
  return {
    /** The person who holds these documents, made where nobody is known by one of them. */
    personOf: async ({ held, kept }: DocumentTokens): Promise<string> => {
      const { rows } = await rawSql<{ id: string }>`
        select workforce.person_of(${held}::bytea[], ${kept}::bytea[], ${newId()}::uuid, ${now}::timestamptz) as id`.execute(
        sql,
      );
      const [row] = rows;
      return row?.id ?? missing();
    },
    /** The same for many, in their order, by one statement. */
    personsOf: async (people: readonly DocumentTokens[]): Promise<string[]> => {
      if (people.length === 0) return [];
      const tokensOf = (pick: (one: DocumentTokens) => readonly Buffer[]) =>
        people.flatMap((one, at) => pick(one).map((token) => ({ token, at })));
      const [held, kept] = [tokensOf((one) => one.held), tokensOf((one) => one.kept)];
      const tokens = (all: typeof held) => all.map(({ token }) => token);
      const places = (all: typeof held) => all.map(({ at }) => at);
      const { rows } = await rawSql<{ at: number; id: string }>`
        select one.at, workforce.person_of(
            (select array_agg(held.token order by held.place)
               from unnest(${tokens(held)}::bytea[], ${places(held)}::int[]) with ordinality held (token, at, place) where held.at = one.at),
            (select array_agg(kept.token order by kept.place)
               from unnest(${tokens(kept)}::bytea[], ${places(kept)}::int[]) with ordinality kept (token, at, place) where kept.at = one.at),
            one.fresh, ${now}::timestamptz) as id
          from unnest(${people.map((_, at) => at)}::int[], ${people.map(() => newId())}::uuid[]) one (at, fresh)`.execute(
        sql,
      );
      const found = new Map(rows.map(({ at, id }) => [at, id]));
      return people.map((_, at) => found.get(at) ?? missing());
    },
  };
}

function missing(): never {
  throw new Error('a person was neither found nor made');
}
