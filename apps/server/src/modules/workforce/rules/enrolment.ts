/** The days of an employment, as `YYYY-MM-DD`; `untilDate` is its last. */
export type EmploymentDays = { readonly fromDate: string; readonly untilDate: string | null };

/** What has to be done about monitoring one employment. */
export type EnrolmentStep = 'enrol' | 'enrol-anew' | 'leave' | 'nothing';

/** Whether somebody works in an employment on a day. */
export function serves({ fromDate, untilDate }: EmploymentDays, today: string): boolean {
  return fromDate <= today && (untilDate === null || untilDate >= today);
}

/**
 * What has to be done: whoever serves, at a post that the law pack has monitored, is enrolled as they are held now; whoever does not is not.
 * @param enrolled whether an enrolment stands, and whether it says what is held now
 */
export function enrolmentStep(
  days: EmploymentDays,
  today: string,
  isCovered: boolean,
  enrolled: 'none' | 'as-held' | 'otherwise',
): EnrolmentStep {
  if (!isCovered || !serves(days, today)) return enrolled === 'none' ? 'nothing' : 'leave';
  if (enrolled === 'none') return 'enrol';
  return enrolled === 'as-held' ? 'nothing' : 'enrol-anew';
}
