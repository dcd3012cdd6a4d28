import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteness } from './deliveries.js';

const at = (hour: number) => new Date(Date.UTC(2026, 4, 1, hour));
const delivery = (number: number, rows = 10) => ({ number, rows, receivedAt: at(number) });
const stated = (firstNumber: number, lastNumber: number, rows: number, hour = 50) => ({
  firstNumber,
  lastNumber,
  rows,
  statedAt: at(hour),
});

describe('what a source lacks', () => {
  it.each([
    ['nothing, before anything was said', [], [], null],
    ['nothing, while numbers follow one another', [1, 2, 3], [], null],
    ['the number between two', [1, 2, 4], [], ['delivery_missing', 2, [3]]],
    ['the first of all', [2], [], ['delivery_missing', null, [1]]],
    ['the last, of which only a statement speaks', [1, 2], [stated(1, 3, 30)], ['delivery_missing', 2, [3]]],
    ['nothing, where both sides count alike', [1, 2], [stated(1, 2, 20)], null],
    ['rows, where they do not', [1, 2, 3], [stated(2, 3, 21)], ['counts_differ', 1, []]],
    ['nothing, once the source corrected its count', [1, 2], [stated(1, 2, 21), stated(1, 2, 20, 51)], null],
    [
      'rows, where the later word is the wrong one',
      [1],
      [stated(1, 1, 9, 51), stated(1, 1, 10)],
      ['counts_differ', null, []],
    ],
    ['what comes first of both', [1, 2, 4], [stated(1, 2, 19)], ['counts_differ', null, [3]]],
  ])('%s', (_name, numbers, statements, expected) => {
    const found = incompleteness(
      (numbers as number[]).map((number) => delivery(number)),
      statements as ReturnType<typeof stated>[],
    );
    if (expected === null) return expect(found).toBeNull();
    const [why, until, missing] = expected as [string, number | null, number[]];
    expect(found).toEqual({ why, wholeUntil: until === null ? null : at(until), missing });
  });

  it('is every number taken out of a run, in whatever order it arrives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 39 }), { maxLength: 8 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (length, lost, chance) => {
          const gone = new Set(lost.filter((number) => number < length));
          const arrived = Array.from({ length }, (_, place) => delivery(place + 1))
            .filter(({ number }) => !gone.has(number))
            .map((one) => ({ one, order: chance.next().value as number }))
            .sort((a, b) => a.order - b.order)
            .map(({ one }) => one);
          const found = incompleteness(arrived, [stated(1, length, 10 * length)]);
          expect(found?.missing ?? []).toEqual([...gone].sort((a, b) => a - b).slice(0, 10));
        },
      ),
    );
  });

  it('is seen by any difference in the rows of a range', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: -5, max: 5 }),
        (rows, slip) => {
          const deliveries = rows.map((count, place) => delivery(place + 1, count));
          const sum = rows.reduce((total, count) => total + count, 0);
          const found = incompleteness(deliveries, [stated(1, rows.length, sum + slip)]);
          expect(found === null).toBe(slip === 0);
        },
      ),
    );
  });
});
