import { coverageStates, inquiryStates } from '@gatehouse/contract';
import {
  addDays,
  builtInCalendar,
  builtInPacks,
  coverageBand,
  loadPack,
  packDefaults,
  startOfCivilDate,
} from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandToFix,
  codeIn,
  countsForOthers,
  coverageShown,
  folded,
  searchTextOf,
  withoutOutcomes,
} from './certificate.js';
import { countsAsChecked, coverageOf } from './coverage.js';
import type { CheckFacts, EmploymentFacts, Law } from './facts.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const start = '2025-03-03';
const on = (day: number): Date => new Date(startOfCivilDate(addDays(start, day)).getTime() + 6 * 3_600_000);

const outcomes = fc.constantFrom('no_record' as const, 'record_found' as const);
const settlements = fc.option(
  fc.record({
    kind: fc.constantFrom('hired' as const, 'not_hired' as const, 'work_stopped' as const, 'employment_ended' as const),
    at: fc.integer({ min: 0, max: 700 }).map(on),
  }),
);

/** A check with an outcome and what came of it apart, so that they can be changed for others. */
const checks = fc.array(
  fc
    .record({
      inquiryId: fc.uuid(),
      state: fc.constantFrom(...inquiryStates),
      begun: fc.integer({ min: -60, max: 700 }),
      took: fc.option(fc.integer({ min: 0, max: 30 })),
      isVoid: fc.boolean(),
      sameIdentity: fc.boolean(),
      postClass: fc.constantFrom('teacher', 'catering'),
    })
    .map(({ begun, took, isVoid, ...check }): CheckFacts => {
      const releasedAt = took === null ? null : on(begun + took);
      const told = releasedAt !== null && !isVoid;
      const at = { begunAt: on(begun), changedAt: on(begun), stepAt: on(begun) };
      const facts = { purpose: 'hire', ...at, releasedAt, settlement: null };
      return { ...check, ...facts, outcome: told ? 'no_record' : null };
    }),
  { maxLength: 4 },
);

const employments = fc.record({
  employmentId: fc.uuid(),
  unitType: fc.constant('primary_school'),
  postClass: fc.constantFrom('teacher', 'catering'),
  fromDate: fc.integer({ min: -400, max: 400 }).map((day) => addDays(start, day)),
  untilDate: fc.constant(null),
  changedAt: fc.constant(on(-30)),
  endedAt: fc.constant(null),
  checks,
  monitoring: fc.constantFrom('watched' as const, 'unwatched' as const, 'not_kept' as const),
});

/** The same employment with other things found at its person. */
function found(
  facts: EmploymentFacts,
  others: readonly CheckFacts['outcome'][],
  came: readonly CheckFacts['settlement'][],
) {
  return {
    ...facts,
    checks: facts.checks.map((check, at) =>
      check.outcome === null ? check : { ...check, outcome: others[at] ?? check.outcome, settlement: came[at] ?? null },
    ),
  };
}

describe('the share that others are shown', () => {
  it('is the same whatever was found at anybody, and whatever came of it', () => {
    fc.assert(
      fc.property(
        employments,
        fc.array(outcomes, { minLength: 4, maxLength: 4 }),
        fc.array(settlements, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 0, max: 800 }),
        (facts, others, came, day) => {
          expect(countsForOthers(found(facts, others, came), law, on(day))).toBe(countsForOthers(facts, law, on(day)));
        },
      ),
    );
  });

  it('counts as the unit itself is shown it where no record is told of', () => {
    fc.assert(
      fc.property(employments, fc.integer({ min: 0, max: 800 }), (facts, day) => {
        const { state } = coverageOf(withoutOutcomes(facts), law, on(day));
        expect(countsForOthers(facts, law, on(day))).toBe(countsAsChecked(state));
      }),
    );
  });

  it('gives two months that differ by one person no more than whether that person was asked about in time', () => {
    fc.assert(
      fc.property(
        fc.array(employments, { minLength: 9, maxLength: 30 }),
        employments,
        fc.array(outcomes, { minLength: 4, maxLength: 4 }),
        fc.array(settlements, { minLength: 4, maxLength: 4 }),
        (staff, joins, others, came) => {
          const months = (people: readonly EmploymentFacts[], joiner: EmploymentFacts) =>
            [people, [...people, joiner]].map((here, month) => {
              const at = on(100 + 31 * month);
              const checked = here.filter((one) => countsForOthers(one, law, at)).length;
              return bandToFix(pack, { staff: here.length, checked });
            });
          const elsewise = staff.map((one) => found(one, others, came));
          expect(months(elsewise, found(joins, others, came))).toEqual(months(staff, joins));
        },
      ),
    );
  });

  it('is no figure at all of fewer people than the pack has shown, and never a count', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), (staff, some) => {
        const checked = Math.min(staff, some);
        const band = bandToFix(pack, { staff, checked });
        expect(band).toBe(coverageBand(pack, checked, staff)?.id);
        expect(band === undefined).toBe(staff < pack.coverageBands.fewestStaff);
      }),
    );
  });

  it('keeps stopped and barred among the checked', () => {
    expect(coverageStates.filter(countsAsChecked)).toEqual(['barred', 'stopped', 'due', 'no_record']);
  });
});

describe('what parents read', () => {
  it('says as of when, until when, that it is no safety rating, and who to ask, in both languages', () => {
    const figure = {
      nameEn: 'Willow Primary',
      nameZh: '杨柳小学',
      authorityEn: 'County Bureau',
      authorityZh: '县教育局',
      band: 'most',
      asOf: new Date('2026-10-31T16:00:40Z'),
    };
    const shown = coverageShown(pack, figure, new Date('2026-11-30T16:00:00Z'));
    expect(shown.band.en).toBe('80 to 95 %');
    expect(shown.fixed.zh).toContain('2026年11月1日00:00');
    expect(shown.fixed.en).toContain('1 Dec 2026, 00:00');
    expect(shown.notRating.en).toMatch(/not a safety rating/);
    expect(shown.ask.zh).toContain('县教育局');
    expect(JSON.stringify(shown)).not.toMatch(/\{\w+\}/);
  });
});

describe('what somebody writes to find a unit', () => {
  it.each([
    ['abcd2 efgh3-jkmn4 pqrs5 tuvw6 x', 'ABCD2EFGH3JKMN4PQRS5TUVW6X'],
    ['ＡＢＣＤ２EFGH3JKMN4PQRS5TUVW6X', 'ABCD2EFGH3JKMN4PQRS5TUVW6X'],
    ['示例县杨柳小学', undefined],
    ['91310000MA1FL0000X', undefined],
    ['ABCD2EFGH3JKMN4PQRS5TUVW61', undefined],
  ])('%s is the code %s', (text, code) => {
    expect(codeIn(text)).toBe(code);
  });

  it('finds by part of a name, whatever width, case and marks, and never across two names', () => {
    const text = searchTextOf(['示例县 杨柳小学（虚构）', 'Willow Primary (invented)', '12100000MB0000001A']);
    for (const sought of ['杨柳小学(虚构)', 'WILLOW primary', '12100000mb0000001a'])
      expect(text).toContain(folded(sought));
    expect(text).not.toContain(folded('虚构Willow'));
  });
});
