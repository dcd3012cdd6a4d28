import type { LogHead } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { LogFolder } from '../log-folder.js';
import type { ClosedLog } from '../store/closed-log-store.js';
import { entryStore } from '../store/entry-store.js';
import { logGapView } from '../views.js';

/** The head of the published log, and how many entries wait to enter it. */
export async function readHead(
  kernel: Kernel,
  folder: LogFolder,
  closed: readonly ClosedLog[],
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
  };
}
