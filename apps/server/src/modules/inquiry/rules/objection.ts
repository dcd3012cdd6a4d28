import type { InquiryState, ObjectionFigure } from '@gatehouse/contract';
import {
  civilDateAt,
  type LawPack,
  objectionCourse,
  objectionPlan,
  type ObjectionStep,
  type ObjectedOutcome,
  type WorkingCalendar,
} from '@gatehouse/law';
import type { InquiryVerb } from './states.js';

type Law = { readonly pack: LawPack; readonly calendar: WorkingCalendar };

/** How an objection ended. `recalled`: the answer became void on the way, by a correction of what it rested on. */
export type ObjectionOutcome = 'stands' | 'corrected' | 'recalled';

/** With which verb an inquiry enters the step of a responsible authority; null: it stays where it is. */
export const verbInto: Readonly<Record<ObjectionStep['responsible'], InquiryVerb | null>> = {
  reviewing: null,
  ministry: 'to-ministry',
  registry: 'to-public-security',
};

/** Told answers that became void: whatever shows what was told shows nothing of them. */
export function isVoid(state: InquiryState): boolean {
  return state === 'RECALLED' || state === 'ANSWER_CORRECTED';
}

/** A step as somebody reads it: what it is, whether it is done, and by when it has to be. */
export type ReadStep = {
  readonly step: ObjectionStep;
  readonly state: 'done' | 'now' | 'ahead';
  readonly dueAt: Date;
  readonly overdue: boolean;
  readonly endedAt: Date | null;
};

type Taken = { readonly step: string; readonly dueAt: Date; readonly endedAt: Date | null };

/**
 * The steps of a course: those taken as they were, then those ahead as the pack plans them, if nobody is late from now on. Of a
 * course that has ended only what was taken.
 */
export function readCourse(
  law: Law,
  outcome: ObjectedOutcome,
  {
    at,
    taken,
    hasEnded,
    now,
  }: { readonly at: Date; readonly taken: readonly Taken[]; readonly hasEnded: boolean; readonly now: Date },
): ReadStep[] {
  const course = objectionCourse(law.pack, outcome, at);
  const known = taken.flatMap(({ step: id, dueAt, endedAt }): ReadStep[] => {
    const step = law.pack.objectionSteps.find((one) => one.id === id);
    if (step === undefined) return [];
    return [{ step, state: endedAt === null ? 'now' : 'done', dueAt, endedAt, overdue: (endedAt ?? now) >= dueAt }];
  });
  if (hasEnded) return known;
  const last = known.at(-1);
  const from = last === undefined ? at : (last.endedAt ?? (last.dueAt > now ? last.dueAt : now));
  const rest = course.slice(course.findIndex(({ id }) => id === last?.step.id) + 1);
  const planned = objectionPlan({ ...law.pack, objectionSteps: rest }, law.calendar, outcome, from);
  return [
    ...known,
    ...planned.map(({ step, dueAt }): ReadStep => ({ step, state: 'ahead', dueAt, endedAt: null, overdue: false })),
  ];
}

/** Whole days in China from an objection to its end. */
export function daysTaken(from: Date, to: Date): number {
  const day = (at: Date): number => Date.parse(`${civilDateAt(at)}T00:00:00Z`);
  return Math.round((day(to) - day(from)) / 86_400_000);
}

/** Counts by outcome; fewer than the pack lets be published are told as none, since they could point at somebody. */
export function objectionFigures(
  { objectionFigures: { fewestObjections } }: LawPack,
  rows: readonly { readonly outcome: ObjectionOutcome; readonly days: number; readonly lateSteps: number }[],
): ObjectionFigure[] {
  return (['stands', 'corrected', 'recalled'] as const).map((outcome) => {
    const own = rows.filter((row) => row.outcome === outcome);
    if (own.length > 0 && own.length < fewestObjections)
      return { outcome, count: null, medianDays: null, lateSteps: null };
    const days = own.map((row) => row.days).sort((one, other) => one - other);
    return {
      outcome,
      count: own.length,
      medianDays: days[Math.floor((days.length - 1) / 2)] ?? null,
      lateSteps: own.reduce((sum, row) => sum + row.lateSteps, 0),
    };
  });
}

/** Which text says what holds until an objection is decided, to the unit or to the person. */
export function interimText(
  outcome: ObjectedOutcome,
  standing: 'candidate' | 'serving',
  reader: 'unit' | 'person',
): string {
  const held = outcome === 'record_found' ? standing : 'clear';
  return reader === 'person' ? `interim_person_${held}` : `interim_${held}`;
}
