import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOfStep, newTotpSecret, stepAt, stepOfCode, toBase32, totpAddress } from './totp.js';

/** The secret of RFC 6238 appendix B, which gives eight digits: six are their end. */
const secret = toBase32(Buffer.from('12345678901234567890'));

describe('the vectors of RFC 6238 appendix B', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i', (second, eightDigits) => {
    expect(codeOfStep(secret, stepAt(new Date(second * 1000)))).toBe(eightDigits.slice(-6));
  });
});

it.each([
  ['', ''],
  ['foobarfoob', 'MZXW6YTBOJTG633C'],
])('Base32 of %s is that of RFC 4648', (bytes, text) => {
  expect(toBase32(Buffer.from(bytes))).toBe(text);
});

const now = new Date('2026-11-23T01:00:00Z');
const present = stepAt(now);

describe('a code', () => {
  it.each([-2, -1, 0, 1, 2])('of %i steps from now is taken within one step only', (away) => {
    const found = stepOfCode(secret, codeOfStep(secret, present + away), now, null);
    expect(found).toBe(Math.abs(away) <= 1 ? present + away : undefined);
  });

  it('may be typed in groups', () => {
    const code = codeOfStep(secret, present);
    expect(stepOfCode(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, now, null)).toBe(present);
  });

  it('is taken once, and none before it afterwards', () => {
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: -1, max: 1 }), fc.integer({ min: -1, max: 1 }), (at, first, second) => {
        const own = newTotpSecret();
        const taken = stepOfCode(own, codeOfStep(own, stepAt(at) + first), at, null);
        expect(taken).toBe(stepAt(at) + first);
        const again = stepOfCode(own, codeOfStep(own, stepAt(at) + second), at, taken ?? null);
        // Two steps of one secret share a code once in a million times: then the later one is taken.
        expect(again === undefined || again > (taken ?? 0)).toBe(true);
        if (second > first) expect(again).toBe(stepAt(at) + second);
      }),
    );
  });

  it('of anything else is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\s*(\d\s*){6}$/.test(text));
        expect(stepOfCode(secret, text, now, null)).toBeUndefined();
      }),
    );
  });
});

it('is asked of the app by an address that names issuer and account', () => {
  expect(totpAddress('ABC', 'Gatehouse 守门', 'clerk')).toBe(
    'otpauth://totp/Gatehouse%20%E5%AE%88%E9%97%A8:clerk?secret=ABC&issuer=Gatehouse%20%E5%AE%88%E9%97%A8',
  );
});
