import type { Kernel } from './kernel.js';
import type { BackgroundLoop } from './module.js';

const slowMilliseconds = 60_000;

/**
 * Work that comes again and again while the node runs, never twice at once. What it throws is logged, and the next turn tries again.
 * @param what which loop, for the log
 * @param work asks before each further step whether it goes on: a node that is stopped waits for the step, not for all that is left
 */
export function repeating(
  { log }: Pick<Kernel, 'log'>,
  what: string,
  milliseconds: number,
  work: (goesOn: () => boolean) => Promise<void>,
): BackgroundLoop {
  let running = false;
  let wake = (): void => undefined;
  let loop: Promise<void> = Promise.resolve();
  const cycle = async (): Promise<void> => {
    while (running) {
      await work(() => running).catch((error: unknown) =>
        log.error({ err: error }, `a loop of ${what} will try again`),
      );
      if (!running) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  return {
    isSlow: milliseconds >= slowMilliseconds,
    turn: () => work(() => true),
    start: () => {
      if (running) return;
      running = true;
      loop = cycle();
    },
    stop: async () => {
      running = false;
      wake();
      await loop;
    },
  };
}
