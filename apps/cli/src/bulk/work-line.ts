import type { Lane } from './lane.js';

/** A line of steps and what of it is done. */
export interface Line {
  readonly length: number;
  readonly done: Set<number>;
}

/** Keeps how far a line is; called often, and never twice at a time. */
export type SaveLine = () => Promise<void>;

const mostStretches = 2_048;
const shortestStretch = 32;
/** Saving may take this share of the time at the most. */
const shareOfSaving = 0.05;

/** How many steps a stretch has; it depends on nothing but the line, so that a later run divides it alike. */
export function stretchOf(length: number): number {
  return Math.max(shortestStretch, Math.ceil(length / mostStretches));
}

/**
 * Works the stretches of a line that are not done, each lane the next one when it has done one. `lengths` is told how long a lane's file
 * is when a stretch of it is done. Ends when all are done, or, `isStopped`, after those at work.
 * @returns whether all are done
 */
export async function workLine(
  lanes: readonly Lane[],
  line: Line,
  onStretch: (lane: number, length: number) => void,
  save: SaveLine,
  isStopped: () => boolean,
): Promise<boolean> {
  const stretch = stretchOf(line.length);
  const open = mixedOrder(Math.ceil(line.length / stretch)).filter((place) => !line.done.has(place));
  const saving = spacedSaving(save);
  let failed = false;
  const work = async (lane: Lane, number: number) => {
    for (let place = open.shift(); place !== undefined && !failed && !isStopped(); place = open.shift()) {
      const length = await lane.run(place * stretch, Math.min(line.length, (place + 1) * stretch));
      line.done.add(place);
      onStretch(number, length);
      await saving.maySave();
      // Lets a signal through where the lane is this thread.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(
    lanes.map((lane, number) =>
      work(lane, number).catch((error: unknown) => {
        failed = true;
        throw error;
      }),
    ),
  );
  await saving.saveNow();
  return line.done.size * stretch >= line.length;
}

/** Places from 0 in an order that mixes what lies far apart, always the same: strides of about the golden section. */
function mixedOrder(count: number): number[] {
  let stride = Math.max(1, Math.round(count * 0.618));
  while (commonDivisor(stride, count) > 1) stride += 1;
  return Array.from({ length: count }, (_, turn) => (turn * stride) % count);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** Saves one at a time, and so seldom that little of the time goes into it. */
function spacedSaving(save: SaveLine): { maySave: () => Promise<void>; saveNow: () => Promise<void> } {
  let running = Promise.resolve();
  let nextAt = 0;
  const saveNow = () => {
    running = running.then(async () => {
      const begun = performance.now();
      await save();
      nextAt = performance.now() + (performance.now() - begun) / shareOfSaving;
    });
    return running;
  };
  return { saveNow, maySave: async () => (performance.now() >= nextAt ? saveNow() : undefined) };
}
