import { expect, it } from 'vitest';
import { bestThreshold } from './best-threshold.js';
import { shareOf, Tally } from './tally.js';

it('a share is told with the bounds that Wilson gives', () => {
  expect(shareOf(5, 10)).toEqual({ happened: 5, of: 10, share: 0.5, low: 0.23659, high: 0.76341 });
  expect(shareOf(0, 0)).toMatchObject({ share: 0, low: 0, high: 1 });
});

it('counts add up by name and together', () => {
  const tally = new Tally();
  tally.add('a', true);
  tally.add('a', false);
  tally.add('b', true);
  expect(tally.shares()).toMatchObject({ a: { happened: 1, of: 2 }, b: { happened: 1, of: 1 } });
  expect(tally.total()).toMatchObject({ happened: 2, of: 3 });
});

it('the best threshold takes equal scores together and counts what was never offered', () => {
  const verdicts = [
    { score: 0.9, isRight: true },
    { score: 0.5, isRight: true },
    { score: 0.5, isRight: false },
    { score: 0.1, isRight: false },
  ];
  expect(bestThreshold(verdicts, 3)).toEqual({ f1: 0.6667, precision: 0.6667, recall: 0.6667, threshold: 0.5 });
});
