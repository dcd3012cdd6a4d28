import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  frontierRoot,
  appendLeafHash,
  hashLeaf,
  originInChain,
  proveConsistency,
  requireValue,
  tileReader,
  verifyConsistency,
} from '@gatehouse/merkle';
import { type Transaction, withTransaction } from '../../kernel/database/transaction.js';
import { writeDurably } from '../../kernel/files/durable-write.js';
import { newId } from '../../kernel/ids.js';
import { systemViewer, type Viewer, viewerName } from '../../kernel/viewer.js';
import type { JournalOptions } from './index.js';
import { type LogFolder, logFolderReader, nodeSha256, openLogFolder } from './log-folder.js';
import { openEntry } from './open-entry.js';
import { appendEntries } from './seal-entry.js';
import { liesBehindItsLog } from './sequencer.js';
import { type ClosedLog, closedLogStore } from './store/closed-log-store.js';
import { entryStore } from './store/entry-store.js';
import { headStore } from './store/head-store.js';

/** Where a log of the chain lies: the first in the folder itself, at whose address it stays, each later one in a folder of its own. */
export function logPlace({ folder, origin }: Pick<JournalOptions, 'folder' | 'origin'>, log: number) {
  return log === 1
    ? { path: folder, origin }
    : { path: join(folder, `log-${log}`), origin: originInChain(origin, log) };
}

/** A published log that the database does not reach. */
export type LogGap = Pick<ClosedLog, 'log' | 'origin' | 'checkpoint' | 'size' | 'held' | 'fits'>;

type Inside = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;

const asSequencer =
  ({ database, clock }: JournalOptions): Inside =>
  (work) =>
    withTransaction(database, systemViewer('sequencer'), clock.now(), work);

/** The log that the database says is the running one: the one after those that were closed. */
export async function runningLog(options: JournalOptions): Promise<number> {
  const closed = await asSequencer(options)((transaction) => closedLogStore(transaction).all());
  return Math.max(0, ...closed.map(({ log }) => log)) + 1;
}

/** The logs on disk that the database lies behind, oldest first; none where it holds everything that was published. */
export async function findGaps(options: JournalOptions): Promise<LogGap[]> {
  const first = await runningLog(options);
  const last = Math.max(first, ...(await laterLogs(options.folder)));
  const gaps: LogGap[] = [];
  for (let log = first; log <= last; log += 1) {
    const { path, origin } = logPlace(options, log);
    const folder = logFolderReader(path, origin, options.keys);
    const published = await folder.checkpoint();
    if (published === undefined) continue;
    const behind = log > first || last > first || (await liesBehindItsLog(asSequencer(options), folder));
    if (!behind) continue;
    const { held, fits } = await heldOf(options, folder, log);
    gaps.push({ log, origin, checkpoint: published.text, size: published.checkpoint.size, held, fits });
  }
  return gaps;
}

async function laterLogs(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => {
    const found = /^log-(\d+)$/.exec(name);
    return found === null ? [] : [Number(found[1])];
  });
}

/** How many entries of a published log the database holds, and whether they are its beginning. */
async function heldOf(
  options: JournalOptions,
  folder: LogFolder,
  log: number,
): Promise<{ held: number; fits: boolean }> {
  const head = await asSequencer(options)((transaction) => headStore(transaction).read());
  const published = await folder.checkpoint();
  if (head === undefined || head.log !== log || published === undefined) return { held: 0, fits: true };
  const { checkpoint } = published;
  if (head.treeSize === 0) return { held: 0, fits: true };
  if (head.treeSize > checkpoint.size) return { held: head.treeSize, fits: false };
  const rootHash = frontierRoot(requireValue(decodeFrontier(head.frontier)), nodeSha256);
  try {
    const tiles = tileReader(folder.readFile);
    const proof = await proveConsistency(head.treeSize, checkpoint.size, tiles, nodeSha256);
    const verdict = verifyConsistency({ size: head.treeSize, rootHash }, checkpoint, proof, nodeSha256);
    return { held: head.treeSize, fits: verdict.ok };
  } catch {
    // A log whose tiles were lost cannot show that it begins like the database.
    return { held: head.treeSize, fits: false };
  }
}

/**
 * Closes the logs that the database lies behind and declares what is missing, as the operator, in one transaction. The next log
 * begins with this declaration when it is opened.
 */
export async function declareGaps(
  options: JournalOptions,
  operator: Viewer,
  gaps: readonly LogGap[],
  reason: string,
): Promise<void> {
  const { database, clock, keys, node } = options;
  await withTransaction(database, operator, clock.now(), async (transaction) => {
    const last = Math.max(...gaps.map(({ log }) => log));
    const entryId = newId();
    await appendEntries(keys, node, transaction, [
      {
        id: entryId,
        act: 'journal.recover',
        outcome: 'done',
        object: { kind: 'journal.log', id: newId() },
        details: { reason, opens: logPlace(options, last + 1).origin, closed: gaps.map((gap) => ({ ...gap })) },
      },
    ]);
    const closedBy = viewerName(operator);
    for (const gap of gaps) {
      await closedLogStore(transaction).add({ ...gap, reason, entryId, closedBy, closedAt: clock.now() });
    }
  });
}

/**
 * Begins the log after the last closed one, where that is not done yet: its first entry is the declaration. Repeats safely.
 * Beside the new log lies its opening, the declaration in clear, which anybody can hold against the first leaf; in the closed
 * one lies where it goes on.
 */
export async function settleChain(options: JournalOptions): Promise<readonly ClosedLog[]> {
  const inside = asSequencer(options);
  const closed = await inside((transaction) => closedLogStore(transaction).all());
  const last = closed.at(-1);
  if (last === undefined) return [];
  const next = logPlace(options, last.log + 1);
  await inside((transaction) => beginLog(transaction, next.origin, last));
  const opening = await inside(async (transaction) => {
    const row = await entryStore(transaction).byId(last.entryId);
    return row === undefined ? undefined : openEntry(options.keys, transaction, row);
  });
  await mkdir(next.path, { recursive: true, mode: 0o700 });
  if (opening !== undefined) {
    const salt = Buffer.from(opening.salt).toString('hex');
    const canonical = Buffer.from(opening.canonical).toString('utf8');
    await writeDurably(join(next.path, 'opening'), Buffer.from(`${JSON.stringify({ salt, canonical })}\n`));
  }
  for (const { log } of closed) {
    const { path } = logPlace(options, log);
    await mkdir(path, { recursive: true, mode: 0o700 });
    await writeDurably(join(path, 'closed'), Buffer.from(`log-${last.log + 1}\n`));
  }
  return closed;
}

async function beginLog(transaction: Transaction, origin: string, { log, entryId }: ClosedLog): Promise<void> {
  const store = headStore(transaction);
  if ((await store.lock()) === undefined) await store.create(origin, encodeFrontier(emptyFrontier()));
  const head = await store.lock();
  if (head === undefined || head.log > log) return;
  const [leaf] = await entryStore(transaction).leaves([entryId]);
  if (leaf === undefined) throw new Error('the entry that declares the gap is missing');
  const frontier = appendLeafHash(emptyFrontier(), hashLeaf(leaf.commitment, nodeSha256), nodeSha256);
  await store.begin(origin, log + 1, encodeFrontier(frontier), encodeFrontier(emptyFrontier()));
  await store.placeFirst(entryId);
}

/** The folders of closed logs, by number, for proofs of what stands in them. */
export async function closedFolders(
  options: JournalOptions,
  closed: readonly ClosedLog[],
): Promise<ReadonlyMap<number, LogFolder>> {
  const proving = closed.filter(({ fits }) => fits);
  return new Map(
    proving.map(({ log }) => {
      const { path, origin } = logPlace(options, log);
      return [log, logFolderReader(path, origin, options.keys)];
    }),
  );
}

/** Opens the folder of the running log. */
export async function openRunningLog(options: JournalOptions): Promise<LogFolder> {
  const { path, origin } = logPlace(options, await runningLog(options));
  return openLogFolder(path, origin, options.keys);
}
