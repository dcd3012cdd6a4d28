import { addDays, addMonths, type CivilDate, civilDateAt, isLeapDay } from '../civil-date.js';
import type { LawPack } from '../pack/schema.js';
import type { Reason } from './rule.js';

/** What the age of the person checked means for an inquiry. */
export interface AgeDecision {
  outcome: 'ok' | 'under_employable_age' | 'guardian' | 'unknown';
  mayBeEmployed: boolean;
  guardianConsentNeeded: boolean;
  reasons: Reason[];
}

/**
 * The first day on which a person counts as having reached a full age. In criminal matters a full year is reached on
 * the day after the birthday (法释〔2006〕1号 art. 2), so the birthday itself still counts as the year before. Where
 * 29 February has no counterpart the pack says which day is the birthday (Civil Code art. 202 by analogy).
 */
export function dayAgeIsReached(pack: LawPack, birthDate: CivilDate, age: number): CivilDate {
  const birthday = birthdayOf(pack, birthDate, age);
  return pack.ages.reachedOn === 'day_after_birthday' ? addDays(birthday, 1) : birthday;
}

/** Whether a person has not yet reached an age on a day. */
export function isUnderAge(pack: LawPack, birthDate: CivilDate, age: number, on: CivilDate): boolean {
  return on < dayAgeIsReached(pack, birthDate, age);
}

/**
 * Whether the person may be employed and who must agree to an inquiry. Younger than the guardian age is told before
 * younger than the employable age, because the data may not even be taken without the guardian.
 */
export function ageRequirements(pack: LawPack, birthDate: CivilDate | null, at: Date): AgeDecision {
  const { ages } = pack;
  const decide = (outcome: AgeDecision['outcome'], words: Reason['words']): AgeDecision => ({
    outcome,
    mayBeEmployed: outcome === 'ok',
    guardianConsentNeeded: outcome === 'guardian',
    reasons: [{ rule: 'ages', source: ages.source, verified: ages.verified, words }],
  });
  if (birthDate === null) return decide('unknown', ages.words.unknown);
  const today = civilDateAt(at);
  if (isUnderAge(pack, birthDate, ages.guardianConsentBelow, today)) return decide('guardian', ages.words.guardian);
  if (isUnderAge(pack, birthDate, ages.employable, today)) {
    return decide('under_employable_age', ages.words.underEmployable);
  }
  return decide('ok', ages.words.ok);
}

function birthdayOf(pack: LawPack, birthDate: CivilDate, age: number): CivilDate {
  const sameDay = addMonths(birthDate, age * 12);
  const fellOnLeapDay = isLeapDay(birthDate) && !isLeapDay(sameDay);
  return fellOnLeapDay && pack.ages.leapDayBirthday === 'first_of_march' ? addDays(sameDay, 1) : sameDay;
}
