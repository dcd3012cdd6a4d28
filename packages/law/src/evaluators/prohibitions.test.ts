import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays } from '../civil-date.js';
import { loadPack } from '../pack/load.js';
import type { ProhibitionFacts } from '../pack/prohibition-schema.js';
import { builtInPacks } from '../packs/index.js';
import { prohibitionAlarmDay, prohibitionReferralsFor, prohibitionRegime, prohibitionTerm } from './prohibitions.js';

const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const someFacts: ProhibitionFacts = {
  regime: 'judicial',
  effectiveOn: '2024-01-10',
  sentence: 'fixed_term',
  sentenceEndsOn: '2026-03-01',
  paroledOn: null,
  years: 3,
};
const dayBefore = { choices: { 'prohibition-day-count': 'day_before' } };

test.each([
  ['a common year', { sentenceEndsOn: '2026-03-01' }, '2029-03-01', '2029-02-28'],
  ['29 February', { sentenceEndsOn: '2024-02-29', effectiveOn: '2023-01-10' }, '2027-02-28', '2027-02-27'],
  ['29 February to 29 February', { sentenceEndsOn: '2024-02-29', years: 4 }, '2028-02-29', '2028-02-28'],
  ['the last day of a year', { sentenceEndsOn: '2025-12-31', years: 5 }, '2030-12-31', '2030-12-30'],
])('%s is counted as the operator chose', (_what, facts, sameDate, theDayBefore) => {
  expect(prohibitionTerm(pack, { ...someFacts, ...facts }).ends).toBe(sameDate);
  expect(prohibitionTerm(pack, { ...someFacts, ...facts }, dayBefore).ends).toBe(theDayBefore);
});

test.each(pack.prohibitionRegimes.map(({ id }) => id))('%s has somebody to whom a breach goes', (id) => {
  const referrals = prohibitionReferralsFor(pack, id);
  expect(referrals.length).toBeGreaterThan(0);
  expect(referrals[0]?.gravity).toBe('breach');
});

it('keeps the six regimes apart, and lets other statutes prevail over the court’s years alone', () => {
  expect(pack.prohibitionRegimes.map(({ id, yieldsTo }) => [id, yieldsTo])).toEqual([
    ['judicial', ['lifelong', 'qualification_loss']],
    ['lifelong', []],
    ['restraining', []],
    ['qualification_loss', []],
    ['qualification_revocation', []],
    ['hiring_bar', []],
  ]);
});

it('alarms on day 25 and day 30 after the effect, and before an end alone that there is', () => {
  const days = (ends: string | null) =>
    pack.prohibitionAlarms.map((alarm) => [alarm.id, prohibitionAlarmDay(alarm, '2026-11-01', ends)]);
  expect(days('2027-01-31')).toEqual([
    ['service_day_25', '2026-11-26'],
    ['service_day_30', '2026-12-01'],
    ['expiry_30', '2027-01-01'],
    ['expiry_7', '2027-01-24'],
  ]);
  expect(days(null).slice(2)).toEqual([
    ['expiry_30', null],
    ['expiry_7', null],
  ]);
});

it('a regime that the pack does not have is refused', () => {
  expect(() => prohibitionTerm(pack, { ...someFacts, regime: 'merged' })).toThrow(/no such regime/);
});

const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2012-01-01', days));
const anyFacts = fc
  .record({
    regime: fc.constantFrom(...pack.prohibitionRegimes.map(({ id }) => id)),
    effectiveOn: day,
    sentenceEndsOn: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: null }),
    paroledOn: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: null }),
    years: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
    sentence: fc.constantFrom('fixed_term', 'life', 'death', 'suspended', 'none' as const),
  })
  .map(({ sentenceEndsOn, paroledOn, ...facts }): ProhibitionFacts => {
    const after = (days: number | null) => (days === null ? null : addDays(facts.effectiveOn, days));
    return { ...facts, sentenceEndsOn: after(sentenceEndsOn), paroledOn: after(paroledOn) };
  });

describe('for any order', () => {
  it('nothing begins before the decision took effect, and nothing ends before it began', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { begins, ends } = prohibitionTerm(pack, facts);
        if (begins !== null) expect(begins >= facts.effectiveOn).toBe(true);
        if (ends !== null) expect(begins !== null && ends >= begins).toBe(true);
      }),
    );
  });

  it('an end is a day exactly where the kind says so, and a day that is not known ends nothing', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { kind, begins, ends } = prohibitionTerm(pack, facts);
        expect(ends !== null).toBe(kind === 'until');
        if (kind === 'lifelong' || kind === 'with_record') expect(begins).not.toBeNull();
        if (kind === 'never')
          expect([facts.sentence, prohibitionRegime(pack, facts.regime).begins]).toEqual(['death', 'after_sentence']);
      }),
    );
  });

  it('the choice about the first day moves an end by a day at most, and never a beginning', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const [same, before] = [prohibitionTerm(pack, facts), prohibitionTerm(pack, facts, dayBefore)];
        expect(before.begins).toBe(same.begins);
        if (same.ends !== null) expect([same.ends, addDays(same.ends, -1)]).toContain(before.ends);
      }),
    );
  });
});
