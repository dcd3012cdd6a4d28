import { setTimeout } from 'node:timers/promises';
import type { Kernel } from '../../kernel/kernel.js';
import type { BackgroundLoop, ModuleParts } from '../../kernel/module.js';
import { act } from '../../kernel/act.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';
import type { LastingLine, LastingList } from './lasting-list.js';
import { lastingActStore } from './store/lasting-act-store.js';

const batch = 500;
const interval = 250;

/**
 * Writes lasting acts to their list once they have a place in the log, in its order. What an interruption left out is found
 * again by the entries the list does not name.
 */
export function writeLastingActs(kernel: Kernel, list: LastingList): BackgroundLoop & { run: () => Promise<void> } {
  const written = new Set(list.lines.map(({ entry }) => entry));
  let seen = { log: 0, index: 0 };
  let ended = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    for (;;) {
      const acts = await withTransaction(
        kernel.database,
        systemViewer('sequencer'),
        kernel.clock.now(),
        (transaction) => lastingActStore(transaction).placedAfter(seen.log, seen.index, batch),
      );
      const fresh = acts.filter(({ entryId }) => !written.has(entryId));
      if (fresh.length > 0) {
        await list.append(fresh.map(({ entryId, at, ...act }) => ({ entry: entryId, ...act, at: at.toISOString() })));
      }
      for (const { entryId } of fresh) written.add(entryId);
      seen = acts.at(-1) ?? seen;
      if (acts.length < batch) return;
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
