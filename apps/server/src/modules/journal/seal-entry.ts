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
  { id = newId(), ...entry }: Omit<JournalEntry, 'lasts'>,
): Promise<StagedEntry> {
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

/** Stages the entries of an act in its transaction, and what they do for good beside them. */
export async function appendEntries(
  keys: KeyRing,
  node: string,
  transaction: Transaction,
  entries: readonly JournalEntry[],
): Promise<void> {
  const staged = await Promise.all(entries.map(({ lasts: _, ...entry }) => sealEntry(keys, node, transaction, entry)));
  await entryStore(transaction).stage(staged);
  for (const [at, { id }] of staged.entries()) {
    const lasts = entries[at]?.lasts;
    if (lasts !== undefined) await lastingActStore(transaction).add(id, lasts);
  }
}
