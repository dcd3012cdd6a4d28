import { coverageStates, inquiryStates, type InquiryState } from '@gatehouse/contract';
import { addDays, builtInCalendar, builtInPacks, loadPack, packDefaults, startOfCivilDate } from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsAsChecked, coverageOf } from './coverage.js';
import type { CheckFacts, EmploymentFacts, Law } from './facts.js';
import { gapsOfEmployment } from './gaps.js';
import { nextLook } from './next-look.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const start = '2025-03-03';
const on = (day: number): Date => new Date(startOfCivilDate(addDays(start, day)).getTime() + 6 * 3_600_000);

const someone: EmploymentFacts = {
  employmentId: 'employment',
  unitType: 'primary_school',
  postClass: 'teacher',
  fromDate: start,
  untilDate: null,
  changedAt: on(-30),
  endedAt: null,
  checks: [],
  monitoring: 'watched',
};

function check(state: InquiryState, begun: number, released: number | null = null, more: Partial<CheckFacts> = {}) {
  const facts: CheckFacts = {
    inquiryId: `check-${begun}`,
    purpose: 'hire',
    postClass: 'teacher',
    state,
    begunAt: on(begun),
    changedAt: on(released ?? begun),
    stepAt: on(begun),
    releasedAt: released === null ? null : on(released),
    outcome: released === null ? null : 'no_record',
    settlement: null,
    sameIdentity: true,
    ...more,
  };
  return facts;
}

const record = { outcome: 'record_found' } as const;
const stopped = { ...record, settlement: { kind: 'work_stopped', at: on(101) } } as const;
const answered = check('SETTLED', -20, -10);

describe('every employment is in one state', () => {
  it.each([
    ['nothing asked', [], 5, 'not_yet_asked'],
    ['a draft alone', [check('DRAFT', -5)], 5, 'not_yet_asked'],
    ['returned by the authority', [check('RETURNED', -5)], 5, 'not_yet_asked'],
    ['with the registry', [check('ASKING', -5)], 5, 'waiting'],
    ['with the person', [check('CONSENT_PENDING', 0)], 5, 'waiting'],
    ['with the person for longer than its time', [check('CONSENT_PENDING', -5)], 5, 'left_lying'],
    ['agreed to and not submitted', [check('CONSENTED', -30, null, { stepAt: on(-5) })], 5, 'left_lying'],
    ['agreed to a day ago', [check('CONSENTED', -30, null, { stepAt: on(4) })], 5, 'waiting'],
    ['with the authority for longer than its time', [check('SUBMITTED', -30)], 5, 'waiting'],
    ['left lying, and another with the registry', [check('ASKING', 2), check('CONSENTED', -20)], 5, 'waiting'],
    [
      'refused, and left lying since',
      [check('CONSENT_REFUSED', -30), check('CONSENTED', -20)],
      5,
      'refused_or_withdrawn',
    ],
    ['told in time', [answered], 5, 'no_record'],
    ['61 days before the year is full', [answered], 365 - 10 - 61, 'no_record'],
    ['60 days before', [answered], 365 - 10 - 60, 'due'],
    ['on the day', [answered], 365 - 10, 'due'],
    ['the day after', [answered], 365 - 9, 'overdue'],
    ['asked again in time, before it is told', [answered, check('ASKING', 340)], 345, 'due'],
    ['asked again too late, before it is told', [answered, check('ASKING', 370)], 375, 'overdue'],
    ['asked again, and told', [answered, check('RELEASED', 370, 380)], 381, 'no_record'],
    ['refused', [check('CONSENT_REFUSED', -5)], 5, 'refused_or_withdrawn'],
    [
      'refused the yearly check while an answer holds',
      [answered, check('WITHDRAWN', 340)],
      345,
      'refused_or_withdrawn',
    ],
    ['refused, and a draft made since', [check('CONSENT_REFUSED', -5), check('DRAFT', -2)], 5, 'refused_or_withdrawn'],
    ['refused, and asked since', [check('CONSENT_REFUSED', -5), check('SUBMITTED', -2)], 5, 'waiting'],
    ['a record', [answered, check('RELEASED', 90, 100, record)], 101, 'barred'],
    ['a record that is objected to', [check('AT_MINISTRY', 90, 100, record)], 101, 'barred'],
    ['a record, and the work stopped', [answered, check('SETTLED', 90, 100, stopped)], 102, 'stopped'],
    ['a record under another name', [check('SETTLED', 90, 100, { ...record, sameIdentity: false })], 102, 'barred'],
    ['a void record', [check('RECALLED', 90, 100, record)], 102, 'not_yet_asked'],
    ['an answer about another name', [check('SETTLED', -20, -10, { sameIdentity: false })], 5, 'not_yet_asked'],
    [
      'asked as a guard, working as a teacher',
      [check('SETTLED', -20, -10, { postClass: 'security' })],
      5,
      'not_yet_asked',
    ],
  ] as const)('%s', (_what, checks, day, state) => {
    expect(coverageOf({ ...someone, checks }, law, on(day)).state).toBe(state);
  });

  it('asked as a teacher, working as a guard: more was looked up than the post needs', () => {
    expect(coverageOf({ ...someone, postClass: 'security', checks: [answered] }, law, on(5)).state).toBe('no_record');
  });

  it('names the notice whose day has come, and the day that is due', () => {
    const at = (day: number) => coverageOf({ ...someone, checks: [answered] }, law, on(day));
    expect([294, 295, 325, 348, 356].map((day) => at(day).notice)).toEqual([
      null,
      '60_days',
      '30_days',
      '7_days',
      '7_days',
    ]);
    expect(at(5).dueOn).toBe('2026-02-21');
    expect(at(5).sentence.zh).toContain('2026年2月21日');
  });
});

const toldStates: readonly string[] = inquiryStates.slice(
  inquiryStates.indexOf('RELEASED'),
  inquiryStates.indexOf('RECALLED') + 1,
);
const anyCheck = fc
  .record({
    state: fc.constantFrom(...inquiryStates),
    begun: fc.integer({ min: -200, max: -61 }),
    took: fc.integer({ min: 0, max: 60 }),
    outcome: fc.constantFrom('no_record' as const, 'record_found' as const),
    sameIdentity: fc.boolean(),
    postClass: fc.constantFrom('teacher', 'security'),
    isStopped: fc.boolean(),
  })
  .map(({ state, begun, took, outcome, sameIdentity, postClass, isStopped }): CheckFacts => {
    const isTold = toldStates.includes(state);
    return check(state, begun, isTold ? begun + took : null, {
      outcome: isTold ? outcome : null,
      settlement: isTold && isStopped ? { kind: 'work_stopped', at: on(begun + took) } : null,
      sameIdentity,
      postClass,
    });
  });
const anyEmployment = fc
  .record({
    checks: fc.array(anyCheck, { maxLength: 4 }),
    monitoring: fc.constantFrom('watched' as const, 'unwatched' as const, 'not_kept' as const),
    postClass: fc.constantFrom('teacher', 'security'),
  })
  .map((facts): EmploymentFacts => ({ ...someone, ...facts }));
const anyDay = fc.integer({ min: 0, max: 1200 });

describe('for any facts', () => {
  it('gives one of the states, with a sentence in both languages', () => {
    fc.assert(
      fc.property(anyEmployment, anyDay, (facts, day) => {
        const { state, sentence } = coverageOf(facts, law, on(day));
        expect(coverageStates).toContain(state);
        expect(sentence.en.length * sentence.zh.length).toBeGreaterThan(0);
        expect(sentence.en + sentence.zh).not.toMatch(/[{}]/);
      }),
    );
  });

  it('time alone leads from no record over due to overdue and nowhere else', () => {
    const order = ['no_record', 'due', 'overdue'];
    fc.assert(
      fc.property(anyEmployment, anyDay, anyDay, (facts, one, other) => {
        const [before, after] = [Math.min(one, other), Math.max(one, other)].map(
          (day) => coverageOf(facts, law, on(day)).state,
        ) as [string, string];
        if (before === after) return;
        const from = before === 'unmonitored' ? 0 : order.indexOf(before);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(order.indexOf(after)).toBeGreaterThan(from);
      }),
    );
  });

  it('nobody who is not watched is shown as checked and in order', () => {
    fc.assert(
      fc.property(anyEmployment, anyDay, (facts, day) => {
        const { state } = coverageOf({ ...facts, monitoring: 'unwatched' }, law, on(day));
        expect(['no_record', 'due']).not.toContain(state);
      }),
    );
  });

  it('nothing between question and release changes state, gap or sentence, whatever stands there', () => {
    fc.assert(
      fc.property(
        anyEmployment,
        anyDay,
        fc.constantFrom('no_record' as const, 'record_found' as const),
        fc.integer({ min: 0, max: 900 }),
        (facts, day, outcome, moved) => {
          const asked = { ...facts, checks: [...facts.checks, check('ASKING', 3)] };
          const found = {
            ...facts,
            checks: [...facts.checks, check('ASKING', 3, null, { outcome, changedAt: on(moved) })],
          };
          expect(coverageOf(found, law, on(day))).toEqual(coverageOf(asked, law, on(day)));
          expect(gapsOfEmployment(found, law, on(day))).toEqual(gapsOfEmployment(asked, law, on(day)));
        },
      ),
    );
  });

  it('who is at work without an answer, or past their year, has a gap; who is in order has none but an early start', () => {
    fc.assert(
      fc.property(anyEmployment, anyDay, (facts, day) => {
        const { state } = coverageOf(facts, law, on(day));
        const opened = gapsOfEmployment(facts, law, on(day)).filter(({ opens }) => opens);
        const standing = opened.map(({ kind }) => kind).filter((kind) => kind !== 'started_before_result');
        if (state === 'overdue') expect(standing).toEqual(['recheck_overdue']);
        if (state === 'barred' || state === 'stopped') expect(standing).toEqual(['kept_despite_record']);
        if (['not_yet_asked', 'left_lying', 'waiting'].includes(state)) expect(standing).toHaveLength(1);
        if (countsAsChecked(state) && state !== 'barred' && state !== 'stopped') expect(standing).toEqual([]);
      }),
    );
  });

  it('nothing changes before the day on which it has to be looked at again', () => {
    const seenOn = (facts: EmploymentFacts, day: number) => [
      coverageOf(facts, law, on(day)),
      gapsOfEmployment(facts, law, on(day)),
    ];
    fc.assert(
      fc.property(
        anyEmployment,
        fc.integer({ min: -60, max: 800 }),
        fc.option(fc.integer({ min: 0, max: 900 })),
        (made, day, left) => {
          const facts = { ...made, untilDate: left === null ? null : addDays(start, left) };
          const next = nextLook(facts, law, on(day));
          const first = seenOn(facts, day);
          for (let ahead = day; ahead < day + 420 && (next === null || addDays(start, ahead) < next); ahead += 1)
            expect(seenOn(facts, ahead), `day ${ahead}`).toEqual(first);
        },
      ),
      { numRuns: 40 },
    );
  });
});
