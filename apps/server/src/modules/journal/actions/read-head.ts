import type { LogHead } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { WitnessedState } from '../ask-witnesses.js';
import type { LogFolder } from '../log-folder.js';
import type { ClosedLog } from '../store/closed-log-store.js';
import { entryStore } from '../store/entry-store.js';
import { logGapView, witnessesView } from '../views.js';

/** What is published of a log, and who witnesses it. */
export type PublishedLog = {
  readonly folder: LogFolder;
  /** Logs that were closed before it, with the gap declared of each. */
  readonly closed: readonly ClosedLog[];
  readonly witnessed: () => WitnessedState | undefined;
};

/** The head of the published log, how many entries wait to enter it, and up to where it is witnessed. */
export async function readHead(
  kernel: Kernel,
  { folder, closed, witnessed }: PublishedLog,
  viewer: Viewer,
): Promise<LogHead> {
  const waiting = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    entryStore(transaction).waiting(),
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
  };
}
