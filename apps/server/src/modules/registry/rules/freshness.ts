/** What decides whether a source is silent. */
export type SourceClock = {
  readonly freshHours: number;
  readonly lastReceivedAt: Date | null;
  readonly declaredAt: Date;
  /** Since when it is known to lack something that it sent (`rules/deliveries.ts`). */
  readonly incompleteSince: Date | null;
};

/** Why a source does not count as heard of. */
export type SilenceReason = 'nothing_since' | 'delivery_missing' | 'counts_differ';

/** Fresh, or silent since an instant. */
export type SourceState =
  { readonly state: 'fresh'; readonly silentSince: null } | { readonly state: 'silent'; readonly silentSince: Date };

/**
 * Whether a source has said something, if only "nothing new", within the hours declared for it. One that never said
 * anything is silent since it was declared: what it holds is not known here. One that speaks and of which a part is missing was
 * last heard of before that part.
 */
export function sourceState(source: SourceClock, now: Date): SourceState {
  const { incompleteSince } = source;
  if (incompleteSince !== null) return { state: 'silent', silentSince: incompleteSince };
  if (source.lastReceivedAt === null) return { state: 'silent', silentSince: source.declaredAt };
  const until = source.lastReceivedAt.getTime() + source.freshHours * 3_600_000;
  return now.getTime() <= until
    ? { state: 'fresh', silentSince: null }
    : { state: 'silent', silentSince: source.lastReceivedAt };
}

/** Whether a source covers a division: one without prefixes covers the whole country. */
export function covers(divisions: readonly string[], divisionCode: string): boolean {
  return divisions.length === 0 || divisions.some((prefix) => divisionCode.startsWith(prefix));
}
