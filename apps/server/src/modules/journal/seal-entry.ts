import { createHash, randomBytes } from 'node:crypto';
import { dayToMark, markDaySeal } from '@gatehouse/merkle';
import { newId } from '../../kernel/ids.js';
import type { JournalEntry } from '../../kernel/journal.js';
import { type KeyRing, sealField } from '../../kernel/keys/index.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import { type Viewer, viewerName } from '../../kernel/viewer.js';
import { canonicalEntry, saltBytes } from './rules.js';
import { takeChains } from './take-chains.js';
import { entryStore, type StagedEntry } from './store/entry-store.js';
import { lastingActStore } from './store/lasting-act-store.js';

/**
 * Makes an entry ready to be staged, without a place in the log. What the log will show is the commitment
 * SHA-256(salt ‖ canonical entry), and openly that a day was sealed; salt and entry lie sealed under a key of their own, whose destruction erases them and
 * keeps the leaf.
 */
export async function sealEntry(
  keys: KeyRing,
  node: string,
  { viewer, now }: { readonly viewer: Viewer; readonly now: Date },
  { id = newId(), ...entry }: Omit<JournalEntry, 'lasts' | 'chains'>,
  links: readonly string[] = [],
): Promise<StagedEntry> {
  const actor = viewerName(viewer);
  const chained = links.length === 0 ? {} : { chains: links };
  const canonical = canonicalEntry({ ...entry, ...chained, actor, at: now.toISOString(), node });
  const salt = randomBytes(saltBytes);
  const commitment = createHash('sha256').update(salt).update(canonical).digest();
  const day = dayToMark(entry);
  const { record, key } = await keys.newDataKey('journal.entry');
  return {
    id,
    commitment: day === undefined ? commitment : Buffer.from(markDaySeal(commitment, day)),
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
  const chains = await takeChains(transaction, entries);
  const staged = await Promise.all(
    entries.map(({ lasts: _, chains: wanted = [], ...entry }) =>
      wanted.length === 0
        ? sealEntry(keys, node, transaction, entry)
        : chains.next(wanted, (links) => sealEntry(keys, node, transaction, entry, links)),
    ),
  );
  // Asked for together: one crossing where the engine takes them so.
  await Promise.all([entryStore(transaction).stage(staged), chains.extend()]);
  for (const [at, { id }] of staged.entries()) {
    const lasts = entries[at]?.lasts;
    if (lasts !== undefined) await lastingActStore(transaction).add(id, lasts);
  }
}
