import { agreeingNames, partlyAgreeingNames } from '../decision/index.js';
import type { PreparedPerson } from '../evidence/index.js';
import {
  comparePreparedNames,
  type NameComparison,
  type PreparedName,
  readingsInOrder,
  syllablesOf,
} from '../name/index.js';
import { agreeingDates } from './agreeing-dates.js';
import { undatedKey } from './block-keys.js';
import { type BlockQuestion, type BlockTable, visitBlock, visitPassing } from './block-table.js';
import { type IndexStore, visitNeighbours, visitNumber } from './index-store.js';
import { validNeighbours } from './keys.js';
import { rangesOf } from './mark-ranges.js';
import { mayAgree, type NameFilter, nameFilters, quarters, type Recorded } from './name-filter.js';
import type { NameMark } from './name-mark.js';
import { latestRowOf, lettersHash, preparedNameOf, visitByLetters } from './name-table.js';
import { visitNearNumbers } from './near-number.js';
import { type DoubtfulNumbers, doubtfulNumbers, isDoubtful, numberMayAdd } from './number-that-adds.js';
import { splitNumberKey } from './number-key.js';
import { wantedBits } from './reach.js';
import { nameMayWeigh, type SecondLook, secondLooks } from './second-look.js';
import { firstRowOf, flagsOf, nameOf, nextOfNameOf, rowFlag } from './row-table.js';

/** The people worth comparing with one who is asked about. */
export interface Gathered {
  /** First rows, those with an equal or near number first. */
  readonly rows: ReadonlySet<number>;
  /** There were more than are compared for one person: nobody may take silence for an answer. */
  readonly crowded: boolean;
  /** Lists of birth dates that were not empty, and marks read in them. */
  readonly lists: number;
  readonly scanned: number;
  /** By recorded name that was compared, whether it agrees with one asked about. */
  readonly agreement: ReadonlyMap<number, boolean>;
  /** How the first name asked about compares with those. */
  readonly compared: ReadonlyMap<PreparedName, NameComparison>;
}

interface AskedName {
  readonly name: PreparedName;
  readonly letters: readonly number[];
}

interface Search {
  readonly store: IndexStore;
  readonly asked: PreparedPerson;
  readonly names: readonly AskedName[];
  /** What the names ask of the marks of recorded ones. */
  readonly filters: readonly NameFilter[];
  readonly looks: readonly SecondLook[];
  readonly numbers: DoubtfulNumbers;
  readonly rows: Set<number>;
  /** By recorded name, whether it agrees with one asked about. */
  readonly agreement: Map<number, boolean>;
  readonly compared: Map<PreparedName, NameComparison>;
  lists: number;
  scanned: number;
  crowded: boolean;
}

/** People compared in full for one who is asked about. */
export const mostCompared = 400;
const mostScanned = 2_000_000;
/** Bearers of one name that are walked over for a mask or a mistyped number. */
const mostNamesakes = 100_000;
export const mostReadings = 12;

/**
 * Gathers, in bounded time, everybody who may make a strong or possible match; whoever is left out cannot. Whoever asks several stores works
 * out the letters of the names (`lettersOfReadings`) once.
 */
export function gather(
  store: IndexStore,
  asked: PreparedPerson,
  letters: readonly (readonly number[])[] = asked.names.map(lettersOfReadings),
): Gathered {
  const names = asked.names.map((name, place) => ({ name, letters: letters[place] ?? [] }));
  const filters = asked.names.flatMap((name) => nameFilters(recordedIn(store), name));
  const found = {
    rows: new Set<number>(),
    agreement: new Map<number, boolean>(),
    compared: new Map<PreparedName, NameComparison>(),
    lists: 0,
    scanned: 0,
    crowded: false,
  };
  const looks = secondLooks(filters);
  const search: Search = { store, asked, names, filters, looks, numbers: doubtfulNumbers(asked), ...found };
  gatherByNumber(search);
  if (names.length > 0) {
    if (!visitNearNumbers(store, asked, search.numbers, (row) => take(search, row))) search.crowded = true;
    gatherByDate(search);
    gatherUndated(search);
  }
  return search;
}

function recordedIn({ sounds, names }: IndexStore): Recorded {
  return { sounds, long: names.long };
}

/** The hashes under which a recorded name stands that is this one in some order, spacing or script. */
export function lettersOfReadings(name: PreparedName): readonly number[] {
  const readings = name.characters.length > 0 ? readingsInOrder(name, mostReadings) : [syllablesOf(name).join('')];
  return [...new Set(readings.map(lettersHash))];
}

function gatherByNumber(search: Search): void {
  const { store, asked } = search;
  const takeRow = (row: number) => take(search, row);
  for (const { status, number } of asked.documents) {
    if (status !== 'valid' && status !== 'invalid') continue;
    const key = splitNumberKey(number);
    visitNumber(store, key, takeRow);
    visitNeighbours(store, key, takeRow);
    if (status === 'invalid') {
      for (const near of validNeighbours(number)) visitNumber(store, splitNumberKey(near), takeRow);
    }
  }
}

/** What a list is asked for: quarters of a bit that a name has to weigh by itself, and beside a number that may add. */
interface Wanted {
  readonly alone: number;
  readonly besideNumber: number;
}

/**
 * Somebody with a valid resident number can only be found by it among people with nothing but another one. Beside a weak date a name
 * has to weigh what is left, unless a number of either side may add to it.
 */
function gatherByDate(search: Search): void {
  const { store, asked, filters } = search;
  const withNumber = asked.documents.some(({ status, type }) => status === 'valid' && type === 'resident_id');
  const doubtful = isDoubtful(asked);
  for (const { level, dates } of agreeingDates(asked.birthDates)) {
    const alone = quarters(wantedBits(level));
    const ofLoose = questionOf(search, { alone, besideNumber: 0 });
    const ofAnchored = questionOf(search, { alone, besideNumber: doubtful ? 0 : alone });
    const reaching = !withNumber && filters.some(({ most }) => most >= ofAnchored.wanted.besideNumber);
    for (const date of dates) {
      gatherFromBlock(search, store.loose, date, ofLoose);
      if (reaching) gatherFromBlock(search, store.anchored, date, ofAnchored);
    }
  }
}

/** What is asked of the lists of all dates at one level. */
interface ListQuestion extends BlockQuestion {
  readonly wanted: Wanted;
}

function questionOf(search: Search, wanted: Wanted): ListQuestion {
  const { filters } = search;
  const { besideNumber } = wanted;
  const [filter] = filters;
  return {
    wanted,
    ranges: () => rangesOf(filters, besideNumber),
    passes:
      filter !== undefined && filters.length === 1
        ? (mark) => mayAgree(filter, mark, besideNumber)
        : (mark) => passes(filters, mark, besideNumber),
    visit: (row, mark) => takeIfWeighty(search, row, mark, wanted),
  };
}

function gatherFromBlock(search: Search, table: BlockTable, date: number, question: ListQuestion): void {
  if (search.crowded && search.rows.size >= mostCompared) return;
  const read = visitPassing(table, date, mostScanned - search.scanned, question);
  if (read > 0) search.lists += 1;
  search.scanned += read;
  if (search.scanned < mostScanned) return;
  visitBlock(table, date, (row) => take(search, firstRowOf(search.store.rows, row)) && false);
  search.crowded = true;
}

function passes(filters: readonly NameFilter[], mark: NameMark, wanted: number): boolean {
  for (const filter of filters) if (mayAgree(filter, mark, wanted)) return true;
  return false;
}

/** Takes a row whose name may weigh enough by itself, or less where a number of either side may add to it. */
function takeIfWeighty(search: Search, row: number, mark: NameMark, { alone, besideNumber }: Wanted): boolean {
  const { store, numbers, agreement } = search;
  const name = nameOf(store.rows, row);
  if (agreement.get(name) === false) return true;
  if (mayWeigh(search, name, mark, alone)) return takeIfNamed(search, row);
  if (besideNumber === alone || !numberMayAdd(numbers, store, row)) return true;
  return mayWeigh(search, name, mark, besideNumber) ? takeIfNamed(search, row) : true;
}

function mayWeigh({ looks, store }: Search, name: number, mark: NameMark, wanted: number): boolean {
  return nameMayWeigh(looks, store.names.texts, name - 1, mark, wanted);
}

/** People on record without a birth date can only match by a document that is neither plain nor right. */
function gatherUndated(search: Search): void {
  const { store, names, asked } = search;
  const doubtful = isDoubtful(asked);
  for (const { letters } of names) {
    for (const hash of letters) {
      visitBlock(store.loose, undatedKey(hash), (row) => {
        const written = (flagsOf(store.rows, row) & rowFlag.written) !== 0;
        return written || doubtful ? takeIfNamed(search, row) : true;
      });
      if (doubtful) gatherByName(search, hash);
    }
  }
}

/** A mask or a mistyped number beside the name alone: of everybody of that name those whose number may be the one meant. */
function gatherByName(search: Search, letters: number): void {
  const { store, numbers } = search;
  let namesakes = 0;
  visitByLetters(store.names, letters, (name) => {
    for (let row = latestRowOf(store.names, name); row !== 0; row = nextOfNameOf(store.rows, row - 1)) {
      namesakes += 1;
      if (namesakes > mostNamesakes) {
        search.crowded = true;
        return false;
      }
      if (numberMayAdd(numbers, store, row - 1) && !takeIfNamed(search, row - 1)) return false;
    }
    return true;
  });
}

function takeIfNamed(search: Search, row: number): boolean {
  const { rows } = search.store;
  if ((flagsOf(rows, row) & rowFlag.removed) !== 0) return true;
  return agrees(search, nameOf(rows, row)) ? take(search, firstRowOf(rows, row)) : true;
}

function agrees({ agreement, compared, store, names }: Search, name: number): boolean {
  const known = agreement.get(name);
  if (known !== undefined) return known;
  const recorded = preparedNameOf(store.names, name);
  const found = names.some(({ name: asked }, place) => {
    const comparison = comparePreparedNames(asked, recorded);
    if (place === 0) compared.set(recorded, comparison);
    const { level } = comparison;
    return agreeingNames.has(level) || partlyAgreeingNames.has(level);
  });
  agreement.set(name, found);
  return found;
}

/** @returns whether there is room for more */
function take(search: Search, first: number): boolean {
  if (search.rows.size >= mostCompared && !search.rows.has(first)) {
    search.crowded = true;
    return false;
  }
  search.rows.add(first);
  return true;
}
