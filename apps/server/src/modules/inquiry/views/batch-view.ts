import { type BatchProgress, type BatchView, type FieldProblem, keptOf, type Words } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Platform } from '../doors.js';
import { type Batch, type BatchCounts, batchStore } from '../store/batch-store.js';
import { bulkStore } from '../store/bulk-store.js';
import { deedViews } from './deed-view.js';
import words from '../words.json' with { type: 'json' };

const next: Readonly<Record<string, Words>> = words.batchNext;
const none: BatchCounts = { withProblems: 0, unproven: 0, byState: {} };

/** Lists with their files, their progress and how their rows stand. For acts alone: the name of a file may name a person. */
export async function batchViews(
  { kernel }: Platform,
  transaction: Transaction,
  batches: readonly Batch[],
): Promise<BatchView[]> {
  const progress = await batchProgresses(transaction, batches);
  const sealers = await sealersFor(
    kernel.keys,
    transaction,
    batches.map(({ dataKeyId }) => dataKeyId),
    'inquiry.batch',
  );
  return progress.map((one, at) => {
    const batch = batches[at] as Batch;
    const fileName = sealers.get(batch.dataKeyId)?.open('file_name', batch.id, batch.fileName) ?? '—';
    return { ...one, fileName, columns: batch.columns as BatchView['columns'] };
  });
}

/** How far lists are and how their rows stand; nothing of their files. */
export async function batchProgresses(transaction: Transaction, batches: readonly Batch[]): Promise<BatchProgress[]> {
  const counts = await batchStore(transaction).counts(batches.map(({ id }) => id));
  const newest = [...(await bulkStore(transaction).newestOf(batches.map(({ id }) => id))).values()];
  const deeds = new Map((await deedViews(transaction, newest)).map((deed) => [deed.listId, deed]));
  return batches.map((batch) => {
    const deed = deeds.get(batch.id);
    const count = counts.get(batch.id) ?? none;
    return {
      id: batch.id,
      version: batch.version,
      state: batch.state,
      createdAt: batch.createdAt.toISOString(),
      ...(batch.setAsideFrom === null ? {} : { setAsideFrom: batch.setAsideFrom }),
      progress: { rows: batch.rows, done: batch.done },
      counts: { ...count, byState: { ...count.byState } },
      problems: batch.problems as FieldProblem[],
      ...(deed === undefined ? {} : { deed }),
      ...keptOf(batch),
      next: nextOf(batch, count),
    };
  });
}

/** One list. */
export async function batchView(platform: Platform, transaction: Transaction, batch: Batch): Promise<BatchView> {
  const [view] = await batchViews(platform, transaction, [batch]);
  if (view === undefined) throw new Error('a list has no view');
  return view;
}

/** What is to be done with a list now: first what holds the others up. */
function nextOf({ state, erasedAt }: Batch, { withProblems, unproven, byState }: BatchCounts): Words {
  const still = (states: readonly string[]): boolean => states.some((one) => (byState[one] ?? 0) > 0);
  const done: Words = next.done ?? { en: '', zh: '' };
  if (erasedAt !== null) return next.ERASED ?? done;
  if (state !== 'READY') return next[state] ?? done;
  if (withProblems > 0) return next.problems ?? done;
  if (unproven > 0) return next.unproven ?? done;
  if (still(['DRAFT'])) return next.permit ?? done;
  return still(['CONSENTED', 'NOTICE_SERVED']) ? (next.submit ?? done) : done;
}
