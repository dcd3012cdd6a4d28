import { inquiryStates } from '@gatehouse/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksAgain, audienceOf, listRules, proofEnds, type ProofGround, unitOfAudience } from './proof.js';

const terms = { validDays: 14, answerDays: 60, listHours: 24, requestMinutes: 60 };
const day = 86_400_000;
const start = Date.UTC(2026, 10, 23, 4);
/** The beginning of the day that is so many days on: what an end is said as. */
const dayAfter = (days: number): Date => new Date(start + days * day - ((start + days * day) % day));
const after = (days: number): Date => new Date(start + days * day);

const sound: ProofGround = {
  state: 'SETTLED',
  decision: { outcome: 'no_record', dataAsOf: after(0).toISOString() },
  recordTold: false,
};

const grounds: fc.Arbitrary<ProofGround> = fc.record({
  state: fc.constantFrom(...inquiryStates),
  decision: fc.option(
    fc.record({
      outcome: fc.constantFrom('no_record' as const, 'record_found' as const, 'not_now' as const),
      dataAsOf: fc.integer({ min: -90, max: 0 }).map((days) => after(days).toISOString()),
    }),
    { nil: undefined },
  ),
  recordTold: fc.boolean(),
});

describe('a proof of check', () => {
  it.each([
    ['a sound answer of today', sound, 14],
    ['an answer 50 days old', { ...sound, decision: { outcome: 'no_record', dataAsOf: after(-50).toISOString() } }, 10],
    [
      'an answer 59.5 days old',
      { ...sound, decision: { outcome: 'no_record', dataAsOf: after(-59.5).toISOString() } },
      undefined,
    ],
    ['an answer not told yet', { ...sound, state: 'ASKING', decision: undefined }, undefined],
    ['a record', { ...sound, decision: { outcome: 'record_found', dataAsOf: after(0).toISOString() } }, undefined],
    ['no answer', { ...sound, decision: { outcome: 'not_now', dataAsOf: after(0).toISOString() } }, undefined],
    ['an answer that was objected to', { ...sound, state: 'OBJECTED' }, undefined],
    ['a void answer', { ...sound, state: 'RECALLED' }, undefined],
    ['an answer after which a record was told', { ...sound, recordTold: true }, undefined],
  ] as const)('of %s stands for %s days', (_what, ground, days) => {
    expect(proofEnds(ground, terms, after(0))).toEqual(days === undefined ? undefined : dayAfter(days));
  });

  it('is neither made nor does it stand where the law pack has none', () => {
    expect(proofEnds(sound, undefined, after(0))).toBeUndefined();
    expect(asksAgain({ ...sound, expiresAt: after(14) }, undefined, after(0))).toBe(true);
  });

  it('stands from when it is made, whatever it rests on, and for fourteen days at most', () => {
    fc.assert(
      fc.property(grounds, (ground) => {
        const expiresAt = proofEnds(ground, terms, after(0));
        if (expiresAt === undefined) return;
        expect(expiresAt.getTime()).toBeLessThanOrEqual(after(14).getTime());
        expect(asksAgain({ ...ground, expiresAt }, terms, after(0))).toBe(false);
        expect(asksAgain({ ...ground, expiresAt }, terms, expiresAt)).toBe(true);
      }),
    );
  });

  it('once to be asked again of stays so while nothing but time passes', () => {
    fc.assert(
      fc.property(
        grounds,
        fc.nat({ max: 20 }),
        fc.nat({ max: 90 }),
        fc.nat({ max: 90 }),
        (ground, lasts, one, more) => {
          const proof = { ...ground, expiresAt: after(lasts) };
          if (asksAgain(proof, terms, after(one))) expect(asksAgain(proof, terms, after(one + more))).toBe(true);
        },
      ),
    );
  });

  it('is asked again of for one word, whichever of the causes it is', () => {
    const causes: readonly Partial<ProofGround & { expiresAt: Date }>[] = [
      { expiresAt: after(0) },
      { recordTold: true },
      { state: 'RECALLED' },
      { decision: { outcome: 'no_record', dataAsOf: after(-61).toISOString() } },
    ];
    const said = causes.map((cause) => asksAgain({ ...sound, expiresAt: after(14), ...cause }, terms, after(1)));
    expect(new Set(said)).toEqual(new Set([true]));
  });

  it('names units in a way that nothing else is read as', () => {
    const id = '0b1f7a52-6f3e-4c1d-9a8b-123456789abc';
    expect(unitOfAudience(audienceOf(id))).toBe(id);
    for (const other of ['', id, `${audienceOf(id)}x`, `x${audienceOf(id)}`, 'urn:gatehouse:unit:1'])
      expect(unitOfAudience(other)).toBeUndefined();
  });

  it('finds a free place by chance in a list that is as full as it may get', () => {
    expect((listRules.fullest / listRules.size) ** listRules.draws).toBeLessThan(1e-10);
  });
});
