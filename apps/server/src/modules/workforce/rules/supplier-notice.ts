import type { CoverageState, SupplierWord } from '@gatehouse/contract';
import { type CivilDate, nextReleaseWindow, purposeRequirements } from '@gatehouse/law';
import type { Law } from './facts.js';

/** All of an employment on which the word to its supplier depends. Nothing else of a person, a check or an order is read. */
export type SentFacts = {
  readonly employmentId: string;
  /** One natural person, at however many units. */
  readonly personId: string;
  readonly unitType: string;
  readonly postClass: string;
  readonly endedAt: Date | null;
  readonly untilDate: CivilDate | null;
  /** Where the unit was told that it stands; null before the first look. */
  readonly state: CoverageState | null;
  /** Barred by an order, which reaches every roster by itself, for the posts and days it names. */
  readonly isProhibited: boolean;
};

/** The states in which an answer stands that no record was found. */
const placeable: readonly (CoverageState | null)[] = ['no_record', 'due', 'unmonitored'];

/** The states that a record puts somebody in. */
const onRecord: readonly (CoverageState | null)[] = ['barred', 'stopped'];

/**
 * What follows for the supplier from what the unit itself was told. *May not* is where everybody begins: it stands alike for a check that
 * was not asked for, is under way or overdue, a refusal, a record, an order and an answer that became void, so that it tells none of them.
 */
export function wordOfUnit({ state }: Pick<SentFacts, 'state'>): SupplierWord {
  return placeable.includes(state) ? 'may' : 'may_not';
}

/**
 * The word about each open employment of the people of one supplier. A record is about the person: what one unit was told holds for this
 * supplier at every unit whose post asks for all that it rests on.
 */
export function wordsForSupplier(
  sent: readonly SentFacts[],
  law: Law,
  now: Date,
  today: CivilDate,
): ReadonlyMap<string, SupplierWord> {
  const barred = new Map<string, SentFacts[]>();
  for (const one of sent)
    if (onRecord.includes(one.state) && !one.isProhibited)
      barred.set(one.personId, [...(barred.get(one.personId) ?? []), one]);
  return new Map(
    sent
      .filter((one) => isOpen(one, today))
      .map((one): [string, SupplierWord] => {
        const isBarred = (barred.get(one.personId) ?? []).some((other) => asksForAllOf(one, other, law, now));
        return [one.employmentId, isBarred ? 'may_not' : wordOfUnit(one)];
      }),
  );
}

/** The last window that has come since one that was worked; undefined: none has. */
export function windowDue({ pack, calendar }: Law, last: Date, now: Date): Date | undefined {
  let due: Date | undefined;
  for (let at = nextWindow({ pack, calendar }, last); at <= now; at = nextWindow({ pack, calendar }, at)) due = at;
  return due;
}

/** The next window at which suppliers are told: that at which everything answered is told. */
export function nextWindow({ pack, calendar }: Pick<Law, 'pack' | 'calendar'>, now: Date): Date {
  return nextReleaseWindow(pack, calendar, now).at;
}

function isOpen({ endedAt, untilDate }: SentFacts, today: CivilDate): boolean {
  return endedAt === null && (untilDate === null || untilDate >= today);
}

/** Whether hiring for one post asks every source that hiring for the other does: what was found there would be found here. */
function asksForAllOf(one: SentFacts, other: SentFacts, { pack, settings }: Law, now: Date): boolean {
  if (one.postClass === other.postClass && one.unitType === other.unitType) return true;
  const [asked, wanted] = [one, other].map(
    ({ postClass, unitType }) => purposeRequirements(pack, 'hire', postClass, unitType, now, settings).querySources,
  );
  return wanted?.every((source) => asked?.includes(source)) ?? false;
}
