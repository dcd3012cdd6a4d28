import type { LawPack } from '@gatehouse/law';

type Feeds = { readonly sourceFeeds: Pick<LawPack['sourceFeeds'], 'mostFreshHours' | 'countWithinHours'> };

const hour = 3_600_000;

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

/** For how many hours a source may say nothing: as declared, and never longer than the law pack lets any. */
export function freshHoursOf({ sourceFeeds }: Feeds, { freshHours }: Pick<SourceClock, 'freshHours'>): number {
  return Math.min(freshHours, sourceFeeds.mostFreshHours);
}

/** By when a source has to say how many rows it sent, and whether that has passed; null where it has said so of all that is here. */
export function countOwed(
  { sourceFeeds }: Feeds,
  uncountedSince: Date | undefined,
  now: Date,
): { readonly dueAt: Date; readonly isLate: boolean } | null {
  if (uncountedSince === undefined) return null;
  const dueAt = new Date(uncountedSince.getTime() + sourceFeeds.countWithinHours * hour);
  return { dueAt, isLate: dueAt < now };
}

/**
 * Whether a source has said something, if only "nothing new", within the hours that it has. One that never said
 * anything is silent since it was declared: what it holds is not known here. One that speaks and of which a part is missing was
 * last heard of before that part.
 */
export function sourceState(pack: Feeds, source: SourceClock, now: Date): SourceState {
  const { incompleteSince } = source;
  if (incompleteSince !== null) return { state: 'silent', silentSince: incompleteSince };
  if (source.lastReceivedAt === null) return { state: 'silent', silentSince: source.declaredAt };
  const until = source.lastReceivedAt.getTime() + freshHoursOf(pack, source) * hour;
  return now.getTime() <= until
    ? { state: 'fresh', silentSince: null }
    : { state: 'silent', silentSince: source.lastReceivedAt };
}

/** Whether a source covers a division: one without prefixes covers the whole country. */
export function covers(divisions: readonly string[], divisionCode: string): boolean {
  return divisions.length === 0 || divisions.some((prefix) => divisionCode.startsWith(prefix));
}
