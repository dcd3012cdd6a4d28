import { expect, it, vi } from 'vitest';
import { createLog } from './log.js';
import { repeating } from './repeating.js';

const kernel = { log: createLog('silent') };
const aStep = () => new Promise<void>((goOn) => setImmediate(goOn));

it('a loop that is stopped waits for the step under way, not for all that is left', async () => {
  let steps = 0;
  const loop = repeating(kernel, 'tests', 60_000, async (goesOn) => {
    while (goesOn()) {
      await aStep();
      steps += 1;
    }
  });
  loop.start();
  await vi.waitFor(() => expect(steps).toBeGreaterThan(3));
  await loop.stop();
  const atStop = steps;
  await aStep();
  expect(steps).toBe(atStop);
});

it('a turn by hand does all that there is', async () => {
  const asked: boolean[] = [];
  const loop = repeating(kernel, 'tests', 60_000, async (goesOn) => void asked.push(goesOn()));
  await loop.turn();
  expect(asked).toEqual([true]);
});
