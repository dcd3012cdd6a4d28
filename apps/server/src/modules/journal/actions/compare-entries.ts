import type { Checkpoint, ReadFile } from '@gatehouse/merkle';
import { act, type ActContext } from '../../../kernel/act.js';
import { type Transaction, withReading, withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import {
  changesOf,
  comparisonRules,
  type Difference,
  type KeptDifference,
  type RoundPlace,
  stretchDue,
} from '../comparison-round.js';
import { differencesOf } from '../entry-differences.js';
import type { LogFolder } from '../log-folder.js';
import { openRows } from '../open-entry.js';
import { bundleOf, leavesTogether, signedLeaves } from '../published-leaves.js';
import type { ClosedLog } from '../store/closed-log-store.js';
import {
  type ComparisonRow,
  comparisonStore,
  type DifferenceRow,
  type LookedAt,
  type PlacedEntry,
} from '../store/comparison-store.js';

/** What the comparison needs: the running log, and those before it that were closed. */
export type ComparisonSetting = {
  readonly kernel: Kernel;
  readonly running: number;
  readonly closed: readonly ClosedLog[];
  /** The folder of a log of the chain; undefined where it proves nothing about the entries that are held. */
  readonly folderOf: (log: number) => LogFolder | undefined;
};

/** A log as far as its entries can be compared: its files, its signed head, and how many of its entries the database has to hold. */
type ComparedLog = {
  readonly log: number;
  readonly readFile: ReadFile;
  readonly head: Checkpoint;
  readonly size: number;
  readonly isRunning: boolean;
};

/** What one step came to. */
type Step = {
  readonly next: RoundPlace | 'whole';
  readonly walked: number;
  readonly compared: number;
  readonly erased: number;
  readonly found: readonly Difference[];
  readonly lookedAt: LookedAt;
  /** Bundles whose files could not be believed: what stands open in them stays. */
  readonly unread: ReadonlySet<number>;
};

const viewer = systemViewer('entry-comparison');
const firstPlace: RoundPlace = { log: 0, nextIndex: 0, afterId: null };
/** Most differences that one entry of the journal names; it says how many there are. */
const mostNamed = 50;

/**
 * Compares the entries of the database with the published log, from where the last turn left it, as many as are due. What differs is kept and
 * journalled once, in the act that moves the round on; what fits again is ended. Only random ids and places are written.
 * @param goesOn asked between two steps
 */
export async function compareEntries(setting: ComparisonSetting, goesOn: () => boolean = () => true): Promise<void> {
  const { kernel } = setting;
  const logs = await comparedLogs(setting);
  let progress = await inside(kernel, beginRound);
  const places = logs.reduce((sum, { size }) => sum + size, 0);
  const elapsed = kernel.clock.now().getTime() - progress.beganAt.getTime();
  // Each placed entry is passed twice, as a row and at its place.
  let left = stretchDue({ work: 2 * places, walked: progress.walked, elapsed });
  let isWhole = false;
  while (left > 0 && !isWhole && goesOn()) {
    const step = await takeStep(setting, logs, progress, Math.min(left, comparisonRules.together));
    progress = await settleStep(setting, progress, step);
    left -= Math.max(1, step.walked);
    isWhole = step.next === 'whole';
  }
}

async function comparedLogs({ running, closed, folderOf }: ComparisonSetting): Promise<ComparedLog[]> {
  const logs: ComparedLog[] = [];
  for (const { log, held } of [...closed, { log: running, held: undefined }]) {
    const folder = folderOf(log);
    const head = (await folder?.checkpoint())?.checkpoint;
    if (folder === undefined || head === undefined) continue;
    logs.push({ log, readFile: folder.readFile, head, size: held ?? head.size, isRunning: log === running });
  }
  return logs;
}

/** How far the round is; the first one begins here. */
async function beginRound({ sql, now }: Transaction): Promise<ComparisonRow> {
  const store = comparisonStore({ sql });
  const progress = await store.progress();
  if (progress !== undefined) return progress;
  const whole = { wholeBeganAt: null, wholeEndedAt: null, wholeCompared: null, wholeErased: null };
  const first = { ...firstPlace, beganAt: now, walked: 0, compared: 0, erased: 0, ...whole };
  await store.begin(first);
  return { onlyRow: true, ...first };
}

async function takeStep(
  setting: ComparisonSetting,
  logs: readonly ComparedLog[],
  { log, nextIndex, afterId }: RoundPlace,
  limit: number,
): Promise<Step> {
  if (log === 0) return walkRows(setting.kernel, logs, afterId, limit);
  const [here, after] = logs.filter((one) => one.log >= log);
  if (here === undefined) return nothingLeft;
  const from = here.log === log ? Math.min(nextIndex, here.size) : 0;
  return walkPlaces(setting.kernel, here, after, from, limit);
}

const nothingLeft: Step = {
  ...{ next: 'whole', walked: 0, compared: 0, erased: 0, found: [], unread: new Set() },
  lookedAt: { log: 0, from: 0, to: 0, isRunning: false },
};

/** Rows by id: each has its place in a log or waits for one. */
async function walkRows(
  kernel: Kernel,
  logs: readonly ComparedLog[],
  afterId: string | null,
  limit: number,
): Promise<Step> {
  const { count, last, unplaced } = await reading(kernel, (transaction) =>
    comparisonStore(transaction).rowsAfter(afterId, limit),
  );
  const isEnd = count < limit || last === undefined;
  const [first] = logs;
  const places: RoundPlace | 'whole' = first === undefined ? 'whole' : { log: first.log, nextIndex: 0, afterId: null };
  return {
    next: isEnd ? places : { log: 0, nextIndex: 0, afterId: last },
    ...{ walked: count, compared: 0, erased: 0, unread: new Set() },
    found: unplaced.map((entryId) => ({ log: null, leafIndex: null, entryId, differs: ['unplaced' as const] })),
    lookedAt: { rowsAfter: afterId, rowsUpTo: isEnd ? null : last },
  };
}

/** Places of a log in their order, whole bundles at a time, each with the leaf that was published there. */
async function walkPlaces(
  kernel: Kernel,
  { log, readFile, head, size, isRunning }: ComparedLog,
  after: ComparedLog | undefined,
  from: number,
  limit: number,
): Promise<Step> {
  const to = Math.min(size, (bundleOf(from + Math.max(limit, leavesTogether) - 1) + 1) * leavesTogether);
  const leaves = new Map<number, Uint8Array>();
  const unread = new Set<number>();
  for (let bundle = bundleOf(from); bundle * leavesTogether < to; bundle += 1) {
    const published = await signedLeaves(readFile, head, bundle);
    if (published === undefined) unread.add(bundle);
    published?.forEach((leaf, at) => leaves.set(bundle * leavesTogether + at, leaf));
  }
  const isEnd = to === size;
  const { placed, beyond, opened } = await reading(kernel, async (transaction) => {
    const store = comparisonStore(transaction);
    const places = await store.placed(log, from, to);
    const rows = places.flatMap(({ entryId, entry }) => (entry === undefined ? [] : [{ id: entryId, ...entry }]));
    return {
      placed: new Map(places.map((place) => [place.leafIndex, place])),
      opened: await openRows(kernel.keys, transaction, rows),
      beyond: isEnd ? await store.placesBeyond(log, size, isRunning) : [],
    };
  });
  // What was opened for this alone does not push out the keys that people work with.
  kernel.keys.forget([...placed.values()].flatMap(({ entry }) => entry?.dataKeyId ?? []));
  const found = [...placesThatDiffer({ log, from, to }, placed, leaves, opened)];
  const files = [...unread].map((bundle) => ({
    ...{ log, leafIndex: bundle * leavesTogether, entryId: null, differs: ['files' as const] },
  }));
  const next = after === undefined ? 'whole' : { log: after.log, nextIndex: 0, afterId: null };
  return {
    next: isEnd ? next : { log, nextIndex: to, afterId: null },
    walked: to - from,
    compared: [...leaves.keys()].filter((index) => index >= from && index < to).length,
    erased: [...opened.values()].filter((one) => one === 'erased').length,
    found: [...files, ...found, ...beyond.map((place) => ({ ...place, differs: ['unplaced' as const] }))],
    lookedAt: { log, from, to: isEnd ? null : to, isRunning },
    unread,
  };
}

function* placesThatDiffer(
  { log, from, to }: { readonly log: number; readonly from: number; readonly to: number },
  placed: ReadonlyMap<number, PlacedEntry>,
  leaves: ReadonlyMap<number, Uint8Array>,
  opened: Awaited<ReturnType<typeof openRows>>,
): Iterable<Difference> {
  for (let leafIndex = from; leafIndex < to; leafIndex += 1) {
    const leaf = leaves.get(leafIndex);
    if (leaf === undefined) continue;
    const place = placed.get(leafIndex);
    const content = place === undefined ? undefined : opened.get(place.entryId);
    const stored =
      place?.entry === undefined || content === undefined
        ? undefined
        : { ...place.entry, placed: place.placed, opened: content };
    const differs = differencesOf(stored, leaf);
    if (differs.length > 0) yield { log, leafIndex, entryId: place?.entryId ?? null, differs };
  }
}

/** Keeps what a step found and how far it came, in one transaction; an act where there is anything to say. */
async function settleStep(setting: ComparisonSetting, progress: ComparisonRow, step: Step): Promise<ComparisonRow> {
  const { kernel } = setting;
  const open = await reading(kernel, (transaction) => comparisonStore(transaction).openIn(step.lookedAt));
  const { added, ended } = changesOf(
    step.found,
    open.filter((one) => isLookedAt(one, step.unread)),
  );
  const keep = async (transaction: Transaction): Promise<ComparisonRow> => {
    const next = nextProgress(progress, step, transaction.now);
    await comparisonStore(transaction).keep(next);
    return next;
  };
  if (added.length === 0 && ended.length === 0) return inside(kernel, keep);
  return act(kernel, viewer, 'journal.compare-entries', async (context) => {
    await keepDifferences(context, setting.running, added, ended);
    return keep(context);
  });
}

async function keepDifferences(
  context: ActContext,
  running: number,
  added: readonly Difference[],
  ended: readonly DifferenceRow[],
): Promise<void> {
  const named = (some: readonly KeptDifference[]) =>
    some
      .slice(0, mostNamed)
      .map(({ log, leafIndex, entryId, differs }) => ({ log, leafIndex, entryId, differs: [...differs] }));
  const foundIn = await context.record({
    object: { kind: 'journal.log', id: String(running) },
    details: { differ: added.length, fitAgain: ended.length, different: named(added), fitting: named(ended) },
  });
  const store = comparisonStore(context);
  await store.add(
    added.map((one) => ({ ...one, differs: [...one.differs], id: newId(), foundAt: context.now, foundIn })),
  );
  await store.end(
    ended.map(({ id }) => id),
    context.now,
    foundIn,
  );
}

/** Whether a difference that stands was looked at again: not where the files of its bundle are not to be believed. */
function isLookedAt({ leafIndex, differs }: DifferenceRow, unread: ReadonlySet<number>): boolean {
  return differs.includes('files') || leafIndex === null || !unread.has(bundleOf(leafIndex));
}

function nextProgress(progress: ComparisonRow, { next, ...step }: Step, now: Date): ComparisonRow {
  const walked = progress.walked + step.walked;
  const compared = progress.compared + step.compared;
  const erased = progress.erased + step.erased;
  if (next !== 'whole') return { ...progress, ...next, walked, compared, erased };
  return {
    ...{ onlyRow: true, ...firstPlace, beganAt: now, walked: 0, compared: 0, erased: 0 },
    ...{ wholeBeganAt: progress.beganAt, wholeEndedAt: now, wholeCompared: compared, wholeErased: erased },
  };
}

function inside<T>(kernel: Kernel, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), work);
}

function reading<T>(kernel: Kernel, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return withReading(kernel.database, viewer, kernel.clock.now(), work);
}
