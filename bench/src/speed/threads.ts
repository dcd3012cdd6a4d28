import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import type { PersonEvidence, ScreeningIndex, SharedIndex } from '@gatehouse/matching';
import { spread } from '../figure.js';

/** What a thread is given: the index where it lies, and its share of those who are asked about. */
export type ThreadWork = { readonly shared: SharedIndex; readonly asked: readonly PersonEvidence[] };

type Rate = ReturnType<typeof spread>;

/**
 * Screenings a second over one index, by one thread and by two that share it: of people as they are asked about, with a number, and
 * of the same people without one.
 */
export async function measureThreads(
  index: ScreeningIndex,
  asked: readonly PersonEvidence[],
  rounds: number,
): Promise<Record<string, Record<'one' | 'two', Rate>>> {
  const shared = index.share();
  const numbered = asked.filter(({ documents }) => documents !== undefined && documents.length > 0);
  const kinds = { numbered, unnumbered: numbered.map(({ documents: _documents, ...rest }) => rest) };
  const found: Record<string, Record<'one' | 'two', Rate>> = {};
  for (const [kind, people] of Object.entries(kinds)) {
    const [one, two]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const rates = [await rateOf(shared, people, 1), await rateOf(shared, people, 2)] as const;
      // The first round warms.
      if (round === 0) continue;
      one.push(rates[0]);
      two.push(rates[1]);
    }
    found[kind] = { one: spread(one), two: spread(two) };
  }
  return found;
}

async function rateOf(shared: SharedIndex, asked: readonly PersonEvidence[], threads: number): Promise<number> {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./threads-worker.js', import.meta.url)));
  const share = (thread: number) => asked.filter((_, place) => place % threads === thread);
  for (const [thread, worker] of workers.entries())
    worker.postMessage({ shared, asked: share(thread) } satisfies ThreadWork);
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const start = performance.now();
  for (const worker of workers) worker.postMessage('go');
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return asked.length / seconds;
}
