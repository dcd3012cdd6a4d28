import { expect, it } from 'vitest';
import { chanceOf } from '../../../demonstration/random.js';
import { afterChunk, chunkSize, joinedCrowd, mostInCrowd, type RescreeningMark } from './rescreening.js';

const begun: RescreeningMark = {
  ...{ stage: 'enrolments', enrolments: 0, enrolmentsDone: 0, recordsDone: 0, afterEnrolmentId: null },
  ...{ afterRecordId: null, crowd: [], crowdWaiting: [], crowdAfterId: null, crowdDone: 0 },
};

const idsAfter = (ids: readonly string[], after: string | null, size: number) =>
  ids.filter((id) => after === null || id > after).slice(0, size);
const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${letter}${String(at).padStart(5, '0')}`);

it.each([1, 2, 3, 4, 5, 6])(
  'looks at everybody once, and at the enrolled again for every crowd, history %i',
  (seed) => {
    const chance = chanceOf(seed * 7919);
    const enrolled = numbered('e', chance.whole(0, 1200));
    const recorded = numbered('r', chance.whole(0, 1200));
    let mark: RescreeningMark = begun;
    const looked: string[] = [];
    const crowds: string[][] = [];
    const told = new Set<string>();
    for (let isFinished = false; !isFinished;) {
      const size = chunkSize(mark);
      const isOfRecords = mark.stage === 'records';
      const after = { enrolments: mark.afterEnrolmentId, records: mark.afterRecordId, crowd: mark.crowdAfterId }[
        mark.stage
      ];
      const ids = idsAfter(isOfRecords ? recorded : enrolled, after, size);
      if (mark.stage !== 'crowd') looked.push(...ids);
      else if (mark.crowdAfterId === null) crowds.push([...mark.crowd]);
      const crowded = isOfRecords ? ids.filter(() => chance.whole(0, 99) === 0) : [];
      for (const id of crowded) told.add(id);
      // A record that came meanwhile, whom a crowd agrees with.
      if (looked.length > 0 && crowds.length < 3 && chance.whole(0, 9) === 0) {
        const late = `late${String(told.size)}`;
        told.add(late);
        mark = { ...mark, crowdWaiting: joinedCrowd(mark.crowdWaiting, [late]) };
      }
      const { state, ...moved } = afterChunk(mark, { ids, isLast: ids.length < size, lists: [], records: 0 }, crowded);
      mark = { ...mark, ...moved };
      isFinished = state === 'finished';
    }
    expect(looked).toEqual([...enrolled, ...recorded]);
    expect([mark.enrolments, mark.enrolmentsDone, mark.recordsDone]).toEqual([
      enrolled.length,
      enrolled.length,
      recorded.length,
    ]);
    expect(crowds.flat().sort()).toEqual([...told].sort());
  },
);

it('a crowd takes no more room than says that it is too large to be looked for at once', () => {
  expect(joinedCrowd(numbered('a', 5000), numbered('b', 5000))).toHaveLength(mostInCrowd + 1);
  expect(joinedCrowd(['a', 'b'], ['b', 'c'])).toEqual(['a', 'b', 'c']);
});

it('chunks are small at first and bounded after', () => {
  expect(chunkSize(begun)).toBe(100);
  expect(chunkSize({ ...begun, enrolmentsDone: 20_000_000 })).toBe(5000);
});
