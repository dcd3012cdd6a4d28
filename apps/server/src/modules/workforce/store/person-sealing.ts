import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, newSealers, type Sealer, sealersFor } from '../../../kernel/sealing.js';
import type { PersonFields } from '../doors.js';
import type { Employment } from './employment-store.js';

const dataKeyKind = 'workforce.employment';
const table = 'workforce.employment';

/** Draws the data key of a new employment. */
export function newPersonSealer(keys: KeyRing, transaction: Transaction): Promise<Sealer> {
  return newSealer(keys, transaction, dataKeyKind, table);
}

/** Draws the data keys of so many new employments, by one statement. */
export function newPersonSealers(keys: KeyRing, transaction: Transaction, count: number): Promise<Sealer[]> {
  return newSealers(keys, transaction, dataKeyKind, table, count);
}

/** Seals the person, as their unit entered them, for the row. */
export function sealPerson(sealer: Sealer, id: string, person: PersonFields): Buffer {
  return sealer.seal('person', id, JSON.stringify(person));
}

/** The sealer of an employment that stands. */
export async function personSealerOf(keys: KeyRing, transaction: Transaction, dataKeyId: string): Promise<Sealer> {
  const sealer = (await sealersFor(keys, transaction, [dataKeyId], table)).get(dataKeyId);
  if (sealer === undefined) throw new Error('the data key of an employment was destroyed');
  return sealer;
}

/** Opens the persons of many rows, each key unwrapped once. A person whose key was destroyed is missing. */
export async function openPersons(
  keys: KeyRing,
  transaction: Transaction,
  rows: readonly Pick<Employment, 'id' | 'dataKeyId' | 'person'>[],
): Promise<ReadonlyMap<string, PersonFields>> {
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
        : [[row.id, JSON.parse(sealer.open('person', row.id, row.person)) as PersonFields]];
    }),
  );
}
