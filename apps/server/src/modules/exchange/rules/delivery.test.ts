import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArrivalState,
  afterRefusal,
  arrival,
  deliveryRules,
  missing,
  pauseAfter,
  resultOfStatus,
  stateAfterRefusals,
} from './delivery.js';

describe('arrivals', () => {
  it('are complete once every number has come, in whatever order', () => {
    const numbers = fc.integer({ min: 1, max: 30 }).chain((last) =>
      fc.shuffledSubarray(
        Array.from({ length: last }, (_, index) => index + 1),
        { minLength: last, maxLength: last },
      ),
    );
    fc.assert(
      fc.property(numbers, (order) => {
        let state: ArrivalState = { lastSequence: 0, received: 0 };
        for (const [index, sequence] of order.entries()) {
          state = arrival(state, sequence).state;
          expect(missing(state)).toBe(Math.max(...order.slice(0, index + 1)) - (index + 1));
        }
        expect(missing(state)).toBe(0);
      }),
    );
  });

  it.each([
    [4, 'next'],
    [5, 'ahead'],
    [2, 'late'],
  ] as const)('after number 3, number %i is %s', (sequence, kind) => {
    expect(arrival({ lastSequence: 3, received: 2 }, sequence).kind).toBe(kind);
  });
});

describe('what an answer of the other node means', () => {
  it.each([
    [401, 'unreachable'],
    [404, 'unreachable'],
    [429, 'unreachable'],
    [502, 'unreachable'],
    [503, 'unreachable'],
    [507, 'unreachable'],
    [409, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [500, 'refused'],
  ])('status %i: %s', (status, kind) => {
    expect(resultOfStatus(status, 'invented').kind).toBe(kind);
  });
});

describe('patience', () => {
  it('grows to ten minutes and no further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (failures) => {
        expect(pauseAfter(failures)).toBeLessThanOrEqual(deliveryRules.longestPause);
        expect(pauseAfter(failures + 1)).toBeGreaterThanOrEqual(pauseAfter(failures));
      }),
    );
  });

  it('ends for a refused message, never for one whose number was taken, never for a silent node', () => {
    expect(stateAfterRefusals(deliveryRules.mostRefusals - 1)).toBe('waiting');
    expect(stateAfterRefusals(deliveryRules.mostRefusals)).toBe('dead');
    const now = new Date('2026-11-23T01:00:00Z');
    expect(afterRefusal('exchange-sequence-reused', 50, now)).toMatchObject({ state: 'waiting', sequence: null });
    expect(afterRefusal('exchange-message-invalid', 50, now)).toMatchObject({ state: 'dead', attempts: 51 });
  });
});
