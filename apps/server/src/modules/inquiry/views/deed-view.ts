import type { BulkDeed, Words } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { type BulkDeedRow, bulkStore } from '../store/bulk-store.js';
import words from '../words.json' with { type: 'json' };

const next: Readonly<Record<string, Words>> = words.deedNext;

/** Deeds for many with their progress. Names nobody. */
export async function deedViews(transaction: Transaction, deeds: readonly BulkDeedRow[]): Promise<BulkDeed[]> {
  const consents = deeds.filter(({ kind }) => kind === 'send-consent').map(({ id }) => id);
  const letters = await bulkStore(transaction).lettersOf(consents);
  return deeds.map((deed) => ({
    id: deed.id,
    version: deed.version,
    kind: deed.kind,
    state: deed.state,
    ...(deed.batchId === null ? {} : { listId: deed.batchId }),
    createdAt: deed.createdAt.toISOString(),
    progress: { rows: deed.rows, done: deed.done, left: deed.leftRows },
    letters: letters.get(deed.id) ?? 0,
    next: next[deed.state === 'DONE' && deed.leftRows > 0 ? 'LEFT' : deed.state] ?? { en: '', zh: '' },
  }));
}

/** One deed. */
export async function deedView(transaction: Transaction, deed: BulkDeedRow): Promise<BulkDeed> {
  const [view] = await deedViews(transaction, [deed]);
  if (view === undefined) throw new Error('a deed has no view');
  return view;
}
