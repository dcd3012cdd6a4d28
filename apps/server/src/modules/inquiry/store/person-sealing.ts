import { createHash } from 'node:crypto';
import { foldName } from '@gatehouse/matching';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, type Sealer, sealersFor } from '../../../kernel/sealing.js';
import type { Application } from './application-store.js';

/** What is sealed about the person, as entered and brought into one form. */
export type SealedPerson = {
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly sex?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly nationality?: string | undefined;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
  readonly postTitle?: string | undefined;
  readonly remarks?: string | undefined;
};

/** The kind under which the data keys of inquiries are wrapped. */
export const dataKeyKind = 'inquiry.application';
const table = 'inquiry.application';

/** Sealed texts of one column have one length, so that the size of a cell tells nothing about what it says. */
const paddedTo = 4096;

/** Draws the data key of a new inquiry. */
export function newPersonSealer(keys: KeyRing, transaction: Transaction): Promise<Sealer> {
  return newSealer(keys, transaction, dataKeyKind, table);
}

/** Seals the person for their row. */
export function sealPerson(sealer: Sealer, id: string, person: SealedPerson): Buffer {
  return sealer.seal('person', id, JSON.stringify(person));
}

/** Opens the persons of many rows, each key unwrapped once. A person whose key was destroyed is missing. */
export async function openPersons(
  keys: KeyRing,
  transaction: Transaction,
  rows: readonly Pick<Application, 'id' | 'dataKeyId' | 'person'>[],
): Promise<ReadonlyMap<string, SealedPerson>> {
  const sealers = await sealersFor(
    keys,
    transaction,
    rows.map((row) => row.dataKeyId),
    table,
  );
  return new Map(
    rows.flatMap((row) => {
      const sealer = sealers.get(row.dataKeyId);
      return sealer === undefined
        ? []
        : [[row.id, JSON.parse(sealer.open('person', row.id, row.person)) as SealedPerson]];
    }),
  );
}

/** Seals and opens texts of other tables under the data key of an inquiry. */
export async function sealerOf(
  keys: KeyRing,
  transaction: Transaction,
  dataKeyId: string,
  otherTable = table,
): Promise<Sealer> {
  const sealer = (await sealersFor(keys, transaction, [dataKeyId], otherTable)).get(dataKeyId);
  if (sealer === undefined) throw new Error('the data key of an inquiry was destroyed');
  return sealer;
}

/** Seals a JSON value at one length whatever it holds. */
export function sealPadded(sealer: Sealer, column: string, row: string, value: object): Buffer {
  const text = JSON.stringify(value);
  const length = Math.ceil(Buffer.byteLength(text) / paddedTo) * paddedTo;
  return sealer.seal(column, row, text + ' '.repeat(length - Buffer.byteLength(text)));
}

/** Keyed tokens of documents, and those by which the journal knows a person: the newest to store, all to search. */
export function documentTokens(
  keys: KeyRing,
  documents: readonly { readonly type: string; readonly number: string }[],
): {
  readonly stored: Buffer[];
  readonly searched: Buffer[];
  readonly subjects: string[];
  readonly subjectsSearched: string[];
} {
  const inputs = documents.map(({ type, number }) => `${type}:${number}`);
  return {
    stored: inputs.map((input) => Buffer.from(keys.token('inquiry.document', input))),
    searched: inputs.flatMap((input) => keys.tokens('inquiry.document', input).map((token) => Buffer.from(token))),
    subjects: inputs.map((input) => Buffer.from(keys.token('journal.subject', input)).toString('hex')),
    subjectsSearched: inputs.flatMap((input) =>
      keys.tokens('journal.subject', input).map((token) => Buffer.from(token).toString('hex')),
    ),
  };
}

/**
 * The chains of a person in the journal: one for each document under each name, as a visitor's page asks for them. A chain goes by the
 * first epoch of token keys for good, as all of the journal does.
 */
export function chainsOf(
  keys: KeyRing,
  { name, formerNames, documents }: Pick<SealedPerson, 'name' | 'formerNames' | 'documents'>,
): readonly (readonly string[])[] {
  const names = [...new Set([name, ...formerNames].map(foldName))].map((one) => keys.token(nameTokens, one));
  return documents.flatMap(({ type, number }) => {
    const document = keys.tokens('inquiry.document', `${type}:${number}`).at(-1) ?? Buffer.alloc(0);
    return names.map((nameToken) => [chainToken(document, nameToken).toString('hex')]);
  });
}

/** Under what purpose the tokens of names are made that a visitor is known by. */
export const nameTokens = 'inquiry.visitor-name';

/** What a chain goes by: made of two keyed tokens, and as little to be guessed as they are. */
export function chainToken(documentToken: Uint8Array, nameToken: Uint8Array): Buffer {
  return createHash('sha256').update('inquiry.chain\0').update(documentToken).update(nameToken).digest();
}
