import type { CivilDate } from '@gatehouse/law';
import type { Band, MatchReason, PersonEvidence, SnapshotProblem } from '@gatehouse/matching';

/**
 * A record as the index knows it: under its own id, in one list per partition and label. One that nobody may be told of today
 * stands in no list, and is known only where the day on which that changes lies ahead. Somebody enrolled is one in the list of those, under
 * the id of the enrolment.
 */
export type IndexEntry = {
  readonly recordId: string;
  readonly lists: readonly string[];
  readonly evidence: PersonEvidence;
  /** The next day on which its lists change by the calendar alone; null: never. */
  readonly turnsOn: CivilDate | null;
};

/** A record that evidence points to. */
export type ScreenedCandidate = {
  readonly recordId: string;
  readonly band: Band;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
};

/** What the matcher found: strong and possible ones all; with band `none` the nearest one, where anything is comparable. */
export type Screened = {
  readonly band: Band;
  readonly candidates: readonly ScreenedCandidate[];
  /** More agreed than are compared for one: those named are not all. */
  readonly limited: boolean;
};

/**
 * A part of a join of those enrolled with those on record: of these enrolments, or of these records. With a crowd it is the join with those
 * records alone, from the side of the enrolments.
 */
export type JoinStretch = {
  readonly side: 'enrolments' | 'records';
  readonly ids: readonly string[];
  /** The lists of those on record. */
  readonly lists: readonly string[];
  readonly crowd?: readonly string[] | undefined;
};

/** Whom a join points to: enrolments to be screened by themselves, and records that more people agree with than are compared for one. */
export type Joined = { readonly enrolments: readonly string[]; readonly crowded: readonly string[] };

/** A person, and the lists they are compared with. */
export type Question = { readonly person: PersonEvidence; readonly lists: readonly string[] };

/** A part of the index as bytes, in clear: one list, or with null the days on which records turn. */
export type IndexRun = { readonly list: string | null; readonly bytes: Uint8Array };

/** What is asked of the matcher's thread. */
export type MatcherRequest =
  | { readonly kind: 'apply'; readonly put: readonly IndexEntry[]; readonly remove: readonly string[] }
  | { readonly kind: 'screen'; readonly questions: readonly Question[] }
  | { readonly kind: 'join'; readonly stretch: JoinStretch }
  | { readonly kind: 'pick'; readonly share: number; readonly lists: readonly string[] }
  | { readonly kind: 'due'; readonly today: CivilDate }
  | { readonly kind: 'write' }
  | { readonly kind: 'open'; readonly run: IndexRun };

/** What the thread answers, by kind of request. */
export type MatcherReply = {
  readonly apply: { readonly size: number };
  readonly screen: readonly Screened[];
  readonly join: Joined;
  readonly pick: { readonly recordId: string | null };
  readonly due: { readonly recordIds: readonly string[] };
  readonly write: { readonly runs: readonly IndexRun[] };
  /** Null where the run was taken in. */
  readonly open: { readonly problem: SnapshotProblem | null };
};
