import { builtInCalendar, builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import { expect, it } from 'vitest';
import type { Law } from './facts.js';
import { afterDeed, afterLook, afterNotVerified, afterPeriod, type Move } from './gap-course.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };
const now = new Date('2026-11-26T02:00:00Z');
const inWords = (move: Move): string =>
  move.do === 'begin' ? move.step.id : move.do === 'close' ? move.outcome : 'stays';

it.each([
  ['without_check', 'mend', true, true, 'stays'],
  ['without_check', 'mend', false, true, 'mended'],
  ['without_check', 'order', false, true, 'mended'],
  ['without_check', 'reply', false, true, 'stays'],
  ['without_check', 'verify', false, true, 'stays'],
  ['started_before_result', 'order', false, false, 'stays'],
  ['kept_despite_record', 'stop_work', true, true, 'stays'],
  ['kept_despite_record', 'stop_work', false, false, 'verify'],
  ['kept_despite_record', 'terminate', false, false, 'verify'],
  ['kept_despite_record', 'terminate', false, true, 'void'],
  ['kept_despite_record', 'verify', false, false, 'stays'],
] as const)('%s at %s, found %s, at work %s: %s', (kind, step, found, isAtWork, expected) => {
  expect(inWords(afterLook({ kind, step }, { found, isAtWork, state: 'barred' }, law, now))).toBe(expected);
});

it.each([
  ['without_check', 'mend', 'void'],
  ['without_check', 'order', 'void'],
  ['without_check', 'reply', 'stays'],
  ['started_before_result', 'order', 'verify'],
  ['started_before_result', 'verify', 'stays'],
  ['kept_despite_record', 'stop_work', 'verify'],
  ['placed_despite_prohibition', 'stop_placement', 'verify'],
] as const)('%s at %s of somebody who never began: %s', (kind, step, expected) => {
  const seen = { found: false, isAtWork: false, neverBegan: true, state: 'not_yet_asked' } as const;
  expect(inWords(afterLook({ kind, step }, seen, law, now))).toBe(expected);
});

it('the step of stopping ends when the unit has said that the work stopped', () => {
  const at = { kind: 'kept_despite_record', step: 'stop_work' };
  expect(inWords(afterLook(at, { found: true, isAtWork: true, state: 'stopped' }, law, now))).toBe('order');
});

it('what a unit did not do in its time its authority has to order; what an authority did not do only becomes late', () => {
  const late = (kind: string, step: string) => inWords(afterPeriod({ kind, step }, law, now));
  expect([late('recheck_overdue', 'mend'), late('kept_despite_record', 'stop_work')]).toEqual(['order', 'order']);
  expect([late('recheck_overdue', 'order'), late('recheck_overdue', 'reply')]).toEqual(['stays', 'stays']);
  expect([late('nobody_in_post', 'answer_question'), late('recheck_refused', 'decide_refusal')]).toEqual([
    'order',
    'order',
  ]);
  expect([late('nobody_in_post', 'judge_answer'), late('check_unanswered', 'answer')]).toEqual(['stays', 'stays']);
});

it.each([
  ['answer_question', 'unit', 'stays'],
  ['answer_question', 'reviewing', 'judge_answer'],
  ['judge_answer', 'reviewing', 'stays'],
  ['judge_answer', 'unit', 'answer_question'],
  ['order', 'reviewing', 'judge_answer'],
  ['reply', 'reviewing', 'stays'],
] as const)('a question about an empty post at %s, while it is the turn of %s: %s', (step, side, expected) => {
  const seen = { found: true, side, isAtWork: false, state: undefined };
  expect(inWords(afterLook({ kind: 'nobody_in_post', step }, seen, law, now))).toBe(expected);
  expect(inWords(afterLook({ kind: 'nobody_in_post', step }, { ...seen, found: false }, law, now))).toBe(
    step === 'reply' ? 'stays' : 'mended',
  );
});

it('an order is followed by what the unit has to do, which is followed by the verification', () => {
  const next = (kind: string, step: string) => inWords(afterDeed({ kind, step }, law, now));
  expect([next('no_roster', 'order'), next('no_roster', 'reply')]).toEqual(['reply', 'verify']);
  expect([next('kept_despite_record', 'order'), next('kept_despite_record', 'terminate')]).toEqual([
    'terminate',
    'verify',
  ]);
  expect(inWords(afterNotVerified({ kind: 'no_roster', step: 'verify' }, law, now))).toBe('reply');
});
