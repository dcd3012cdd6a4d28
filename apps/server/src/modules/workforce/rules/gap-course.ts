import type { CoverageState } from '@gatehouse/contract';
import { asideStep, deadline, gapCourse, gapKind, type GapStep, stepAfter } from '@gatehouse/law';
import type { Side } from './checks.js';
import type { Law } from './facts.js';
import type { Gap } from './gaps.js';

/** An open gap and the step it is at. */
export type OpenCourse = { readonly kind: string; readonly step: string };

/** What becomes of an open gap: it is closed, goes on to a step, or stays where it is. */
export type Move =
  | { readonly do: 'close'; readonly outcome: 'mended' | 'void' }
  | { readonly do: 'begin'; readonly step: GapStep }
  | { readonly do: 'stay' };

const stay: Move = { do: 'stay' };

/** The steps that a unit is given before its authority has ordered anything. */
const ownSteps = ['mend', 'answer_question', 'decide_refusal', 'stop_work', 'stop_placement'];

/** The steps before a unit was ordered anything to which it has to reply: a gap that is mended meanwhile closes by itself. */
const beforeReply = ['mend', 'answer_question', 'decide_refusal', 'order', 'answer', 'judge_answer'];

/** Whether the authorities have to see to an answer at this step, and the unit has nothing to do. */
export function isAnswerStep(step: string): boolean {
  return step === 'answer';
}

/** The kind whose course is the authorities' alone: they see to an answer that does not come. */
const answerKind = 'check_unanswered';

/** Kinds that end with the employment, which is verified, or because what they rested on is void. */
const endedByLeaving = ['kept_despite_record', 'placed_despite_prohibition'];

/** The step that a gap begins with. Undefined where the pack has no course for it. */
export function firstStep(
  { kind, side }: { readonly kind: string; readonly side: Side },
  law: Law,
  now: Date,
): GapStep | undefined {
  const aside = side === 'reviewing' ? asideStep(law.pack, kind, now) : undefined;
  return aside ?? gapCourse(law.pack, kind, now)[0];
}

/**
 * The findings that are opened. Of somebody of whom a missing answer is chased already it is not chased once more: what is open names
 * the authorities while they have the check.
 * @param stillOpen kinds of the open gaps of the same person that are still found
 */
export function toOpen<One extends Pick<Gap, 'kind' | 'opens'>>(
  gaps: readonly One[],
  stillOpen: readonly string[],
): One[] {
  return gaps.filter(({ kind, opens }) => opens && !(kind === answerKind && stillOpen.includes('without_check')));
}

/** What a new look at the facts makes of an open gap: `found` says whether it is still there, `side` who has to act on it next. */
export function afterLook(
  { kind, step }: OpenCourse,
  {
    found,
    side = 'unit',
    isAtWork,
    neverBegan = false,
    state,
  }: {
    readonly found: boolean;
    readonly side?: Side | undefined;
    readonly isAtWork: boolean;
    readonly neverBegan?: boolean;
    readonly state: CoverageState | undefined;
  },
  law: Law,
  now: Date,
): Move {
  if (found) {
    if (step === 'stop_work' && state === 'stopped') return following(kind, step, law, now);
    return betweenSides({ kind, step }, side, law, now);
  }
  if (gapKind(law.pack, kind).lasting) {
    // A start that was too early stays one. Of a record or an order either the employment ended, which is verified, or it became void. That
    // nobody began is verified too.
    if (step === 'verify' || !(neverBegan || endedByLeaving.includes(kind))) return stay;
    return isAtWork ? { do: 'close', outcome: 'void' } : lastStep(kind, law, now);
  }
  return beforeReply.includes(step) ? { do: 'close', outcome: neverBegan ? 'void' : 'mended' } : stay;
}

/**
 * A check that its unit has sent is the authorities' to answer, an answer about an empty post theirs to judge, and so is the gap until then;
 * what comes back from them is the unit's again. Where the unit was ordered it replies, and the authority verifies.
 */
function betweenSides({ kind, step }: OpenCourse, side: Side, law: Law, now: Date): Move {
  const aside = asideStep(law.pack, kind, now);
  if (aside === undefined) return stay;
  const isAside = step === aside.id;
  const goesOver = side === 'reviewing' ? !isAside && beforeReply.includes(step) : isAside;
  const next = goesOver ? firstStep({ kind, side }, law, now) : undefined;
  return next === undefined ? stay : { do: 'begin', step: next };
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
