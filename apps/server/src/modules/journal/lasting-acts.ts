import { setTimeout } from 'node:timers/promises';
import type { Kernel } from '../../kernel/kernel.js';
import type { BackgroundLoop, ModuleParts } from '../../kernel/module.js';
import { act } from '../../kernel/act.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';
import type { LastingLine, LastingList } from './lasting-list.js';
import { lastingActStore, type PlacedAct } from './store/lasting-act-store.js';

const interval = 250;

/**
 * Writes lasting acts to their list once they have a place in the log, in its order. What an interruption left out is found
 * again by the entries the list does not name.
 */
export function writeLastingActs(kernel: Kernel, list: LastingList): BackgroundLoop & { run: () => Promise<void> } {
  const written = new Set(list.lines.map(({ entry }) => entry));
  // Places are given without gaps: what was looked through once need not be looked through again.
  let seen = { log: 1, size: 0 };
  let ended = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  const write = async (acts: readonly PlacedAct[]): Promise<void> => {
    const fresh = acts.filter(({ entryId }) => !written.has(entryId));
    if (fresh.length === 0) return;
    await list.append(fresh.map(({ entryId, at, ...act }) => ({ entry: entryId, ...act, at: at.toISOString() })));
    for (const { entryId } of fresh) written.add(entryId);
  };
  const run = async (): Promise<void> => {
    const look = <T>(work: (store: ReturnType<typeof lastingActStore>) => Promise<T>): Promise<T> =>
      withTransaction(kernel.database, systemViewer('sequencer'), kernel.clock.now(), (transaction) =>
        work(lastingActStore(transaction)),
      );
    const reached = await look((store) => store.reached());
    while (seen.log < reached.log || seen.size < reached.size) {
      const { log, size } = seen;
      const end = log < reached.log ? Number.MAX_SAFE_INTEGER : reached.size;
      await write(await look((store) => store.placed(log, size, end)));
      seen = log < reached.log ? { log: log + 1, size: 0 } : { log, size: end };
    }
  };
  const cycle = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await run().catch((error: unknown) => kernel.log.error({ err: error }, 'the list of lasting acts waits'));
      await setTimeout(interval, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    }
  };
  return {
    run,
    turn: run,
    start: () => {
      ended = new AbortController();
      loop = cycle();
    },
    stop: async () => {
      ended.abort();
      await loop;
      await run();
    },
  };
}

/**
 * Does again what stands on the list and is lost to the database, in the order of the list and before anything is answered. An
 * act that no module does by itself is left to people and said by `doctor`.
 */
export async function reapplyLostActs(kernel: Kernel, list: LastingList, parts: readonly ModuleParts[]): Promise<void> {
  const doings = Object.assign({}, ...parts.map((part) => part.lasting ?? {})) as NonNullable<ModuleParts['lasting']>;
  const lost = await lostActs(kernel, list.lines);
  for (const line of lost) {
    await act(kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
      const { objectKind, objectId, entry } = line;
      const doing = doings[objectKind];
      const outcome = (await doing?.(context, { act: line.act, objectId, at: new Date(line.at) })) ?? 'by_hand';
      const { now } = context;
      await lastingActStore(context).addReapplied({
        ...{ entryId: entry, act: line.act, objectKind, objectId, outcome, reappliedAt: now },
      });
      await context.record({ object: { kind: objectKind, id: objectId }, details: { act: line.act, entry, outcome } });
    });
  }
  if (lost.length > 0) kernel.log.warn({ acts: lost.length }, 'acts that the database had lost were done again');
}

async function lostActs(kernel: Kernel, lines: readonly LastingLine[]): Promise<LastingLine[]> {
  return withTransaction(kernel.database, systemViewer('sequencer'), kernel.clock.now(), async (transaction) => {
    const store = lastingActStore(transaction);
    const held = await store.held(lines.map(({ entry }) => entry));
    const done = new Set((await store.reapplied()).map(({ entryId }) => entryId));
    return lines.filter(({ entry }) => !held.has(entry) && !done.has(entry));
  });
}
