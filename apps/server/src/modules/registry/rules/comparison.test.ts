import { describe, expect, it } from 'vitest';
import { comparisonStep, isRemembered, type OpinionEnding, outcomeOf, turnDueAt } from './comparison.js';

const endings: OpinionEnding[] = ['same_person', 'not_the_same', 'need_more', 'identity_misused'];

describe('A20: nothing is found without the second person', () => {
  it.each(endings)('after one opinion "%s" the second comes next, whatever it says', (first) => {
    expect(comparisonStep({ first }, false)).toEqual({ next: 'second' });
    expect(comparisonStep({ first }, true)).toEqual({ next: 'second' });
  });
});

describe('two who agree end it; otherwise a third decides', () => {
  const pairs = endings.flatMap((first) => endings.map((second) => [first, second] as const));
  it.each(pairs)('%s and %s', (first, second) => {
    const agreed = first === second && first !== 'need_more';
    expect(comparisonStep({ first, second }, false)).toEqual(agreed ? { ending: first } : { next: 'recheck' });
  });
  it.each(['same_person', 'not_the_same', 'identity_misused'] as const)('the third says %s', (recheck) => {
    expect(comparisonStep({ first: 'same_person', second: 'not_the_same', recheck }, false)).toEqual({
      ending: recheck,
    });
  });
  it('a blind row taken for the same person by both goes to the third', () => {
    expect(comparisonStep({ first: 'same_person', second: 'same_person' }, true)).toEqual({ next: 'recheck' });
  });
});

describe('the answer', () => {
  it.each([
    [['not_the_same', 'same_person'], 'record_found'],
    [['not_the_same', 'identity_misused'], 'no_record'],
    [[], 'no_record'],
  ] as const)('%j gives %s', (list, outcome) => {
    expect(outcomeOf(list)).toBe(outcome);
  });
});

describe('a finding that it is somebody else is remembered', () => {
  it.each([
    ['strong', false],
    ['possible', true],
    ['none', false],
  ])('of evidence that is %s: %s', (band, remembered) => {
    expect(isRemembered(band)).toBe(remembered);
  });
});

describe('a turn is over by its own clock, and never after the day of the question', () => {
  const turn = new Date('2026-11-24T05:00:00Z');
  it.each([
    [undefined, '2026-11-24T05:00:00.000Z'],
    ['2026-12-14T16:00:00Z', '2026-11-24T05:00:00.000Z'],
    ['2026-11-24T05:00:00Z', '2026-11-24T05:00:00.000Z'],
    ['2026-11-24T04:59:59Z', '2026-11-24T04:59:59.000Z'],
    ['2026-11-20T16:00:00Z', '2026-11-20T16:00:00.000Z'],
  ])('to be answered by %s: %s', (question, due) => {
    expect(turnDueAt(turn, question).toISOString()).toBe(due);
  });
});
