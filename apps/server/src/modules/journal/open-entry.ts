import type { ErrorCode } from '@gatehouse/contract';
import type { Transaction } from '../../kernel/database/transaction.js';
import { DomainError } from '../../kernel/errors.js';
import { type DataKey, type KeyRing, openField } from '../../kernel/keys/index.js';
import { dataKeyStore } from '../../kernel/sealing.js';
import { saltBytes } from './rules.js';

/** What commitment = SHA-256(salt ‖ canonical) is made of. */
export type OpenedEntry = { readonly salt: Uint8Array; readonly canonical: Uint8Array };

/** `erased`: its key was destroyed; `unreadable`: row or key were altered, and nothing in them opens. */
export type OpenedRow = OpenedEntry | 'erased' | 'unreadable';

type SealedRow = { readonly id: string; readonly dataKeyId: string; readonly sealed: Uint8Array };

/** What an altered row, or an altered key of one, fails by; a key module that is silent fails otherwise. */
const altered: readonly ErrorCode[] = [
  'data-key-unreadable',
  'key-unknown',
  'sealed-value-truncated',
  'sealed-value-unknown-form',
  'sealed-value-of-another-key',
  'sealed-value-altered',
];

/** Salt and canonical bytes of an entry; undefined once its key was destroyed. */
export async function openEntry(
  keys: KeyRing,
  transaction: Transaction,
  row: SealedRow,
): Promise<OpenedEntry | undefined> {
  const key = (await keys.openAll([row.dataKeyId], dataKeyStore(transaction))).get(row.dataKeyId);
  return key === undefined ? undefined : openWith(key, row);
}

/** Opens many entries, each by itself: one that was altered keeps none of the others shut. */
export async function openRows(
  keys: KeyRing,
  transaction: Transaction,
  rows: readonly SealedRow[],
): Promise<ReadonlyMap<string, OpenedRow>> {
  const opened = await keysOf(keys, transaction, [...new Set(rows.map(({ dataKeyId }) => dataKeyId))]);
  return new Map(
    rows.map((row) => {
      const key = opened.get(row.dataKeyId);
      if (key === undefined) return [row.id, 'erased'];
      if (key === 'unreadable') return [row.id, key];
      return [row.id, unlessAltered(() => openWith(key, row))];
    }),
  );
}

async function keysOf(
  keys: KeyRing,
  transaction: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DataKey | 'unreadable'>> {
  const store = dataKeyStore(transaction);
  try {
    return await keys.openAll(ids, store);
  } catch (error) {
    if (!isAltered(error)) throw error;
    if (ids.length === 1) return new Map(ids.map((id) => [id, 'unreadable']));
  }
  const middle = Math.ceil(ids.length / 2);
  const halves = [ids.slice(0, middle), ids.slice(middle)];
  const found: (readonly [string, DataKey | 'unreadable'])[] = [];
  for (const half of halves) found.push(...(await keysOf(keys, transaction, half)));
  return new Map(found);
}

function openWith(key: DataKey, row: SealedRow): OpenedEntry {
  const plain = openField(key, { table: 'journal.entry', column: 'sealed', row: row.id }, row.sealed);
  return { salt: plain.subarray(0, saltBytes), canonical: plain.subarray(saltBytes) };
}

function unlessAltered(open: () => OpenedEntry): OpenedRow {
  try {
    const opened = open();
    return opened.salt.length < saltBytes ? 'unreadable' : opened;
  } catch (error) {
    if (isAltered(error)) return 'unreadable';
    throw error;
  }
}

function isAltered(error: unknown): boolean {
  return error instanceof DomainError && altered.includes(error.code);
}
