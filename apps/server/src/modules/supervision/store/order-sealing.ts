import type { EnteredPerson } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, type Sealer, sealersFor } from '../../../kernel/sealing.js';
import type { ProhibitionRow } from './prohibition-store.js';

/** What the case was: nothing of it leaves the procuratorate but on the certificate. */
export type CaseFacts = {
  readonly orderedBy: string;
  readonly caseNumber: string;
  readonly offence: string;
  readonly department: string;
  /** When it was done, and how long the sentence is; where they were asked for. */
  readonly deedOn?: string;
  readonly sentenceMonths?: number;
};

/** An order, opened. */
export type OpenedOrder = { readonly person: EnteredPerson; readonly caseFacts: CaseFacts; readonly sealer: Sealer };

const dataKeyKind = 'supervision.prohibition';
const table = 'supervision.prohibition';

/** Draws the data key of a new order. */
export function newOrderSealer(keys: KeyRing, transaction: Transaction): Promise<Sealer> {
  return newSealer(keys, transaction, dataKeyKind, table);
}

/** The sealed columns of an order. */
export function sealOrder(sealer: Sealer, id: string, person: EnteredPerson, caseFacts: CaseFacts) {
  return {
    person: sealer.seal('person', id, JSON.stringify(person)),
    caseFacts: sealer.seal('case_facts', id, JSON.stringify(caseFacts)),
  };
}

/** Opens many orders, each key unwrapped once. One whose key was destroyed is missing. */
export async function openOrders(
  keys: KeyRing,
  transaction: Transaction,
  rows: readonly ProhibitionRow[],
): Promise<ReadonlyMap<string, OpenedOrder>> {
  const sealers = await sealersFor(
    keys,
    transaction,
    rows.map(({ dataKeyId }) => dataKeyId),
    table,
  );
  return new Map(
    rows.flatMap((row) => {
      const sealer = sealers.get(row.dataKeyId);
      if (sealer === undefined) return [];
      const person = JSON.parse(sealer.open('person', row.id, row.person)) as EnteredPerson;
      const caseFacts = JSON.parse(sealer.open('case_facts', row.id, row.caseFacts)) as CaseFacts;
      return [[row.id, { person, caseFacts, sealer }]];
    }),
  );
}

/** Opens one order. */
export async function openOrder(keys: KeyRing, transaction: Transaction, row: ProhibitionRow): Promise<OpenedOrder> {
  const opened = (await openOrders(keys, transaction, [row])).get(row.id);
  if (opened === undefined) throw new Error('the data key of an order was destroyed');
  return opened;
}

/** By which tokens orders about one person find each other here, and by which the journal knows the person. */
export function orderTokens(keys: KeyRing, documents: readonly { readonly type: string; readonly number: string }[]) {
  const inputs = documents.filter(({ number }) => number !== '').map(({ type, number }) => `${type}:${number}`);
  return {
    kept: inputs.map((input) => Buffer.from(keys.token('supervision.document', input))),
    held: inputs.flatMap((input) => keys.tokens('supervision.document', input).map((token) => Buffer.from(token))),
    subjects: inputs.map((input) => Buffer.from(keys.token('journal.subject', input)).toString('hex')),
  };
}
