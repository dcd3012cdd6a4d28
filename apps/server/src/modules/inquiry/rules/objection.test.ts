import { builtInCalendar, builtInPacks, loadPack } from '@gatehouse/law';
import { describe, expect, it } from 'vitest';
import { daysTaken, objectionFigures, readCourse } from './objection.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law = { pack, calendar };
const at = new Date('2026-11-26T01:00:00Z');
const minutes = (count: number) => new Date(at.getTime() + count * 60_000);
const shown = (taken: Parameters<typeof readCourse>[2]['taken'], now: Date, hasEnded = false) =>
  readCourse(law, 'record_found', { at, taken, hasEnded, now }).map(({ step, state, dueAt, overdue }) => [
    step.id,
    state,
    (dueAt.getTime() - at.getTime()) / 60_000,
    overdue,
  ]);

describe('a course as it is read, with the periods of the demonstration', () => {
  it('begins with its first step, and counts the others from when it is due', () => {
    expect(shown([{ step: 'education', dueAt: minutes(20), endedAt: null }], minutes(5))).toEqual([
      ['education', 'now', 20, false],
      ['ministry', 'ahead', 40, false],
      ['public_security', 'ahead', 80, false],
      ['answer', 'ahead', 100, false],
    ]);
  });

  it('counts on from now where a step is late', () => {
    expect(shown([{ step: 'education', dueAt: minutes(20), endedAt: null }], minutes(50))).toEqual([
      ['education', 'now', 20, true],
      ['ministry', 'ahead', 70, false],
      ['public_security', 'ahead', 110, false],
      ['answer', 'ahead', 130, false],
    ]);
  });

  it('leaves out a step that was left out', () => {
    const taken = [
      { step: 'education', dueAt: minutes(20), endedAt: minutes(3) },
      { step: 'public_security', dueAt: minutes(43), endedAt: null },
    ];
    expect(shown(taken, minutes(5)).map(([id, state]) => [id, state])).toEqual([
      ['education', 'done'],
      ['public_security', 'now'],
      ['answer', 'ahead'],
    ]);
  });

  it('has nothing ahead once it has ended', () => {
    expect(shown([{ step: 'education', dueAt: minutes(20), endedAt: minutes(21) }], minutes(30), true)).toEqual([
      ['education', 'done', 20, true],
    ]);
  });
});

it('days are counted in China', () => {
  expect(daysTaken(new Date('2026-11-26T15:59:00Z'), new Date('2026-11-26T16:01:00Z'))).toBe(1);
});

it('fewer than five are not told, five are', () => {
  const row = (days: number) => ({ outcome: 'stands' as const, days, lateSteps: 1 });
  expect(objectionFigures(pack, [1, 2, 3, 4].map(row))[0]).toEqual({
    outcome: 'stands',
    count: null,
    medianDays: null,
    lateSteps: null,
  });
  expect(objectionFigures(pack, [9, 1, 2, 3, 4].map(row))[0]).toEqual({
    outcome: 'stands',
    count: 5,
    medianDays: 3,
    lateSteps: 5,
  });
  expect(objectionFigures(pack, [])[1]).toEqual({ outcome: 'corrected', count: 0, medianDays: null, lateSteps: 0 });
});
