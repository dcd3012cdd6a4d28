import type { CoverageState } from '@gatehouse/contract';
import { deadline, gapCourse, gapKind, type GapStep, stepAfter } from '@gatehouse/law';
import type { Law } from './facts.js';

/** An open gap and the step it is at. */
export type OpenCourse = { readonly kind: string; readonly step: string };

/** What becomes of an open gap: it is closed, goes on to a step, or stays where it is. */
export type Move =
  | { readonly do: 'close'; readonly outcome: 'mended' | 'void' }
  | { readonly do: 'begin'; readonly step: GapStep }
  | { readonly do: 'stay' };

const stay: Move = { do: 'stay' };

/** The steps that a unit is given before its authority has ordered anything. */
const ownSteps = ['mend', 'stop_work', 'stop_placement'];

/** Kinds that end with the employment, which is verified, or because what they rested on is void. */
const endedByLeaving = ['kept_despite_record', 'placed_despite_prohibition'];

/** What a new look at the facts makes of an open gap: `found` says whether it is still there. */
export function afterLook(
  { kind, step }: OpenCourse,
  {
    found,
    isAtWork,
    neverBegan = false,
    state,
  }: {
    readonly found: boolean;
    readonly isAtWork: boolean;
    readonly neverBegan?: boolean;
    readonly state: CoverageState | undefined;
  },
  law: Law,
  now: Date,
): Move {
  if (found) return step === 'stop_work' && state === 'stopped' ? following(kind, step, law, now) : stay;
  if (gapKind(law.pack, kind).lasting) {
    // A start that was too early stays one. Of a record or an order either the employment ended, which is verified, or it became void. That
    // nobody began is verified too.
    if (step === 'verify' || !(neverBegan || endedByLeaving.includes(kind))) return stay;
    return isAtWork ? { do: 'close', outcome: 'void' } : lastStep(kind, law, now);
  }
  return step === 'mend' || step === 'order' ? { do: 'close', outcome: neverBegan ? 'void' : 'mended' } : stay;
}

/** What the end of a step's period makes of an open gap: what the unit did not do by itself its authority has to order. */
export function afterPeriod({ kind, step }: OpenCourse, law: Law, now: Date): Move {
  return ownSteps.includes(step) ? following(kind, step, law, now) : stay;
}

/** The step that follows once somebody has done theirs. */
export function afterDeed({ kind, step }: OpenCourse, law: Law, now: Date): Move {
  return following(kind, step, law, now);
}

/** Where a correction was not good enough: back to what the unit has to do after an order. */
export function afterNotVerified({ kind }: OpenCourse, law: Law, now: Date): Move {
  const step = gapCourse(law.pack, kind, now).findLast(({ responsible }) => responsible === 'unit');
  return step === undefined ? stay : { do: 'begin', step };
}

/** By when a step that begins now has to be done. */
export function dueFrom({ deadline: period }: GapStep, { pack, calendar }: Law, now: Date): Date {
  return deadline(pack, calendar, period, now).dueAt;
}

/** When a late step, told to the next authority up, is owed to the procuratorate. */
export function owedFrom({ pack, calendar }: Law, escalatedAt: Date): Date {
  return deadline(pack, calendar, 'gap_escalation', escalatedAt).dueAt;
}

function following(kind: string, step: string, law: Law, now: Date): Move {
  const next = stepAfter(gapCourse(law.pack, kind, now), step);
  return next === undefined ? stay : { do: 'begin', step: next };
}

function lastStep(kind: string, law: Law, now: Date): Move {
  const last = gapCourse(law.pack, kind, now).at(-1);
  return last === undefined ? stay : { do: 'begin', step: last };
}
