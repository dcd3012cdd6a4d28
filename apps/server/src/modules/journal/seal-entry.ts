import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../../kernel/ids.js';
import type { JournalEntry } from '../../kernel/journal.js';
import { type KeyRing, sealField } from '../../kernel/keys/index.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import { type Viewer, viewerName } from '../../kernel/viewer.js';
import { canonicalEntry, saltBytes } from './rules.js';
import { entryStore, type StagedEntry } from './store/entry-store.js';
import { lastingActStore } from './store/lasting-act-store.js';

/**
 * Makes an entry ready to be staged, without a place in the log. What the log will show is the commitment
 * SHA-256(salt ‖ canonical entry); salt and entry lie sealed under a key of their own, whose destruction erases them and
 * keeps the leaf.
 */
export async function sealEntry(
  keys: KeyRing,
  node: string,
  { viewer, now }: { readonly viewer: Viewer; readonly now: Date },
  entry: Omit<JournalEntry, 'lasts'>,
): Promise<StagedEntry> {
  const id = newId();
  const actor = viewerName(viewer);
  const canonical = canonicalEntry({ ...entry, actor, at: now.toISOString(), node });
  const salt = randomBytes(saltBytes);
  const { record, key } = await keys.newDataKey('journal.entry');
  return {
    id,
    commitment: createHash('sha256').update(salt).update(canonical).digest(),
    key: record,
    sealed: Buffer.from(
      sealField(key, { table: 'journal.entry', column: 'sealed', row: id }, Buffer.concat([salt, canonical])),
    ),
    act: entry.act,
    outcome: entry.outcome,
    actor,
    object: entry.object,
    subjects: entry.subjects ?? [],
    at: now,
  };
}

/** Stages one entry in the transaction of its act, and what it does for good beside it. @returns the entry's random id */
export async function appendEntry(
  keys: KeyRing,
  node: string,
  transaction: Transaction,
  { lasts, ...entry }: JournalEntry,
): Promise<string> {
  const staged = await sealEntry(keys, node, transaction, entry);
  await entryStore(transaction).stage([staged]);
  if (lasts !== undefined) await lastingActStore(transaction).add(staged.id, lasts);
  return staged.id;
}
