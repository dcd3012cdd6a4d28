import { addDays, addMonths, type CivilDate, startOfCivilDate } from '../civil-date.js';
import type { RecordFacts } from '../facts.js';
import type { Rule } from '../pack/rule-schema.js';
import type { LawPack } from '../pack/schema.js';
import { disclosable } from './disclosure.js';
import { type LawSettings, packDefaults } from './rule.js';

/**
 * The first day after a day on which a record stands in another partition or under other labels (`disclosable` without an inquiry);
 * null where it never does under this pack.
 */
export type NextDisclosure = (facts: RecordFacts, after: CivilDate) => CivilDate | null;

/**
 * Reads from a pack when what may be told of a record changes by the calendar alone. Between two of the days that the pack and the
 * record name nothing can change, so that only these are tried.
 */
export function nextDisclosure(pack: LawPack, settings: LawSettings = packDefaults): NextDisclosure {
  const ofPack = [...new Set(placingRules(pack).flatMap(daysOfRule))].sort();
  const periods = [...new Set(pack.finalityRules.flatMap(({ challengePeriodMonths: months }) => months ?? []))];
  return (facts, after) => {
    const days = [...ofPack, ...daysOfFacts(facts, periods)].filter((day) => day > after).sort();
    if (days.length === 0) return null;
    const placedOn = (day: CivilDate): string => {
      const { partition, labels } = disclosable(pack, facts, null, startOfCivilDate(day), settings);
      return [partition, ...labels].join(' ');
    };
    const before = placedOn(after);
    return days.find((day) => placedOn(day) !== before) ?? null;
  };
}

/** Every rule that has a part in where a record stands. */
function placingRules(pack: LawPack): readonly Rule[] {
  return [
    ...pack.offences,
    ...pack.labels,
    ...pack.scopeRules,
    ...pack.endingRules,
    ...pack.finalityRules,
    ...pack.identityRules,
    ...pack.absoluteSealing,
    ...pack.restrictedSealing,
    ...pack.restrictedReach,
  ];
}

function daysOfRule({ effectiveFrom, effectiveTo }: Rule): CivilDate[] {
  return [
    ...(effectiveFrom === null ? [] : [effectiveFrom]),
    ...(effectiveTo === null ? [] : [addDays(effectiveTo, 1)]),
  ];
}

function daysOfFacts(facts: RecordFacts, periods: readonly number[]): CivilDate[] {
  const { sealedOn, sealingLiftedOn, effectiveDate, endDate } = facts;
  return [
    ...[sealedOn, sealingLiftedOn, effectiveDate].filter((day) => day !== null),
    ...(endDate === null ? [] : [addDays(endDate, 1)]),
    ...(effectiveDate === null ? [] : periods.map((months) => addDays(addMonths(effectiveDate, months), 1))),
  ];
}
