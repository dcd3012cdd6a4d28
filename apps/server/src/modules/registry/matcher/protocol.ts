import type { Band, MatchReason, PersonEvidence } from '@gatehouse/matching';

/** A record as the index holds it: under its own id, in one list per partition and label. */
export type IndexEntry = {
  readonly recordId: string;
  readonly lists: readonly string[];
  readonly evidence: PersonEvidence;
};

/** A record that evidence points to. */
export type ScreenedCandidate = {
  readonly recordId: string;
  readonly band: Band;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
};

/** What the matcher found: strong and possible ones all; with band `none` the nearest one, where anything is comparable. */
export type Screened = { readonly band: Band; readonly candidates: readonly ScreenedCandidate[] };

/** A person, and the lists they are compared with. */
export type Question = { readonly person: PersonEvidence; readonly lists: readonly string[] };

/** What is asked of the matcher's thread. */
export type MatcherRequest =
  | { readonly kind: 'apply'; readonly put: readonly IndexEntry[]; readonly remove: readonly string[] }
  | { readonly kind: 'screen'; readonly questions: readonly Question[] }
  | { readonly kind: 'pick'; readonly share: number; readonly lists: readonly string[] };

/** What the thread answers, by kind of request. */
export type MatcherReply = {
  readonly apply: { readonly size: number };
  readonly screen: readonly Screened[];
  readonly pick: { readonly recordId: string | null };
};
