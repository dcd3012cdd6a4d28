import { addDays, builtInCalendar, builtInPacks, loadPack, packDefaults, startOfCivilDate } from '@gatehouse/law';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.js';
import type { CheckFacts, EmploymentFacts, Law } from './facts.js';
import { gapsOfEmployment } from './gaps.js';

// Somebody whom a supplier places at school after school. The facts name neither supplier nor form of employment: no rule can make an
// exception for either, and the checks of one unit are never among the facts of another (`checksOf` is asked for one unit).
const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const firstShift = '2025-09-01';
const on = (day: number): Date => new Date(startOfCivilDate(addDays(firstShift, day)).getTime() + 6 * 3_600_000);

const placement = (checks: readonly CheckFacts[]): EmploymentFacts => ({
  employmentId: 'placement',
  unitType: 'primary_school',
  postClass: 'catering',
  fromDate: firstShift,
  untilDate: null,
  changedAt: on(-20),
  endedAt: null,
  checks,
  monitoring: 'watched',
});
const told = (begun: number, released: number | null): CheckFacts => ({
  inquiryId: 'check',
  purpose: 'hire',
  postClass: 'catering',
  state: released === null ? 'ASKING' : 'SETTLED',
  begunAt: on(begun),
  changedAt: on(released ?? begun),
  stepAt: on(begun),
  releasedAt: released === null ? null : on(released),
  outcome: released === null ? null : 'no_record',
  settlement: null,
  sameIdentity: true,
});

describe('a new placement', () => {
  it.each<[string, CheckFacts[], number, string, string[]]>([
    ['before its first shift, with what another school was told', [], -1, 'not_yet_asked', []],
    ['on its first shift, with what another school was told', [], 0, 'not_yet_asked', ['without_check']],
    ['on its first shift, with its own check on the way', [told(-3, null)], 0, 'waiting', ['started_before_result']],
    ['answered the day after its first shift', [told(-3, 1)], 2, 'no_record', ['started_before_result']],
    ['answered before its first shift', [told(-9, -2)], 0, 'no_record', []],
  ])('%s', (_what, checks, day, state, gaps) => {
    const facts = placement(checks);
    expect(coverageOf(facts, law, on(day)).state).toBe(state);
    const opened = gapsOfEmployment(facts, law, on(day)).filter(({ opens }) => opens);
    expect(opened.map(({ kind }) => kind)).toEqual(gaps);
  });
});
