import {
  appendLeafHashes,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  frontierRoot,
  hashLeaf,
  planAppend,
  requireValue,
} from '@gatehouse/merkle';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../kernel/database/database.js';
import { type Transaction, withTransactionFirst } from '../../kernel/database/transaction.js';
import { refuse } from '../../kernel/errors.js';
import type { Log } from '../../kernel/log.js';
import { systemViewer } from '../../kernel/viewer.js';
import { type LogFolder, nodeSha256 } from './log-folder.js';
import { journalRules } from './rules.js';
import { type Head, headStore } from './store/head-store.js';

/** Gives staged entries their places, writes the tiles, signs and publishes; the only one that does. */
export type Sequencer = {
  /** Compares the log on disk with the database. @throws DomainError `log-ahead-of-database` */
  readonly check: () => Promise<void>;
  /** Sequences and publishes everything that is staged. @returns the published size */
  readonly run: () => Promise<number>;
  readonly start: () => void;
  readonly turn: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Something was staged. */
  readonly wake: () => void;
  /** How far the signed checkpoint reaches. */
  readonly publishedSize: () => number;
  /** @throws DomainError `journal-behind` while staged entries wait too long, or the database lies behind its log */
  readonly assertKeepingUp: () => void;
  /** Waits while the log is behind, but not for long: then refuses as `assertKeepingUp` does. */
  readonly keepingUp: () => Promise<void>;
};

const viewer = systemViewer('sequencer');

/**
 * The sequencer of a node. Each step can be repeated safely from the head row: places are given in one transaction under the
 * row's lock, then tiles are written and synced, then the checkpoint is signed and published, then the head says so. An
 * interruption between any two leaves work to repeat, byte for byte the same, never a checkpoint for what is not durable.
 */
export function openSequencer(database: Database, clock: Clock, log: Log, folder: LogFolder): Sequencer {
  // Every act waits for the sequencer when it falls behind: it must not wait behind them for a connection.
  const inTransaction = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    withTransactionFirst(database, viewer, clock.now(), work);
  let published = 0;
  let behindLog: { size: number; held: number } | undefined;
  let caughtUpAt: number | undefined;
  let running = false;
  let loop: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;
  let woken = false;
  let waiting: (() => void)[] = [];

  const isBehind = (): boolean => {
    const waited = caughtUpAt === undefined ? 0 : clock.now().getTime() - caughtUpAt;
    return waited > journalRules.longestWait + journalRules.idleInterval;
  };
  const assertKeepingUp = (): void => {
    if (behindLog !== undefined) refuse('log-ahead-of-database', behindLog);
    if (isBehind()) refuse('journal-behind');
  };
  const caughtUp = (): void => {
    caughtUpAt = clock.now().getTime();
    for (const goOn of waiting) goOn();
    waiting = [];
  };
  const hurry = (): void => {
    woken = true;
    wake();
  };

  const run = async (): Promise<number> => {
    let placed: number;
    do {
      const batch = await inTransaction((transaction) => placeStaged(transaction, folder.origin));
      placed = batch.commitments.length;
      published = await publishPlaced(inTransaction, folder, batch);
    } while (placed === journalRules.batch);
    return published;
  };

  const cycle = async (): Promise<void> => {
    while (running) {
      woken = false;
      try {
        await run();
        caughtUp();
      } catch (error) {
        log.error({ err: error }, 'the log could not be extended and will be tried again');
      }
      if (!running) return;
      await pause(journalRules.interval, () => undefined);
      if (!woken) await pause(journalRules.idleInterval, (interrupt) => (wake = interrupt));
    }
  };

  return {
    run,
    check: async () => {
      const behind = await liesBehindItsLog(inTransaction, folder);
      const head = await inTransaction((transaction) => headStore(transaction).read());
      const size = (await folder.checkpoint())?.checkpoint.size ?? 0;
      behindLog = behind ? { size, held: head?.treeSize ?? 0 } : undefined;
      if (behindLog !== undefined) refuse('log-ahead-of-database', behindLog);
      published = head?.publishedSize ?? 0;
    },
    turn: async () => {
      await run();
    },
    start: () => {
      running = true;
      caughtUpAt = clock.now().getTime();
      loop = cycle();
    },
    stop: async () => {
      running = false;
      wake();
      await loop;
      caughtUpAt = undefined;
      if (behindLog === undefined) await run();
    },
    wake: hurry,
    publishedSize: () => published,
    assertKeepingUp,
    keepingUp: async () => {
      if (behindLog === undefined && isBehind()) {
        hurry();
        const reached = new Promise<void>((goOn) => waiting.push(goOn));
        await Promise.race([reached, pause(journalRules.longestWait, () => undefined)]);
      }
      assertKeepingUp();
    },
  };
}

/** What one transaction placed: the head before, the commitments in their order, the frontier after. */
type Batch = { readonly head: Head; readonly commitments: readonly Uint8Array[]; readonly next: Frontier };

/** Gives the oldest staged entries their places, under the lock of the head. */
async function placeStaged(transaction: Transaction, origin: string): Promise<Batch> {
  const store = headStore(transaction);
  // Asked for together and done in this order. Without a head nothing has a place yet, and the second finds none to give.
  const [locked, placed] = await Promise.all([store.lock(), store.place(journalRules.batch)]);
  const head = locked ?? (await beginLog(store, origin));
  const commitments = locked === undefined ? await store.place(journalRules.batch) : placed;
  const frontier = requireValue(decodeFrontier(head.frontier));
  if (commitments.length === 0) return { head, commitments, next: frontier };
  const leaves = commitments.map((commitment) => hashLeaf(commitment, nodeSha256));
  const next = appendLeafHashes(frontier, leaves, nodeSha256);
  await store.advance(next.size, encodeFrontier(next));
  return { head, commitments, next };
}

async function beginLog(store: ReturnType<typeof headStore>, origin: string) {
  await store.create(origin, encodeFrontier(emptyFrontier()));
  const head = await store.lock();
  if (head === undefined) throw new Error('the head of the log could not be made');
  return head;
}

/**
 * Writes and signs everything that has its place but stands in no checkpoint yet. What the batch placed is in hand; the
 * commitments of what an interruption left between head and checkpoint are read.
 * @returns the published size
 */
async function publishPlaced(
  inTransaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>,
  folder: LogFolder,
  { head, commitments: placed, next }: Batch,
): Promise<number> {
  if (head.publishedSize === next.size) return next.size;
  const from = requireValue(decodeFrontier(head.publishedFrontier));
  const left =
    head.publishedSize === head.treeSize
      ? []
      : await inTransaction((transaction) => headStore(transaction).commitments(head.publishedSize, head.treeSize));
  const { frontier, files } = await planAppend(from, [...left, ...placed], folder.readFile, nodeSha256);
  if (!Buffer.from(encodeFrontier(frontier)).equals(encodeFrontier(next)))
    throw new Error(`the log has ${frontier.size} entries where its head says ${next.size}`);
  await folder.writeFiles(files);
  await folder.publish(frontier.size, frontierRoot(frontier, nodeSha256));
  await inTransaction((transaction) => headStore(transaction).published(frontier.size, encodeFrontier(frontier)));
  return frontier.size;
}

/**
 * Whether the database lies behind the log on disk, as after a restore of an older copy: then writing on would sign a second,
 * different history.
 */
export async function liesBehindItsLog(
  inTransaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>,
  folder: LogFolder,
): Promise<boolean> {
  const last = await folder.checkpoint();
  if (last === undefined) return false;
  const head = await inTransaction((transaction) => headStore(transaction).read());
  if (head === undefined || head.origin !== folder.origin || head.treeSize < last.checkpoint.size) return true;
  const frontier = await inTransaction((transaction) =>
    frontierAt(transaction, head.publishedFrontier, last.checkpoint.size),
  );
  return !Buffer.from(frontierRoot(frontier, nodeSha256)).equals(last.checkpoint.rootHash);
}

/**
 * The frontier at a size, from the entries' commitments: from the published one on, since a checkpoint may have been written
 * just before an interruption; from the first entry where the checkpoint on disk is an older one.
 */
async function frontierAt(transaction: Transaction, published: Uint8Array, size: number): Promise<Frontier> {
  const last = requireValue(decodeFrontier(published));
  let frontier = last.size <= size ? last : emptyFrontier();
  while (frontier.size < size) {
    const end = Math.min(frontier.size + journalRules.batch, size);
    const commitments = await headStore(transaction).commitments(frontier.size, end);
    if (commitments.length === 0) return frontier;
    const leaves = commitments.map((commitment) => hashLeaf(commitment, nodeSha256));
    frontier = appendLeafHashes(frontier, leaves, nodeSha256);
  }
  return frontier;
}

function pause(milliseconds: number, interruptible: (interrupt: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    timer.unref();
    interruptible(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
