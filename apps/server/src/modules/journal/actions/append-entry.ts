import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { JournalEntry } from '../../../kernel/journal.js';
import { type KeyRing, sealField } from '../../../kernel/keys/index.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import { viewerName } from '../../../kernel/viewer.js';
import { canonicalEntry, saltBytes } from '../rules.js';
import { lastingActStore } from '../store/lasting-act-store.js';
import { entryStore } from '../store/entry-store.js';

/**
 * Stages an entry in the act's transaction, without a place in the log. What the log will show is the commitment
 * SHA-256(salt ‖ canonical entry); salt and entry lie sealed under a key of their own, whose destruction erases them and
 * keeps the leaf.
 * @returns the entry's random id
 */
export async function appendEntry(
  keys: KeyRing,
  node: string,
  transaction: Transaction,
  { lasts, ...entry }: JournalEntry,
): Promise<string> {
  const id = newId();
  const actor = viewerName(transaction.viewer);
  const canonical = canonicalEntry({ ...entry, actor, at: transaction.now.toISOString(), node });
  const salt = randomBytes(saltBytes);
  const { record, key } = await keys.newDataKey('journal.entry');
  await dataKeyStore(transaction).insert(record);
  await entryStore(transaction).stage({
    id,
    commitment: createHash('sha256').update(salt).update(canonical).digest(),
    dataKeyId: record.id,
    sealed: Buffer.from(
      sealField(key, { table: 'journal.entry', column: 'sealed', row: id }, Buffer.concat([salt, canonical])),
    ),
    act: entry.act,
    outcome: entry.outcome,
    actor,
    object: entry.object,
    subjects: entry.subjects ?? [],
  });
  if (lasts !== undefined) await lastingActStore(transaction).add(id, lasts);
  return id;
}
