import { addDays, type CivilDate, civilDateAt, type LawPack } from '@gatehouse/law';

/** How long a look may be withheld from the person it is about, and how often that may be renewed; of the law pack. */
export type WithheldTerms = Pick<LawPack['withheldLooks'], 'longestDays' | 'renewals'>;

/** One period for which a look is, or was to be, withheld. */
export type WithheldPeriod = {
  readonly number: number;
  readonly accountId: string;
  /** The last day on which it is withheld. */
  readonly untilDay: CivilDate;
  readonly isApproved: boolean | null;
  readonly releasedAt: Date | null;
};

type OpenedLook = { readonly accountId: string; readonly openedAt: Date | null; readonly reviewDueAt: Date | null };

/** The last day on which a look is withheld, by what a second person approved; null: it never was. */
export function withheldUntil(periods: readonly WithheldPeriod[]): CivilDate | null {
  const days = periods.flatMap(({ isApproved, untilDay }) => (isApproved === true ? [untilDay] : []));
  return days.sort().at(-1) ?? null;
}

/** Whether a look is kept from the person it is about. By the calendar alone: a node that slept withholds nothing longer. */
export function isWithheld(periods: readonly WithheldPeriod[], now: Date): boolean {
  const until = withheldUntil(periods);
  return until !== null && civilDateAt(now) <= until;
}

/** Whether a look stands on the person's own page: once its review is due, so that there is time to ask, and while it is not withheld. */
export function isShownToPerson(look: OpenedLook, periods: readonly WithheldPeriod[], now: Date): boolean {
  return look.reviewDueAt !== null && look.reviewDueAt <= now && !isWithheld(periods, now);
}

/** The last day that may be asked for. */
export function longestUntil(terms: WithheldTerms, now: Date): CivilDate {
  return addDays(civilDateAt(now), terms.longestDays);
}

/**
 * Whether a look may be withheld, first or longer, now: before the person could have seen it, or while it is withheld. What was shown cannot be
 * unshown, and a look that goes away again would itself be the warning.
 */
export function isInTimeToWithhold(look: OpenedLook, periods: readonly WithheldPeriod[], now: Date): boolean {
  if (look.reviewDueAt === null) return false;
  return withheldUntil(periods) === null ? now < look.reviewDueAt : isWithheld(periods, now);
}

/**
 * What an account may do about withholding a look now. Its owner asks: for the first period before the person could have seen it, for a
 * renewal while it is withheld, and as often as the pack has it. Somebody else decides, within the same time.
 */
export function withholdingDeeds(
  look: OpenedLook,
  periods: readonly WithheldPeriod[],
  terms: WithheldTerms,
  now: Date,
  accountId: string,
): ('withhold' | 'decide')[] {
  if (look.openedAt === null || look.reviewDueAt === null) return [];
  if (!isInTimeToWithhold(look, periods, now)) return [];
  const isWaiting = periods.some(({ isApproved }) => isApproved === null);
  if (accountId !== look.accountId) return isWaiting ? ['decide'] : [];
  const approved = periods.filter(({ isApproved }) => isApproved === true);
  return isWaiting || approved.length > terms.renewals ? [] : ['withhold'];
}

const withheldVerb = 'withheld';

/** The word on the list of lasting acts (`withheld:<last day>`). */
export function withheldWord(untilDay: CivilDate): string {
  return `${withheldVerb}:${untilDay}`;
}

/** The last day of a word on the list; undefined for another word. */
export function withheldDayOf(word: string): CivilDate | undefined {
  const [verb, day] = word.split(':');
  return verb === withheldVerb ? day : undefined;
}

/**
 * What is missing in an older copy that knows nothing of an approval: the waiting period that was approved, another period with its number, or
 * nothing, where the look is withheld at least as long.
 */
export function withholdingLost(
  periods: readonly WithheldPeriod[],
  untilDay: CivilDate,
): { readonly approve: number } | { readonly insert: number } | undefined {
  const known = withheldUntil(periods);
  if (known !== null && known >= untilDay) return undefined;
  const waiting = periods.find((period) => period.isApproved === null && period.untilDay === untilDay);
  if (waiting !== undefined) return { approve: waiting.number };
  return { insert: Math.max(0, ...periods.map(({ number }) => number)) + 1 };
}

/** Whether the period of a look is over and nobody has said so yet; said of an earlier period, it is to be said anew of a renewal decided since. */
export function isDueForRelease(periods: readonly WithheldPeriod[], now: Date): boolean {
  return !isWithheld(periods, now) && periods.some((one) => one.isApproved === true && one.releasedAt === null);
}

/** How many looks are withheld at a moment, since when the oldest, and how many are past their day without having been released. */
export function countWithheld(
  looks: readonly { readonly openedAt: Date; readonly periods: readonly WithheldPeriod[] }[],
  now: Date,
): { readonly looks: number; readonly oldestSince: CivilDate | null; readonly overdue: number } {
  const withheld = looks.filter(({ periods }) => isWithheld(periods, now));
  const days = withheld.map(({ openedAt }) => civilDateAt(openedAt)).sort();
  return {
    looks: withheld.length,
    oldestSince: days[0] ?? null,
    overdue: looks.filter(({ periods }) => isDueForRelease(periods, now)).length,
  };
}
