import { agreeingDates } from './agreeing-dates.js';
import { blockLength, type BlockTable } from './block-table.js';
import { lettersOfReadings, mostReadings } from './gather.js';
import { undatedKey } from './block-keys.js';
import { type IndexStore, visitNeighbours, visitNumber } from './index-store.js';
import { preparedNameOf } from './name-table.js';
import { preparedPersonOf } from './prepared-person.js';
import { bornOf, flagsOf, highOf, lowOf, nameOf, rowFlag } from './row-table.js';

/** Asks how many rows of a store the person in a row of another one may gather. */
export type ReachOfNumber = (own: IndexStore, row: number) => number;

/** Loose rows by year of birth and by month and day, so that few dates have their slips worked out. */
interface RowsAround {
  readonly ofYear: ReadonlyMap<number, number>;
  readonly ofDay: ReadonlyMap<number, number>;
}

const firstUndated = 0x80000000;
const lastYear = 9999;
const yearUnit = 10_000;
/** What a rough count of a date may take of the limit; the rest is for the number and for another date. */
const shareForDates = 0.75;

/**
 * How many rows `gather` may take at the most for people with a valid resident number and nothing else: those with their number or one
 * a slip away, and those on the lists of loose rows that it looks through. Counts up to a little above `limit`, without reading any name
 * where that is not needed: most people reach nobody or few.
 */
export function reachOfNumber(store: IndexStore, limit: number): ReachOfNumber {
  const ofDate = new Map<number, number>();
  const undatedMost = longestUndated(store.loose);
  const around = rowsAround(store.loose);
  const reach = (date: number): number => {
    const known = ofDate.get(date);
    if (known !== undefined) return known;
    const most = mostLooseRows(around, store.loose, date);
    const found = most <= limit * shareForDates ? most : looseRows(store.loose, date);
    ofDate.set(date, found);
    return found;
  };
  return (own, row) => {
    const numbered = withNumber(store, own, row, limit);
    const name = nameOf(own.rows, row);
    if (name === 0) return numbered;
    const dated = datesOf(own, row).reduce((sum, date) => sum + reach(date), numbered);
    if (undatedMost === 0 || dated + undatedMost <= limit) return dated;
    const letters = lettersOfReadings(preparedNameOf(own.names, name));
    return letters.reduce((sum, hash) => sum + blockLength(store.loose, undatedKey(hash)), dated);
  };
}

function withNumber(store: IndexStore, own: IndexStore, row: number, limit: number): number {
  const key = { low: lowOf(own.rows, row), high: highOf(own.rows, row), hashed: false };
  let count = 0;
  const counted = () => (count += 1) <= limit;
  visitNumber(store, key, counted);
  visitNeighbours(store, key, counted);
  return count;
}

/**
 * No fewer than `looseRows` tells apart. Whatever agrees with a date lies in its year or one beside it, or on its month and day in another one, but
 * for the last digit of the year changed over with the first of the month.
 */
function mostLooseRows({ ofYear, ofDay }: RowsAround, loose: BlockTable, date: number): number {
  if (date <= lastYear) return looseRows(loose, date);
  const [year, day] = [Math.floor(date / yearUnit), date % yearUnit];
  const [ofYears, ofMonth] = [year % 10, Math.floor(day / 1000)];
  const changedOver = date + (ofMonth - ofYears) * yearUnit + (ofYears - ofMonth) * 1000;
  const years = (ofYear.get(year - 1) ?? 0) + (ofYear.get(year) ?? 0) + (ofYear.get(year + 1) ?? 0);
  return years + (ofDay.get(day) ?? 0) + blockLength(loose, changedOver);
}

function rowsAround({ keys, counts, used }: BlockTable): RowsAround {
  const [ofYear, ofDay] = [new Map<number, number>(), new Map<number, number>()];
  const add = (to: Map<number, number>, key: number, count: number) => to.set(key, (to.get(key) ?? 0) + count);
  for (let block = 0; block < used; block += 1) {
    const [key, count] = [keys[block] ?? 0, counts[block] ?? 0];
    if (key >= firstUndated) continue;
    add(ofYear, key <= lastYear ? key : Math.floor(key / yearUnit), count);
    // A date of the year 0, a slip from 2000, has the key of a year.
    add(ofDay, key % yearUnit, count);
  }
  return { ofYear, ofDay };
}

function looseRows(loose: BlockTable, date: number): number {
  const text = String(date).padStart(date > 9999 ? 8 : 4, '0');
  return agreeingDates([text])
    .flatMap(({ dates }) => dates)
    .reduce((sum, other) => sum + blockLength(loose, other), 0);
}

/** The most rows without a date that any name can lead to: it stands under at most so many readings. */
function longestUndated({ keys, counts, used }: BlockTable): number {
  const lengths: number[] = [];
  for (let block = 0; block < used; block += 1)
    if ((keys[block] ?? 0) >= firstUndated) lengths.push(counts[block] ?? 0);
  return lengths
    .sort((a, b) => b - a)
    .slice(0, mostReadings)
    .reduce((sum, length) => sum + length, 0);
}

/** The birth dates of somebody with a valid resident number and nothing else. */
function datesOf(own: IndexStore, row: number): number[] {
  if ((flagsOf(own.rows, row) & rowFlag.written) === 0) return [bornOf(own.rows, row)];
  return preparedPersonOf(own, row).birthDates.map(Number);
}
