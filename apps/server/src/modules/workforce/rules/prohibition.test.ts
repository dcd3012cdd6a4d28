import { addDays, builtInCalendar, builtInPacks, loadPack, packDefaults, startOfCivilDate } from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsAsChecked, coverageOf } from './coverage.js';
import type { EmploymentFacts, Law, ToldProhibition } from './facts.js';
import { afterDeed, afterLook, afterPeriod } from './gap-course.js';
import { gapsOfEmployment } from './gaps.js';
import { nextLook } from './next-look.js';
import { prohibitionOn } from './prohibition.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const start = '2026-03-02';
const on = (day: number): Date => new Date(startOfCivilDate(addDays(start, day)).getTime() + 6 * 3_600_000);
const order: ToldProhibition = {
  id: 'order',
  postClasses: null,
  beginsOn: start,
  endsOn: addDays(start, 99),
  toldAt: on(0),
  isSure: true,
};
const someone: EmploymentFacts = {
  employmentId: 'employment',
  unitType: 'primary_school',
  postClass: 'driver',
  fromDate: '2025-09-01',
  untilDate: null,
  changedAt: on(-90),
  endedAt: null,
  checks: [],
  monitoring: 'watched',
};
const placed = (...prohibitions: ToldProhibition[]): EmploymentFacts => ({ ...someone, prohibitions });
const stateOn = (facts: EmploymentFacts, day: number) => coverageOf(facts, law, on(day)).state;

describe('whom an order bars', () => {
  it.each([
    ['on the first day', placed(order), 0, 'barred'],
    ['on the last day', placed(order), 99, 'barred'],
    ['the day before', placed(order), -1, 'not_yet_asked'],
    ['the day after', placed(order), 100, 'not_yet_asked'],
    ['without an end', placed({ ...order, endsOn: null }), 9000, 'barred'],
    ['in another post', placed({ ...order, postClasses: ['teacher'] }), 5, 'not_yet_asked'],
    ['in this post', placed({ ...order, postClasses: ['teacher', 'driver'] }), 5, 'barred'],
    ['by the document alone', placed({ ...order, isSure: false }), 5, 'not_yet_asked'],
    ['by one of two', placed(order, { ...order, id: 'longer', endsOn: addDays(start, 199) }), 150, 'barred'],
  ] as const)('%s', (_when, facts, day, state) => {
    expect(stateOn(facts, day)).toBe(state);
  });

  it('is told one sentence, the same whatever stands behind it, and counts as checked', () => {
    const told = [order, { ...order, id: 'other', postClasses: ['driver'], endsOn: null }].map(
      (one) => coverageOf(placed(one), law, on(5)).sentence,
    );
    expect(told[0]).toEqual(told[1]);
    expect(told[0]?.en).toContain('may not be placed with minors');
    expect(JSON.stringify(told)).not.toMatch(/court|offence|crime|judgment|法院|犯罪|判决|罪/i);
    expect(countsAsChecked('barred')).toBe(true);
  });

  it('has one gap, that of the order that ends last: the end of another changes nothing', () => {
    const longer = { ...order, id: 'longer', endsOn: addDays(start, 199) };
    const keys = [5, 99, 100, 199].map((day) =>
      gapsOfEmployment(placed(order, longer), law, on(day)).map(({ key }) => key),
    );
    expect(keys).toEqual(keys.map(() => ['placed_despite_prohibition:employment:longer']));
    expect(gapsOfEmployment({ ...placed(order), untilDate: addDays(start, 4) }, law, on(5))).toEqual([]);
  });

  it('is looked at again on the day on which an order begins, and on the day after its end', () => {
    expect(nextLook(placed(order), law, on(-9))).toBe(start);
    expect(nextLook(placed(order), law, on(9))).toBe(addDays(start, 100));
  });
});

describe('the stop is followed to its end', () => {
  const kind = 'placed_despite_prohibition';
  const look = { found: true, isAtWork: true, state: 'barred' } as const;
  const begun = (move: ReturnType<typeof afterLook>) => (move.do === 'begin' ? move.step.id : move.do);
  it('by the unit, its authority, the end of the employment and its verification', () => {
    expect(begun(afterLook({ kind, step: 'stop_placement' }, look, law, on(1)))).toBe('stay');
    expect(begun(afterDeed({ kind, step: 'stop_placement' }, law, on(1)))).toBe('order');
    expect(begun(afterPeriod({ kind, step: 'stop_placement' }, law, on(9)))).toBe('order');
    expect(begun(afterDeed({ kind, step: 'order' }, law, on(9)))).toBe('terminate');
    expect(begun(afterLook({ kind, step: 'terminate' }, { ...look, found: false, isAtWork: false }, law, on(9)))).toBe(
      'verify',
    );
    expect(afterLook({ kind, step: 'order' }, { ...look, found: false }, law, on(9))).toEqual({
      do: 'close',
      outcome: 'void',
    });
  });
});

const anyOrder = fc
  .record({
    id: fc.uuid(),
    begins: fc.integer({ min: -200, max: 200 }),
    lasts: fc.option(fc.integer({ min: 0, max: 300 }), { nil: null }),
    isSure: fc.boolean(),
    postClasses: fc.constantFrom(null, ['driver'], ['teacher']),
  })
  .map(({ id, begins, lasts, ...rest }): ToldProhibition => {
    const endsOn = lasts === null ? null : addDays(start, begins + lasts);
    return { ...rest, id, beginsOn: addDays(start, begins), endsOn, toldAt: on(-300) };
  });

it('for any orders nothing changes before the day of the next look', () => {
  fc.assert(
    fc.property(fc.array(anyOrder, { maxLength: 4 }), fc.integer({ min: -250, max: 250 }), (orders, day) => {
      const facts = placed(...orders);
      const next = nextLook(facts, law, on(day));
      for (let later = day; later < day + 60 && (next === null || addDays(start, later) < next); later += 1)
        expect(prohibitionOn(facts, addDays(start, later))).toEqual(prohibitionOn(facts, addDays(start, day)));
    }),
  );
});
