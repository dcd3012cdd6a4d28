import type { PersonEntry } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, type Sealer, sealersFor } from '../../../kernel/sealing.js';
import { documentToken, documentTokens } from './tokens.js';

/** One table name for all that is sealed under a person's data key; the column names the field. */
export const personSealing = 'registry.person';

export type StoredName = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
};

export type StoredDocument = Omit<StoredName, 'name' | 'kind'> & { readonly type: string; readonly number: string };

/** A person as kept, opened. */
export type StoredPerson = {
  readonly id: string;
  readonly sealer: Sealer;
  readonly names: readonly StoredName[];
  readonly documents: readonly StoredDocument[];
  readonly sex: 'male' | 'female' | null;
  readonly birthDate: string | null;
  readonly nationality: string | null;
};

type PersonFacts = Pick<StoredPerson, 'sex' | 'birthDate' | 'nationality'>;

/** Persons on record, with their names and documents over time. */
export function personStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;

  const addNames = async (sealer: Sealer, personId: string, names: PersonEntry['names']) => {
    for (const { name, ...rest } of names) {
      const id = newId();
      const nameSealed = sealer.seal('person_name.name', id, name);
      await sql
        .insertInto('registry.personName')
        .values({ id, personId, nameSealed, ...rest, enteredAt: now })
        .execute();
    }
  };
  const addDocuments = async (sealer: Sealer, personId: string, documents: PersonEntry['documents']) => {
    for (const { number, ...rest } of documents) {
      const id = newId();
      const numberSealed = sealer.seal('person_document.number', id, number);
      const token = documentToken(keys, { type: rest.type, number });
      await sql
        .insertInto('registry.personDocument')
        .values({ id, personId, numberSealed, token, ...rest, enteredAt: now })
        .execute();
    }
  };

  const load = (ids: readonly string[]) => loadPersons(keys, transaction, ids);

  return {
    load,
    byId: async (id: string) => (await load([id])).get(id),
    /** The persons to whom any of these documents belongs. */
    idsByDocuments: async (documents: readonly { type: string; number: string }[]): Promise<string[]> => {
      const tokens = documents.flatMap((document) => documentTokens(keys, document));
      if (tokens.length === 0) return [];
      const rows = await sql
        .selectFrom('registry.personDocument')
        .select('personId')
        .distinct()
        .where('token', 'in', tokens)
        .execute();
      return rows.map(({ personId }) => personId);
    },
    /** A person without names and documents yet, under a data key of their own. */
    insert: async ({ sex, birthDate, nationality }: PersonFacts): Promise<{ id: string; sealer: Sealer }> => {
      const id = newId();
      const sealer = await newSealer(keys, transaction, 'registry.person', personSealing);
      const factsSealed = sealer.seal('person.facts', id, JSON.stringify({ sex, birthDate, nationality }));
      await sql
        .insertInto('registry.person')
        .values({ id, dataKeyId: sealer.dataKeyId, factsSealed, createdAt: now })
        .execute();
      return { id, sealer };
    },
    addNames,
    addDocuments,
    misuseMarkedAt: async (personId: string): Promise<Date | null> => {
      const mark = await sql
        .selectFrom('registry.misuseMark')
        .select('at')
        .where('personId', '=', personId)
        .orderBy('at', 'desc')
        .executeTakeFirst();
      return mark?.at ?? null;
    },
  };
}

async function loadPersons(
  keys: KeyRing,
  transaction: Transaction,
  ids: readonly string[],
): Promise<Map<string, StoredPerson>> {
  const { sql } = transaction;
  if (ids.length === 0) return new Map();
  const rows = await sql
    .selectFrom('registry.person')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  const names = await sql
    .selectFrom('registry.personName')
    .selectAll()
    .where('personId', 'in', [...ids])
    .orderBy('enteredAt')
    .execute();
  const documents = await sql
    .selectFrom('registry.personDocument')
    .selectAll()
    .where('personId', 'in', [...ids])
    .orderBy('enteredAt')
    .execute();
  const dataKeys = rows.map((row) => row.dataKeyId);
  const sealers = dataKeys.length === 0 ? new Map() : await sealersFor(keys, transaction, dataKeys, personSealing);
  const persons = new Map<string, StoredPerson>();
  for (const row of rows) {
    const sealer: Sealer | undefined = sealers.get(row.dataKeyId);
    // Its data key was destroyed: the person is erased.
    if (sealer === undefined) continue;
    const facts: PersonFacts = JSON.parse(sealer.open('person.facts', row.id, row.factsSealed));
    persons.set(row.id, {
      id: row.id,
      sealer,
      ...facts,
      names: names
        .filter(({ personId }) => personId === row.id)
        .map(({ id, kind, nameSealed, validFrom, validTo }) => ({
          id,
          kind,
          validFrom,
          validTo,
          name: sealer.open('person_name.name', id, nameSealed),
        })),
      documents: documents
        .filter(({ personId }) => personId === row.id)
        .map(({ id, type, numberSealed, validFrom, validTo }) => ({
          id,
          type,
          validFrom,
          validTo,
          number: sealer.open('person_document.number', id, numberSealed),
        })),
    });
  }
  return persons;
}
