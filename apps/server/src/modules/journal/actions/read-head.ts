import type { LogHead } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { WitnessedState } from '../ask-witnesses.js';
import type { LogFolder } from '../log-folder.js';
import type { ClosedLog } from '../store/closed-log-store.js';
import { comparisonStore } from '../store/comparison-store.js';
import { entryStore } from '../store/entry-store.js';
import { comparisonView, logGapView, witnessesView } from '../views.js';

/** Most differences that are shown, by place. */
const mostShown = 50;

/** What is published of a log, and who witnesses it. */
export type PublishedLog = {
  readonly folder: LogFolder;
  /** Logs that were closed before it, with the gap declared of each. */
  readonly closed: readonly ClosedLog[];
  readonly witnessed: () => WitnessedState | undefined;
};

/** The head of the published log, how many entries wait to enter it, up to where it is witnessed, and how the database was compared with it. */
export async function readHead(
  kernel: Kernel,
  { folder, closed, witnessed }: PublishedLog,
  viewer: Viewer,
): Promise<LogHead> {
  const { waiting, comparison } = await withTransaction(
    kernel.database,
    viewer,
    kernel.clock.now(),
    async (transaction) => {
      const store = comparisonStore(transaction);
      return {
        waiting: await entryStore(transaction).waiting(),
        comparison: comparisonView(await store.progress(), await store.openCount(), await store.open(mostShown)),
      };
    },
  );
  const last = await folder.checkpoint();
  const verifierKey = await folder.readFile('vkey', 1000);
  return {
    origin: folder.origin,
    size: last?.checkpoint.size ?? 0,
    waiting,
    checkpoint: last?.text ?? null,
    closed: closed.map(logGapView),
    verifierKey: new TextDecoder().decode(verifierKey).trim(),
    witnesses: witnessesView(witnessed()),
    comparison,
  };
}
