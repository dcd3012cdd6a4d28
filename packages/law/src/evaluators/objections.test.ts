import { expect, test } from 'vitest';
import { builtInCalendar } from '../calendar/index.js';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { objectionCourse, objectionPlan, repairsFor, stepAfter } from './objections.js';

const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
/** A Wednesday morning in China, before a worked Sunday, Mid-Autumn and the National Day week. */
const wednesday = new Date('2026-09-16T02:00:00Z');

test.each([
  ['record_found', ['education', 'ministry', 'public_security', 'answer']],
  ['no_record', ['education', 'answer']],
] as const)('an objection to %s goes through %j', (outcome, expected) => {
  expect(objectionCourse(pack, outcome, wednesday).map(({ id }) => id)).toEqual(expected);
});

// Periods of working days begin on the day after and end with their last day in China: 16:00 UTC.
test.each([
  ['education', '2026-09-22T16:00:00.000Z'],
  ['ministry', '2026-10-08T16:00:00.000Z'],
  ['public_security', '2026-10-29T16:00:00.000Z'],
  ['answer', '2026-11-04T16:00:00.000Z'],
])(
  'begun on a Wednesday, %s is due before %s, if nobody is late and weekends and holidays do not count',
  (id, dueAt) => {
    const plan = objectionPlan(pack, calendar, 'record_found', wednesday);
    expect(plan.find(({ step }) => step.id === id)?.dueAt.toISOString()).toBe(dueAt);
  },
);

test('each step of a plan begins when the one before is due, and is counted from one', () => {
  const plan = objectionPlan(pack, calendar, 'record_found', wednesday);
  expect(plan.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(plan.slice(1).map(({ beginsAt }) => beginsAt)).toEqual(plan.slice(0, -1).map(({ dueAt }) => dueAt));
});

test('a pack that ends the way through the ministry leaves it out', () => {
  const without = pack.objectionSteps.map((step) =>
    step.id === 'ministry' ? { ...step, effectiveTo: '2026-09-15' } : step,
  );
  const course = objectionCourse({ ...pack, objectionSteps: without }, 'record_found', wednesday);
  expect(course.map(({ id }) => id)).toEqual(['education', 'public_security', 'answer']);
  expect(stepAfter(course, 'education')?.id).toBe('public_security');
});

test('nothing follows the last step, nor a step that is none', () => {
  const course = objectionCourse(pack, 'no_record', wednesday);
  expect([stepAfter(course, 'answer'), stepAfter(course, 'ministry')]).toEqual([undefined, undefined]);
});

test.each([
  ['candidate', ['reconsider', 'remove_marks', 'write_to_unit']],
  ['serving', ['reinstate', 'pay', 'remove_marks', 'write_to_unit']],
] as const)('for a %s, these have to be put right: %j', (standing, expected) => {
  expect(repairsFor(pack, standing, wednesday).map(({ id }) => id)).toEqual(expected);
});

test('a step whose period the pack does not have is refused when the pack is loaded', () => {
  const file = {
    packFormat: 1,
    id: 'broken',
    title: { en: 'Broken', zh: '有误' },
    version: '1.0.0',
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
    extends: 'cn-national',
    repairs: [{ ...pack.repairs[0], id: 'soon', deadline: 'no_such_period' }],
    vectors: [
      {
        id: 'age',
        says: 'an adult may be employed',
        evaluator: 'age',
        at: '2026-11-25T00:00:00Z',
        birthDate: '1990-01-01',
        expect: 'ok',
      },
    ],
  };
  expect(() => loadPack(file, builtInPacks)).toThrow(/no_such_period/);
});
