import type { Transaction } from '../../kernel/database/transaction.js';
import { type KeyRing, openField } from '../../kernel/keys/index.js';
import { dataKeyStore } from '../../kernel/sealing.js';
import { saltBytes } from './rules.js';

/** Salt and canonical bytes of an entry; undefined once its key was destroyed. */
export async function openEntry(
  keys: KeyRing,
  transaction: Transaction,
  row: { readonly id: string; readonly dataKeyId: string; readonly sealed: Uint8Array },
): Promise<{ salt: Uint8Array; canonical: Uint8Array } | undefined> {
  const key = (await keys.openAll([row.dataKeyId], dataKeyStore(transaction))).get(row.dataKeyId);
  if (key === undefined) return undefined;
  const plain = openField(key, { table: 'journal.entry', column: 'sealed', row: row.id }, row.sealed);
  return { salt: plain.subarray(0, saltBytes), canonical: plain.subarray(saltBytes) };
}
