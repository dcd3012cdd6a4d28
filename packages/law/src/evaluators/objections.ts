import type { WorkingCalendar } from '../calendar/calendar.js';
import { deadline } from '../calendar/deadline.js';
import { civilDateAt } from '../civil-date.js';
import type { LawPack } from '../pack/schema.js';

/** A step of an objection's course, as the pack states it. */
export type ObjectionStep = LawPack['objectionSteps'][number];

/** What an answer said that is objected to. */
export type ObjectedOutcome = ObjectionStep['outcomes'][number];

/** A step with the day by which it has to be done, if every step before it takes its whole time. */
export interface PlannedStep {
  step: ObjectionStep;
  /** The step's place, from 1. */
  number: number;
  beginsAt: Date;
  /** The first instant at which it is late. */
  dueAt: Date;
}

/** The steps that an objection to such an answer goes through, in order, by the law of that day. */
export function objectionCourse(pack: LawPack, outcome: ObjectedOutcome, at: Date): ObjectionStep[] {
  const today = civilDateAt(at);
  return pack.objectionSteps.filter(
    ({ outcomes, effectiveFrom, effectiveTo }) =>
      outcomes.includes(outcome) &&
      (effectiveFrom === null || effectiveFrom <= today) &&
      (effectiveTo === null || today <= effectiveTo),
  );
}

/** The step that follows in a course; undefined after the last, or where the course has no such step. */
export function stepAfter<Step extends { readonly id: string }>(course: readonly Step[], id: string): Step | undefined {
  const place = course.findIndex((step) => step.id === id);
  return place === -1 ? undefined : course[place + 1];
}

/** A whole course from its beginning: the latest day on which the person hears, if nobody is late. */
export function objectionPlan(
  pack: LawPack,
  calendar: WorkingCalendar,
  outcome: ObjectedOutcome,
  from: Date,
): PlannedStep[] {
  let beginsAt = from;
  return objectionCourse(pack, outcome, from).map((step, place) => {
    const planned = {
      step,
      number: place + 1,
      beginsAt,
      dueAt: deadline(pack, calendar, step.deadline, beginsAt).dueAt,
    };
    beginsAt = planned.dueAt;
    return planned;
  });
}

/** What has to be put right for somebody of this standing after an objection was upheld, in the pack's order. */
export function repairsFor(pack: LawPack, standing: 'candidate' | 'serving', at: Date): LawPack['repairs'] {
  const today = civilDateAt(at);
  return pack.repairs.filter(
    ({ standings, effectiveFrom, effectiveTo }) =>
      standings.includes(standing) &&
      (effectiveFrom === null || effectiveFrom <= today) &&
      (effectiveTo === null || today <= effectiveTo),
  );
}
