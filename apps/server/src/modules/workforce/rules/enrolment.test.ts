import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enrolmentStep, serves } from './enrolment.js';

const day = '2026-11-26';

test.each([
  ['2026-11-26', null, true],
  ['2026-11-27', null, false],
  ['2020-01-01', '2026-11-26', true],
  ['2020-01-01', '2026-11-25', false],
])('from %s until %s serves today: %s', (fromDate, untilDate, serving) => {
  expect(serves({ fromDate, untilDate }, day)).toBe(serving);
});

test('after its step every employment is enrolled as it is held if, and only if, somebody serves in it at a covered post', () => {
  const date = fc.constantFrom('2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27');
  const days = fc.record({ fromDate: date, untilDate: fc.option(date) });
  const enrolled = fc.constantFrom('none' as const, 'as-held' as const, 'otherwise' as const);
  fc.assert(
    fc.property(days, fc.boolean(), enrolled, (employment, isCovered, before) => {
      const step = enrolmentStep(employment, day, isCovered, before);
      const after = step === 'leave' ? 'none' : step === 'nothing' ? before : 'as-held';
      expect(after).toBe(isCovered && serves(employment, day) ? 'as-held' : 'none');
      // Nothing is ended or begun that does not have to be.
      if (before === after) expect(step).toBe('nothing');
    }),
  );
});
