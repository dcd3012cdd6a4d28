import { formatReceipt, proveInclusion, tileReader } from '@gatehouse/merkle';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../kernel/database/database.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { publicViewer } from '../../kernel/viewer.js';
import { type LogFolder, nodeSha256 } from './log-folder.js';
import { entryStore } from './store/entry-store.js';

/** What other modules may ask of the log about an entry whose random id they hold. */
export type Receipts = {
  /** The proof that the entry stands in the log (C2SP tlog-proof), once a signed checkpoint covers it. */
  readonly receiptFor: (entryId: string) => Promise<string | undefined>;
  /** The bytes of the entry's leaf. */
  readonly commitmentOf: (entryId: string) => Promise<Uint8Array | undefined>;
  /** Whether a signed checkpoint covers the entry: only then may an answer that rests on it leave. */
  readonly isPublished: (entryId: string) => Promise<boolean>;
};

/** Opens the proofs of a node's log. */
export function openReceipts(database: Database, clock: Clock, folder: LogFolder): Receipts {
  const leafOf = (entryId: string) =>
    withTransaction(database, publicViewer, clock.now(), (transaction) => entryStore(transaction).leaf(entryId));
  return {
    receiptFor: async (entryId) => {
      const [leaf, last] = [await leafOf(entryId), await folder.checkpoint()];
      if (leaf === undefined || leaf.leafIndex === null || last === undefined || leaf.leafIndex >= last.checkpoint.size)
        return undefined;
      const proof = await proveInclusion(leaf.leafIndex, last.checkpoint.size, tileReader(folder.readFile), nodeSha256);
      return formatReceipt({ index: leaf.leafIndex, proof, checkpoint: last.text });
    },
    commitmentOf: async (entryId) => (await leafOf(entryId))?.commitment,
    isPublished: async (entryId) => {
      const [leaf, last] = [await leafOf(entryId), await folder.checkpoint()];
      return (
        leaf !== undefined && leaf.leafIndex !== null && last !== undefined && leaf.leafIndex < last.checkpoint.size
      );
    },
  };
}
