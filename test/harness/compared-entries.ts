import { compareEntries } from '../../apps/server/src/modules/journal/actions/compare-entries.js';
import { withTransaction } from '../../apps/server/src/kernel/database/transaction.js';
import { systemViewer } from '../../apps/server/src/kernel/viewer.js';
import { comparisonStore } from '../../apps/server/src/modules/journal/store/comparison-store.js';
import type { TestNode } from './test-node.js';
import { reopenJournal } from './whole-log.js';

/** How far the comparison of a node's entries is. */
export async function comparisonOf({ kernel, clock }: TestNode) {
  return withTransaction(kernel.database, systemViewer('entry-comparison'), clock.now(), (transaction) =>
    comparisonStore(transaction).progress(),
  );
}

/** One turn of the comparison now, of so many steps, by a journal that was opened for it alone, as after a restart. */
export async function compareOnce(node: TestNode, steps = Number.POSITIVE_INFINITY): Promise<void> {
  const { running, closed, folderOf } = await reopenJournal(node);
  let taken = 0;
  await compareEntries({ kernel: node.kernel, running, closed, folderOf }, () => (taken += 1) <= steps);
}

/** Publishes what is staged, then compares every entry with the log once, from where the round is to the end of the next one. */
export async function compareAll(node: TestNode): Promise<void> {
  const { sequencer } = await reopenJournal(node);
  await sequencer.run();
  for (let ended = 0; ended < 2;) {
    await compareOnce(node);
    const progress = await comparisonOf(node);
    if (progress?.walked === 0 && progress.log === 0) ended += 1;
  }
}
