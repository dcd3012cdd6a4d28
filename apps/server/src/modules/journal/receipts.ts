import { formatReceipt, proveInclusion } from '@gatehouse/merkle';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../kernel/database/database.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import { publicViewer, systemViewer } from '../../kernel/viewer.js';
import { openEntry, type OpenedEntry } from './open-entry.js';
import { type LogFolder, nodeSha256 } from './log-folder.js';
import { entryStore, type Leaf } from './store/entry-store.js';

/** What other modules may ask of the log about an entry whose random id they hold. */
export type Receipts = {
  /**
   * The proof that the entry stands in the log (C2SP tlog-proof), once a signed checkpoint covers it. Under the head that the
   * witnesses signed, where that is wished and covers it: longer by a line for each of them.
   */
  readonly receiptFor: (entryId: string, wish?: 'witnessed') => Promise<string | undefined>;
  /** The bytes of the entry's leaf. */
  readonly commitmentOf: (entryId: string) => Promise<Uint8Array | undefined>;
  /** Salt and canonical bytes of an entry, for a module to hand to whoever may prove what it says. */
  readonly openedEntry: (entryId: string) => Promise<OpenedEntry | undefined>;
  /**
   * The proof of an entry as a person keeps it: a file in which its receipt stands and, where it speaks of nobody else, what it says. Undefined
   * until a signed checkpoint covers it.
   */
  readonly proofFile: (entryId: string, isOpened: boolean) => Promise<string | undefined>;
  /** Those of these entries that a signed checkpoint covers: only then may an answer that rests on one leave. */
  readonly published: (entryIds: readonly string[]) => Promise<ReadonlySet<string>>;
};

/** Opens the proofs of a node's log. */
export function openReceipts(
  database: Database,
  clock: Clock,
  keys: KeyRing,
  /** The folder of a log of the chain; undefined where it proves nothing about the entries that are held. */
  folderOf: (log: number) => LogFolder | undefined,
): Receipts {
  const leavesOf = (entryIds: readonly string[]) =>
    withTransaction(database, publicViewer, clock.now(), (transaction) => entryStore(transaction).leaves(entryIds));
  const leafOf = async (entryId: string) => (await leavesOf([entryId]))[0];
  const publishedPlace = async ({ leafIndex, log }: Leaf) => {
    const folder = folderOf(log);
    const last = await folder?.checkpoint();
    if (leafIndex === null || folder === undefined || last === undefined) return undefined;
    return leafIndex < last.checkpoint.size ? { index: leafIndex, folder, last } : undefined;
  };
  const receiptFor: Receipts['receiptFor'] = async (entryId, wish) => {
    const leaf = await leafOf(entryId);
    const place = leaf === undefined ? undefined : await publishedPlace(leaf);
    if (place === undefined) return undefined;
    const { index, folder, last } = place;
    const witnessed = wish === undefined ? undefined : await folder.witnessed();
    const head = witnessed !== undefined && index < witnessed.checkpoint.size ? witnessed : last;
    const { readTile, subtrees } = folder.proving;
    const proof = await proveInclusion(index, head.checkpoint.size, readTile, nodeSha256, subtrees);
    return formatReceipt({ index, proof, checkpoint: head.text });
  };
  const openedEntry: Receipts['openedEntry'] = (entryId) =>
    withTransaction(database, systemViewer('sequencer'), clock.now(), async (transaction) => {
      const row = await entryStore(transaction).byId(entryId);
      return row === undefined ? undefined : openEntry(keys, transaction, row);
    });
  return {
    receiptFor,
    openedEntry,
    proofFile: async (entryId, isOpened) => {
      const receipt = await receiptFor(entryId, 'witnessed');
      if (receipt === undefined) return undefined;
      const opened = isOpened ? await openedEntry(entryId) : undefined;
      const proof = { entry: entryId, receipt, ...(opened === undefined ? {} : said(opened)) };
      return `${JSON.stringify(proof, null, 2)}\n`;
    },
    commitmentOf: async (entryId) => (await leafOf(entryId))?.commitment,
    published: async (entryIds) => {
      const published = new Set<string>();
      if (entryIds.length === 0) return published;
      for (const leaf of await leavesOf(entryIds))
        if ((await publishedPlace(leaf)) !== undefined) published.add(leaf.id);
      return published;
    },
  };
}

/** What an entry says, as a file holds it: its bytes are `canonical` and the line break that ends them, `canonicalBytes` in all. */
function said({ salt, canonical }: OpenedEntry) {
  return {
    salt: Buffer.from(salt).toString('base64url'),
    canonical: new TextDecoder().decode(canonical).trimEnd(),
    canonicalBytes: canonical.length,
  };
}
