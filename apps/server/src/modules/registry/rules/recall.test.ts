import { expect, test } from 'vitest';
import { answersToReview, standingBands } from './recall.js';

test.each([
  ['entered', 'found'],
  ['verified', 'found'],
  ['rejected', 'found'],
  ['sealed', 'found'],
  ['unsealed', 'found'],
  ['withdrawn', 'found'],
  ['corrected', 'all'],
] as const)('after a record was %s, answers are looked at again: %s', (verb, answers) => {
  expect(answersToReview(verb)).toBe(answers);
});

test('an answer stands on no weaker evidence than two people decided on', () => {
  expect(standingBands(['strong', 'possible', null])).toEqual(['strong']);
  expect(standingBands(['possible', null])).toEqual(['strong', 'possible']);
  // Of before grounds were kept, and of a blind row: whatever points.
  expect(standingBands([])).toEqual(['strong', 'possible']);
  expect(standingBands(['none'])).toEqual(['strong', 'possible']);
});
