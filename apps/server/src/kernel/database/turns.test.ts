import { expect, it } from 'vitest';
import { openTurns } from './turns.js';

it('lets whoever goes first pass everybody who waits, and the others in the order of asking', async () => {
  const turns = openTurns(1);
  const told: string[] = [];
  const done = await turns.take(false);
  const wait = async (name: string, goesFirst: boolean): Promise<void> => {
    const over = await turns.take(goesFirst);
    told.push(name);
    over();
  };
  const all = [wait('one', false), wait('two', false), wait('sequencer', true), wait('three', false)];
  done();
  await Promise.all(all);
  expect(told).toEqual(['sequencer', 'one', 'two', 'three']);
});

it('never lets more in than there are places, and gives each back once', async () => {
  const turns = openTurns(3);
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      const over = await turns.take(at % 7 === 0);
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      inside -= 1;
      over();
      over();
    }),
  );
  expect([inside, most]).toEqual([0, 3]);
});
