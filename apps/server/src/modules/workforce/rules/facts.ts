import type { InquiryState, settlementKinds } from '@gatehouse/contract';
import type { CivilDate, LawPack, LawSettings, WorkingCalendar } from '@gatehouse/law';
import type { EmptyPost, RosterCounts } from './headcount.js';

/** The law a rule decides by. */
export type Law = { readonly pack: LawPack; readonly calendar: WorkingCalendar; readonly settings: LawSettings };

/** A check of one person at one unit, as that unit sees it: before the release nothing here tells what was answered. */
export type CheckFacts = {
  readonly inquiryId: string;
  readonly purpose: string;
  readonly postClass: string;
  /** The state that everybody is shown. */
  readonly state: InquiryState;
  readonly begunAt: Date;
  /** When the person refused, or what was told became void; read in these states alone. */
  readonly changedAt: Date;
  /** Since when it stands in its state, whatever was done in it; read of checks that are under way alone. */
  readonly stepAt: Date;
  readonly releasedAt: Date | null;
  /** What the unit was told; null before the release, and of an answer that became void. */
  readonly outcome: 'no_record' | 'record_found' | null;
  readonly settlement: { readonly kind: (typeof settlementKinds)[number]; readonly at: Date } | null;
  /** Name and documents of the check are those that the roster has today. */
  readonly sameIdentity: boolean;
};

/** Whether somebody is matched against what comes on record between two checks; `not_kept` where a node keeps no such watch. */
export type Monitoring = 'watched' | 'unwatched' | 'not_kept';

/** An order that bars somebody from posts, as casework told of it: days, posts, and nothing of why. */
export type ToldProhibition = {
  readonly id: string;
  /** Null: all posts in close contact with minors. */
  readonly postClasses: readonly string[] | null;
  readonly beginsOn: CivilDate;
  readonly endsOn: CivilDate | null;
  readonly toldAt: Date;
  /** The document and a name agree; by the document alone nobody is barred, people look first. */
  readonly isSure: boolean;
};

/** One employment of one person at one unit, with the checks that speak about them there. */
export type EmploymentFacts = {
  readonly employmentId: string;
  readonly unitType: string;
  readonly postClass: string;
  readonly fromDate: CivilDate;
  readonly untilDate: CivilDate | null;
  /** When the unit's roster was last changed here. */
  readonly changedAt: Date;
  readonly endedAt: Date | null;
  readonly checks: readonly CheckFacts[];
  readonly monitoring: Monitoring;
  /** Orders about whoever holds these documents, also those that do not bar this post or this day. */
  readonly prohibitions?: readonly ToldProhibition[];
};

/** How many people a source that the unit does not control counts at work there. */
export type ExpectedHeadcount = {
  readonly source: string;
  readonly postClass: string | null;
  readonly headcount: number;
  readonly asOf: CivilDate;
};

/** The roster of a unit in close contact with minors by numbers, and what others say of its size. */
export type RosterFacts = {
  readonly unitId: string;
  /** Since when the unit has to keep a roster: a unit without one is red from that day. */
  readonly since: Date;
  /** The day of the look: a question about an empty post is asked from it on. */
  readonly lookedAt: Date;
  readonly roster: RosterCounts;
  readonly expected: readonly ExpectedHeadcount[];
  readonly emptyPosts: readonly EmptyPost[];
};

/** Whether somebody is at work on a day by the roster: their last day is one of work. */
export function isAtWork(
  { fromDate, untilDate }: Pick<EmploymentFacts, 'fromDate' | 'untilDate'>,
  today: CivilDate,
): boolean {
  return fromDate <= today && (untilDate === null || today <= untilDate);
}
