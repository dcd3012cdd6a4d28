import type { Transaction } from '../../kernel/database/transaction.js';
import { entryStore } from './store/entry-store.js';

/** Entries of these acts done to these objects, with their places in the log: for the own page of the person they are about. */
export async function entriesAbout(transaction: Transaction, objectIds: readonly string[], acts: readonly string[]) {
  return objectIds.length === 0 ? [] : entryStore(transaction).about(objectIds, acts);
}
