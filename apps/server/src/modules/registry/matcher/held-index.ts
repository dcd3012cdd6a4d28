import { civilDateAt } from '@gatehouse/law';
import type { Kernel } from '../../../kernel/kernel.js';
import type { RegistryLaw } from '../law.js';
import { entryLoader } from './load-entries.js';
import { broughtUpToDate, type LoadedIndex, loadIndex, type Loading, type LoadProgress } from './load-index.js';

/** The one index of a node in its thread, brought up to date whenever it is used. */
export type HeldIndex = {
  /**
   * Does work on the index as it has to be now; on another where its thread ended meanwhile. Works come one after the other:
   * applying changes and screening must not interleave. `begins` runs when the turn comes, before any change is looked for.
   */
  readonly use: <T>(work: (index: LoadedIndex) => Promise<T>, begins?: () => void) => Promise<T>;
  readonly isOpen: () => boolean;
  /** How far a load is that goes on for so many milliseconds already; undefined where none does. */
  readonly loadLongerThan: (milliseconds: number) => LoadProgress | undefined;
  readonly stop: () => Promise<void>;
};

const mostTries = 3;

/** Holds the index; nothing is loaded before its first use. */
export function holdIndex(kernel: Kernel, law: RegistryLaw): HeldIndex {
  let loaded: LoadedIndex | undefined;
  let load: { readonly begunAt: number; progress: LoadProgress } | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const stopping = new AbortController();
  const loading: Loading = {
    kernel,
    law,
    load: entryLoader(kernel.keys, law),
    stopped: stopping.signal,
    tell: (progress) => {
      load = { begunAt: load?.begunAt ?? performance.now(), progress };
    },
  };

  const current = async (): Promise<LoadedIndex> => {
    // Days are turned forwards alone: where the clock was put back the index is opened again.
    if (loaded !== undefined && (!loaded.thread.isAlive() || loaded.day > civilDateAt(kernel.clock.now()))) {
      await loaded.thread.stop();
      loaded = undefined;
    }
    if (loaded === undefined) loading.tell({ done: 0, of: null });
    try {
      loaded ??= await loadIndex(loading);
      loaded = await broughtUpToDate(loading, loaded);
    } finally {
      load = undefined;
    }
    return loaded;
  };
  const once = async <T>(work: (index: LoadedIndex) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      const index = await current();
      try {
        return await work(index);
      } catch (error) {
        if (index.thread.isAlive() || tries === mostTries) throw error;
        kernel.log.warn({ tries }, 'the matcher ended and is loaded again');
      }
    }
  };

  return {
    use: (work, begins) => {
      const answer = turn.then(() => {
        begins?.();
        return once(work);
      });
      turn = answer.catch(() => undefined);
      return answer;
    },
    isOpen: () => loaded?.thread.isAlive() === true,
    loadLongerThan: (milliseconds) =>
      load !== undefined && performance.now() - load.begunAt > milliseconds ? load.progress : undefined,
    stop: async () => {
      stopping.abort();
      await turn;
      await loaded?.thread.stop();
      loaded = undefined;
    },
  };
}
