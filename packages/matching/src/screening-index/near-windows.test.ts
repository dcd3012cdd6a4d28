import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectedCheckCharacter, slipDistance } from '../identity-number/index.js';
import { mayBeNear, nearWindows } from './near-windows.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const slip = fc.tuple(fc.nat({ max: 18 }), fc.constantFrom('wrong', 'missing', 'extra', 'turned'), digits(1));

it('no number within two slips is ruled out', () => {
  fc.assert(
    fc.property(digits(17), fc.array(slip, { maxLength: 2 }), (body, slips) => {
      const number = body + (expectedCheckCharacter(body) ?? '');
      const slipped = slips.reduce(withSlip, number);
      fc.pre(slipDistance(slipped, number, 2) <= 2);
      const parts = [Number(body.slice(0, 6)), Number(body.slice(6, 14)), Number(body.slice(14))] as const;
      expect(mayBeNear(nearWindows(slipped), ...parts)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('a stranger of another county, day and order is', () => {
  expect(mayBeNear(nearWindows('100101198005120013'), 347_765, 19_750_101, 888)).toBe(false);
});

function withSlip(number: string, [place, kind, digit]: readonly [number, string, string]): string {
  const [before, after] = [number.slice(0, place), number.slice(place)];
  if (kind === 'wrong') return before + digit + after.slice(1);
  if (kind === 'missing') return before + after.slice(1);
  if (kind === 'extra') return before + digit + after;
  return before + after.charAt(1) + after.charAt(0) + after.slice(2);
}
