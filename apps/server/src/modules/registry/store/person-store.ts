import type { PersonEntry } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealers, type Sealer, sealersFor } from '../../../kernel/sealing.js';
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

/** A person just entered: its sealer, and the ids of the names and documents it came with. */
export type NewPerson = { readonly id: string; readonly sealer: Sealer; readonly factIds: readonly string[] };

/** Persons on record, with their names and documents over time. */
export function personStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;

  const addNames = async (sealer: Sealer, personId: string, names: PersonEntry['names']) => {
    if (names.length === 0) return;
    const rows = names.map((name) => nameRow(sealer, personId, name, now));
    await sql.insertInto('registry.personName').values(rows).execute();
  };
  const addDocuments = async (sealer: Sealer, personId: string, documents: PersonEntry['documents']) => {
    if (documents.length === 0) return;
    const rows = documents.map((document) => documentRow(keys, sealer, personId, document, now));
    await sql.insertInto('registry.personDocument').values(rows).execute();
  };

  const load = (ids: readonly string[]) => loadPersons(keys, transaction, ids, 'attached');

  return {
    load,
    /** With the names and documents that were taken off them again: for whoever looks at what was known before. */
    loadAsEver: (ids: readonly string[]) => loadPersons(keys, transaction, ids, 'ever'),
    byId: async (id: string) => (await load([id])).get(id),
    /** The persons to whom any of these documents belongs. */
    idsByDocuments: async (documents: readonly { type: string; number: string }[]): Promise<string[]> => {
      const tokens = documents.flatMap((document) => documentTokens(keys, document));
      return [...new Set((await owners(transaction, tokens)).values())];
    },
    /** To whom each of many documents belongs, by one statement; a function of the document. */
    ownersOf: async (documents: readonly { type: string; number: string }[]) => {
      const tokensOf = new Map(documents.map((one) => [documentKey(one), documentTokens(keys, one)]));
      const found = await owners(transaction, [...tokensOf.values()].flat());
      return (document: { type: string; number: string }): string | undefined =>
        (tokensOf.get(documentKey(document)) ?? [])
          .map((token) => found.get(token.toString('hex')))
          .find((owner) => owner !== undefined);
    },
    /** New persons with their names and documents, each under a data key of their own; a statement per table. */
    insert: async (entries: readonly PersonEntry[]): Promise<NewPerson[]> => {
      const sealers = await newSealers(keys, transaction, 'registry.person', personSealing, entries.length);
      const made = entries.flatMap((entry, index) => {
        const sealer = sealers[index];
        return sealer === undefined ? [] : [personRows(keys, sealer, entry, now)];
      });
      if (made.length === 0) return [];
      await sql
        .insertInto('registry.person')
        .values(made.map(({ person }) => person))
        .execute();
      await sql
        .insertInto('registry.personName')
        .values(made.flatMap(({ names }) => names))
        .execute();
      await sql
        .insertInto('registry.personDocument')
        .values(made.flatMap(({ documents }) => documents))
        .execute();
      return made.map(({ person, sealer, names, documents }) => ({
        id: person.id,
        sealer,
        factIds: [...names, ...documents].map(({ id }) => id),
      }));
    },
    addNames,
    addDocuments,
    /** Takes names and documents off their person: they are nobody's here any more. */
    detach: async (factIds: readonly string[]) => {
      if (factIds.length === 0) return;
      for (const table of ['registry.personName', 'registry.personDocument'] as const)
        await sql
          .updateTable(table)
          .set({ detachedAt: now })
          .where('id', 'in', [...factIds])
          .execute();
    },
    misuseMarkedAt: async (personIds: readonly string[]): Promise<Date | null> => {
      const mark = await sql
        .selectFrom('registry.misuseMark')
        .select('at')
        .where('personId', 'in', [...personIds])
        .orderBy('at', 'desc')
        .executeTakeFirst();
      return mark?.at ?? null;
    },
  };
}

function nameRow(sealer: Sealer, personId: string, { name, ...rest }: PersonEntry['names'][number], now: Date) {
  const id = newId();
  return { id, personId, nameSealed: sealer.seal('person_name.name', id, name), ...rest, enteredAt: now };
}

function documentRow(
  keys: KeyRing,
  sealer: Sealer,
  personId: string,
  { number, ...rest }: PersonEntry['documents'][number],
  now: Date,
) {
  const id = newId();
  const numberSealed = sealer.seal('person_document.number', id, number);
  return {
    id,
    personId,
    numberSealed,
    token: documentToken(keys, { type: rest.type, number }),
    ...rest,
    enteredAt: now,
  };
}

/** The rows of a new person. A name or document said twice is one. */
function personRows(keys: KeyRing, sealer: Sealer, entry: PersonEntry, now: Date) {
  const id = newId();
  const { sex, birthDate, nationality } = entry;
  const names = new Map(entry.names.map((one) => [`${one.kind}\n${one.name}`, one]));
  const documents = new Map(entry.documents.map((one) => [documentKey(one), one]));
  return {
    sealer,
    person: {
      id,
      dataKeyId: sealer.dataKeyId,
      factsSealed: sealer.seal('person.facts', id, JSON.stringify({ sex, birthDate, nationality })),
      createdAt: now,
    },
    names: [...names.values()].map((name) => nameRow(sealer, id, name, now)),
    documents: [...documents.values()].map((document) => documentRow(keys, sealer, id, document, now)),
  };
}

function documentKey({ type, number }: { type: string; number: string }): string {
  return `${type}\n${number}`;
}

/** Persons by the tokens of their documents; what was taken off a person again is nobody's. */
async function owners({ sql }: Transaction, tokens: readonly Buffer[]): Promise<ReadonlyMap<string, string>> {
  if (tokens.length === 0) return new Map();
  const rows = await sql
    .selectFrom('registry.personDocument')
    .select(['token', 'personId'])
    .where('token', 'in', [...tokens])
    .where('detachedAt', 'is', null)
    .execute();
  return new Map(rows.map(({ token, personId }) => [token.toString('hex'), personId]));
}

async function loadPersons(
  keys: KeyRing,
  transaction: Transaction,
  ids: readonly string[],
  facts: 'attached' | 'ever',
): Promise<Map<string, StoredPerson>> {
  const { sql } = transaction;
  if (ids.length === 0) return new Map();
  const isLoaded = ({ detachedAt }: { readonly detachedAt: Date | null }) => facts === 'ever' || detachedAt === null;
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
    const said: PersonFacts = JSON.parse(sealer.open('person.facts', row.id, row.factsSealed));
    persons.set(row.id, {
      id: row.id,
      sealer,
      ...said,
      names: names
        .filter((name) => name.personId === row.id && isLoaded(name))
        .map(({ id, kind, nameSealed, validFrom, validTo }) => ({
          id,
          kind,
          validFrom,
          validTo,
          name: sealer.open('person_name.name', id, nameSealed),
        })),
      documents: documents
        .filter((document) => document.personId === row.id && isLoaded(document))
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
