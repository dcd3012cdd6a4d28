import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf, comparisonRules, type Difference, stretchDue } from './comparison-round.js';

const hour = 3_600_000;
const difference = (leafIndex: number, ...differs: Difference['differs'][number][]): Difference => ({
  ...{ log: 1, leafIndex, entryId: null, differs },
});

describe('a turn of the comparison', () => {
  it.each([
    ['of a small log at once', { work: 100, walked: 0, elapsed: 0 }, 256],
    ['of a large log that is in time', { work: 1_000_000, walked: 500_000, elapsed: 10 * hour }, 256],
    ['of a large log that is behind', { work: 1_000_000, walked: 500_000, elapsed: 10.1 * hour }, 5000],
    ['after a stop of days: no more than its share', { work: 1_200_000, walked: 0, elapsed: 500 * hour }, 10_000],
    ['whose clock was put back', { work: 1_000_000, walked: 0, elapsed: -hour }, 256],
  ])('%s', (_, given, stretch) => {
    expect(stretchDue(given)).toBe(stretch);
  });

  it('ends the round within a day, whatever the size of the log, while turns come every minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), fc.integer({ min: 0, max: 120_000 }), (work, took) => {
        let [walked, elapsed] = [0, 0];
        while (walked < work) {
          walked += stretchDue({ work, walked, elapsed });
          elapsed += comparisonRules.interval + took;
        }
        expect(elapsed).toBeLessThan(24 * hour);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what a round found', () => {
  it('is new once, and ended once it fits again', () => {
    const [actor, both] = [difference(3, 'actor'), difference(3, 'time', 'actor')];
    expect(changesOf([actor], [])).toEqual({ added: [actor], ended: [] });
    expect(changesOf([actor], [actor])).toEqual({ added: [], ended: [] });
    expect(changesOf([], [actor])).toEqual({ added: [], ended: [actor] });
    expect(changesOf([both], [actor])).toEqual({ added: [both], ended: [actor] });
    expect(changesOf([difference(3, 'actor', 'time')], [both])).toEqual({ added: [], ended: [] });
    expect(changesOf([difference(4, 'actor')], [actor])).toEqual({ added: [difference(4, 'actor')], ended: [actor] });
  });
});
