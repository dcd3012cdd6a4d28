import { addDays, addMonths, type CivilDate, civilDateAt, startOfCivilDate } from '../civil-date.js';
import { lawError } from '../errors.js';
import type { LawPack } from '../pack/schema.js';

/** How long a kind of document is kept, as the pack states it. */
export type RetentionRule = LawPack['retention'][number];

/** The rule for a kind of document. Throws `LawError` (`unknown_key`) when the pack has none. */
export function retentionRule(pack: LawPack, id: string): RetentionRule {
  const rule = pack.retention.find((candidate) => candidate.id === id);
  if (rule) return rule;
  throw lawError(
    'unknown_key',
    id,
    `The pack ${pack.id} has no such retention rule.`,
    `规则包${pack.id}无此保存期限。`,
  );
}

/** The last day on which a document is kept, counted in China from the instant that its rule names. */
export function keptUntil(pack: LawPack, id: string, countedFrom: Date): CivilDate {
  return addMonths(civilDateAt(countedFrom), retentionRule(pack, id).months);
}

/** Whether the erasure of a document kept until that day is announced by now. */
export function isAnnounced(pack: LawPack, lastDay: CivilDate, now: Date): boolean {
  return addDays(civilDateAt(now), pack.retentionCourse.warningDays) > lastDay;
}

/** Whatever was counted from that instant or later is not announced yet; a little of what was counted before it may not be either. */
export function announcedBefore(pack: LawPack, id: string, now: Date): Date {
  const lastDay = addDays(civilDateAt(now), pack.retentionCourse.warningDays);
  // Months differ in length: a day at the end of a longer one is not told apart from the last of the shorter.
  const longest = addDays(addMonths(lastDay, -retentionRule(pack, id).months), 4);
  return startOfCivilDate(longest);
}

/**
 * The first day on which a document may be erased: after its last, and never before its erasure stood announced for as long as the pack
 * says, so that whoever needs it can have it held.
 */
export function erasedFrom(pack: LawPack, lastDay: CivilDate, announcedAt: Date): CivilDate {
  const afterLast = addDays(lastDay, 1);
  const afterWarning = addDays(civilDateAt(announcedAt), pack.retentionCourse.warningDays);
  return afterLast > afterWarning ? afterLast : afterWarning;
}
