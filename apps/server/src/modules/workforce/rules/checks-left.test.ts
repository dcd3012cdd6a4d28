import { inquiryStates, type InquiryState } from '@gatehouse/contract';
import {
  addDays,
  addWorkingDays,
  builtInCalendar,
  builtInPacks,
  civilDateAt,
  loadPack,
  packDefaults,
  startOfCivilDate,
} from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsForOthers } from './certificate.js';
import { checkUnderWay } from './checks.js';
import { asksForCheck, countsAsChecked, coverageOf } from './coverage.js';
import type { CheckFacts, EmploymentFacts, Law } from './facts.js';
import { afterLook, firstStep, toOpen } from './gap-course.js';
import { type Gap, gapsOfEmployment } from './gaps.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const start = '2025-03-03';
const on = (day: number): Date => new Date(startOfCivilDate(addDays(start, day)).getTime() + 6 * 3_600_000);

const atWork: EmploymentFacts = {
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
const check = (state: InquiryState, begun: number, stepAt = on(begun)): CheckFacts => ({
  inquiryId: `check-${begun}`,
  purpose: 'hire',
  postClass: 'teacher',
  state,
  begunAt: on(begun),
  changedAt: on(begun),
  stepAt,
  releasedAt: null,
  outcome: null,
  settlement: null,
  sameIdentity: true,
});
const answered: CheckFacts = { ...check('SETTLED', -20), releasedAt: on(-10), outcome: 'no_record' };

const ofUnit: readonly InquiryState[] = ['CONSENT_PENDING', 'CONSENTED', 'NOTICE_SERVED'];
const ofAuthorities: readonly InquiryState[] = ['SUBMITTED', 'APPROVED', 'ASKING'];
const opened = (facts: EmploymentFacts, now: Date): Gap[] =>
  gapsOfEmployment(facts, law, now).filter(({ opens, kind }) => opens && kind !== 'started_before_result');
const named = ({ kind, side }: Gap): string => `${kind}: ${firstStep({ kind, side }, law, on(0))?.responsible}`;

const anyStep = fc.record({
  state: fc.constantFrom(...ofUnit, ...ofAuthorities),
  begun: fc.integer({ min: -40, max: 0 }),
  step: fc.integer({ min: 0, max: 200 }),
  later: fc.integer({ min: 0, max: 300 }),
});
const ofRegistry: readonly InquiryState[] = ['APPROVED', 'ASKING'];
/** The first instant at which the working days of a step have passed: ten for the registry, five for everybody else. */
const endOf = (step: number, state: InquiryState): Date => {
  const days = ofRegistry.includes(state) ? 10 : 5;
  return startOfCivilDate(addDays(addWorkingDays(law.calendar, civilDateAt(on(step)), days).date, 1));
};

describe('a check that was begun about somebody at work', () => {
  it('leaves, at every instant after the time of its step, one gap that begins with whoever has to act', () => {
    fc.assert(
      fc.property(anyStep, ({ state, begun, step, later }) => {
        const facts = { ...atWork, checks: [check(state, begun, on(step))] };
        const now = new Date(endOf(step, state).getTime() + later * 3_600_000);
        const expected = ofUnit.includes(state) ? 'without_check: unit' : 'check_unanswered: reviewing';
        expect(opened(facts, now).map(named)).toEqual([expected]);
        expect(opened(facts, new Date(endOf(step, state).getTime() - 1))).toEqual([]);
      }),
    );
  });

  it('never counts as an answer, and closes nothing that is open, whatever its state and its time', () => {
    const anyState = fc.constantFrom(...inquiryStates.slice(0, inquiryStates.indexOf('RELEASED')));
    fc.assert(
      fc.property(anyStep, anyState, ({ begun, step, later }, state) => {
        const facts = { ...atWork, checks: [check(state, begun, on(step))] };
        const now = on(step + later);
        const [open] = opened(atWork, now);
        expect(countsAsChecked(coverageOf(facts, law, now).state)).toBe(false);
        expect(countsForOthers(facts, law, now)).toBe(false);
        expect(gapsOfEmployment(facts, law, now).map(({ key }) => key)).toContain(open?.key);
      }),
    );
  });

  it.each([
    ['DRAFT', 1, 'not_yet_asked', true],
    ['RETURNED', 1, 'not_yet_asked', true],
    ['DETAILS_DISPUTED', 1, 'not_yet_asked', true],
    ['NOTICE_SERVED', 1, 'waiting', false],
    ['NOTICE_SERVED', 30, 'left_lying', false],
    ['ASKING', 30, 'waiting', false],
  ] as const)('%s, %i days later: %s', (state, days, expected, mayStart) => {
    const covered = coverageOf({ ...atWork, checks: [check(state, 0)] }, law, on(days));
    expect([covered.state, asksForCheck(covered.state)]).toEqual([expected, mayStart]);
  });

  it('is the one in its time where there are several', () => {
    const several = [check('ASKING', -2), check('CONSENTED', -20), check('SUBMITTED', -30)];
    expect(checkUnderWay(several, law, on(1))?.check.state).toBe('ASKING');
    expect(checkUnderWay(several, law, on(60))?.check.state).toBe('ASKING');
    expect(checkUnderWay([check('CONSENTED', 9), ...several], law, on(10))?.check.state).toBe('CONSENTED');
  });
});

describe('a gap that a check mends', () => {
  const missing = { kind: 'without_check', isAtWork: true, state: undefined } as const;
  it.each([
    ['mend', 'reviewing', 'answer'],
    ['order', 'reviewing', 'answer'],
    ['reply', 'reviewing', 'stay'],
    ['verify', 'reviewing', 'stay'],
    ['answer', 'reviewing', 'stay'],
    ['answer', 'unit', 'mend'],
    ['mend', 'unit', 'stay'],
    ['order', 'unit', 'stay'],
  ] as const)('at %s, while it is the turn of %s: %s', (step, side, expected) => {
    const move = afterLook({ kind: 'without_check', step }, { ...missing, found: true, side }, law, on(0));
    expect(move.do === 'begin' ? move.step.id : move.do).toBe(expected);
  });

  it.each([
    ['without_check', 'answer', 'mended'],
    ['check_unanswered', 'answer', 'mended'],
    ['recheck_refused', 'decide_refusal', 'mended'],
    ['recheck_refused', 'reply', 'stays'],
  ] as const)('%s at %s closes with the answer, unless the unit was ordered: %s', (kind, step, expected) => {
    const move = afterLook({ kind, step }, { ...missing, found: false }, law, on(0));
    expect(move.do === 'close' ? move.outcome : 'stays').toBe(expected);
  });

  it('is not opened a second time against the authorities', () => {
    const late = gapsOfEmployment({ ...atWork, checks: [check('SUBMITTED', 0)] }, law, on(40));
    expect(toOpen(late, []).map(({ kind }) => kind)).toEqual(['started_before_result', 'check_unanswered']);
    expect(toOpen(late, ['without_check']).map(({ kind }) => kind)).toEqual(['started_before_result']);
  });
});

describe('somebody who serves and refuses while an earlier answer holds', () => {
  const refusal = check('WITHDRAWN', 100);
  it.each([
    ['refused', [refusal], 101, ['recheck_refused: unit']],
    ['asked again since', [refusal, check('ASKING', 102)], 103, []],
    ['begun again and left lying', [refusal, check('CONSENTED', 102)], 130, ['recheck_refused: unit']],
    ['asked again, and no answer in time', [refusal, check('ASKING', 102)], 130, []],
    ['a year after the answer', [refusal], 360, ['recheck_overdue: unit', 'recheck_refused: unit']],
    [
      'asked again, and told',
      [refusal, { ...check('SETTLED', 102), releasedAt: on(106), outcome: 'no_record' as const }],
      130,
      [],
    ],
  ] as const)('%s', (_what, since, day, expected) => {
    expect(opened({ ...atWork, checks: [answered, ...since] }, on(day)).map(named)).toEqual(expected);
  });

  it('keeps the gap of the refusal open until an answer, whatever is begun', () => {
    const keys = (since: readonly CheckFacts[]) =>
      gapsOfEmployment({ ...atWork, checks: [answered, refusal, ...since] }, law, on(110)).map(({ key }) => key);
    for (const state of [...ofUnit, ...ofAuthorities, 'DRAFT', 'RETURNED'] as const)
      expect(keys([check(state, 102)])).toContain('recheck_refused:employment:check-100');
  });
});

it('every pack that comes with the product says how long a step of a check may take', () => {
  for (const [id, raw] of builtInPacks) {
    const own = { ...law, pack: loadPack(raw, builtInPacks).pack };
    for (const state of [...ofUnit, ...ofAuthorities])
      expect(checkUnderWay([check(state, 0)], own, on(0))?.dueAt.getTime(), `${id} ${state}`).toBeGreaterThan(
        on(0).getTime(),
      );
  }
});
