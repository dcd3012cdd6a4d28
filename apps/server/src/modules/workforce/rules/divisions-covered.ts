import type { DivisionCovered } from '@gatehouse/contract';
import {
  coverageBand,
  divisionName,
  type DivisionTable,
  type LawPack,
  listDivisions,
  parentDivision,
} from '@gatehouse/law';
import { titleOf } from '../views/words.js';

/** How many units of a place stand in a band, in the period that stands and in the one before. */
export type BandCount = {
  readonly divisionCode: string;
  readonly band: string;
  readonly units: number;
  readonly isPresent: boolean;
};

/**
 * The divisions directly below one (null: the whole country) by the bands in which their units are shown, those furthest behind first; of
 * places without a unit that is shown nothing is said, and they come last.
 */
export function divisionsCovered(
  pack: LawPack,
  table: DivisionTable,
  within: string | null,
  counts: readonly BandCount[],
  today: string,
): DivisionCovered[] {
  const below = new Map<string, BandCount[]>();
  for (const count of counts) {
    const place = placeBelow(table, within, count.divisionCode);
    if (place !== undefined) below.set(place, [...(below.get(place) ?? []), count]);
  }
  const codes = new Set([...listDivisions(within, today, table).map(({ code }) => code), ...below.keys()]);
  return [...codes]
    .map((code) => divisionCovered(pack, table, code, below.get(code) ?? [], today))
    .sort(furthestBehindFirst);
}

/** The division directly below one in which a place lies; undefined for a place elsewhere, and for the division itself. */
function placeBelow(table: DivisionTable, within: string | null, code: string): string | undefined {
  let place: string | null = code;
  while (place !== null) {
    const above: string | null = parentDivision(place, table);
    if (above === within) return place;
    place = above;
  }
  return undefined;
}

function divisionCovered(
  pack: LawPack,
  table: DivisionTable,
  code: string,
  counts: readonly BandCount[],
  today: string,
): DivisionCovered {
  const now = counts.filter(({ isPresent }) => isPresent);
  const level = levelOf(pack, now);
  const before = levelOf(
    pack,
    counts.filter(({ isPresent }) => !isPresent),
  );
  const { bands } = pack.coverageBands;
  return {
    code,
    name: { en: divisionName(code, 'en', table) ?? code, zh: divisionName(code, 'zh', table) ?? code },
    units: sum(now),
    bands: bands
      .map(({ id, title }) => ({ band: title, units: sum(now.filter(({ band }) => band === id)) }))
      .filter(({ units }) => units > 0),
    level,
    standing: level === null ? null : titleOf(bands, coverageBand(pack, level, 100)?.id ?? ''),
    trend: level === null || before === null ? null : level > before ? 'up' : level < before ? 'down' : 'level',
    hasBelow: listDivisions(code, today, table).length > 0,
  };
}

/** The mean of the least share of each unit's band, in whole percent: what is surely checked at a middling unit. */
function levelOf({ coverageBands }: LawPack, counts: readonly BandCount[]): number | null {
  const units = sum(counts);
  if (units === 0) return null;
  const least = (band: string): number => coverageBands.bands.find(({ id }) => id === band)?.fromPercent ?? 0;
  return Math.floor(counts.reduce((total, { band, units: some }) => total + least(band) * some, 0) / units);
}

function sum(counts: readonly Pick<BandCount, 'units'>[]): number {
  return counts.reduce((total, { units }) => total + units, 0);
}

function furthestBehindFirst(one: DivisionCovered, other: DivisionCovered): number {
  const [left, right] = [one.level ?? 101, other.level ?? 101];
  return left - right || other.units - one.units || one.code.localeCompare(other.code);
}
