import { type NumberKey, packedParts } from './number-key.js';
import { roomyWords, sharedWords } from './shared-memory.js';

/**
 * The rows of an index, four words each. A person has one row for each name or document number they are known by, whichever are more; the
 * first is theirs, the others say so. Words: low half of the number's key; its high half (16 bits), nationality (5), whether the birth
 * date is stated (1), sex (2) and flags (8); and apart from those, so that an index of numbers alone needs none, the name, plus one, and the
 * row before with the same name, plus one. A stated birth date is the one in the number; in a row without a number it stands in its place.
 */
export interface RowTable {
  words: Uint32Array;
  /** Name and row before of every row up to the last one with a name. */
  names: Uint32Array;
  /** Rows in use. */
  count: number;
}

/** What a row is, besides its values. */
export const rowFlag = {
  /** Taken out; the row stays until the index is rebuilt. */
  removed: 1,
  /** A further name or number of the person in the rows before. */
  further: 2,
  /** The person's evidence is kept as text in the row after the first. */
  written: 4,
  /** Has no valid resident number of their own alone: a different number proves nothing against them. */
  loose: 8,
  /** The number's key is a hash. */
  hashed: 16,
  /** Further rows hold the same number. */
  twins: 32,
  /** The number fails its check. */
  failed: 64,
  /** Some number of the person fails its check or is masked: it may add to what name and date weigh. */
  doubtful: 128,
} as const;

/** Words of a row in either array. */
export const rowWords = 2;
/** A row has room for so many nationalities, the unknown one included. */
export const mostNationalities = 32;
const firstRows = 64;
const nationalityShift = 16;
const statedShift = 21;
const sexShift = 22;
const flagShift = 24;
/** High half of no number's key that is no hash: no region reaches so far. */
const noNumber = 0xffff;

/** The values of a row. */
export interface Row {
  readonly number: NumberKey | undefined;
  readonly flags: number;
  /** Place of the nationality among those of the index. */
  readonly nationality: number;
  /** The stated birth date: beside a number 0 or the one in it; else `YYYYMMDD` or `YYYY` as a number, 0 for none. */
  readonly date: number;
  /** 0 unknown, 1 male, 2 female. */
  readonly sex: number;
  /** Place of the name among those of the index, plus one; 0 for none. */
  readonly name: number;
  /** The row before with the same name, plus one; 0 for none. */
  readonly nextOfName: number;
}

/** An empty table with room for about so many rows. */
export function createRowTable(rows: number): RowTable {
  return { words: sharedWords(Math.max(firstRows, rows) * rowWords), names: sharedWords(0), count: 0 };
}

/** Appends a row. @returns its place */
export function addRow(table: RowTable, row: Row): number {
  const { number, date, nationality, sex, flags } = row;
  const at = table.count * rowWords;
  table.words = roomyWords(table.words, at + rowWords);
  const { words } = table;
  const isStated = number !== undefined && date !== 0 ? 1 : 0;
  words[at] = number?.low ?? date;
  words[at + 1] =
    (number?.high ?? noNumber) |
    (nationality << nationalityShift) |
    (isStated << statedShift) |
    (sex << sexShift) |
    ((flags | (number?.hashed ? rowFlag.hashed : 0)) << flagShift);
  if (row.name !== 0) keepName(table, at, row);
  return table.count++;
}

/** Gives names the room that rows have as soon as there is one. */
function keepName(table: RowTable, at: number, { name, nextOfName }: Row): void {
  if (table.names.length < at + rowWords) table.names = roomyWords(table.names, table.words.length);
  table.names[at] = name;
  table.names[at + 1] = nextOfName;
}

/** How many words of names are in use. */
export function usedNames({ names, count }: RowTable): number {
  return Math.min(names.length, count * rowWords);
}

/** The flags of a row. */
export function flagsOf({ words }: RowTable, row: number): number {
  return (words[row * rowWords + 1] ?? 0) >>> flagShift;
}

/** Sets flags of a row. */
export function setFlag({ words }: RowTable, row: number, flag: number): void {
  const at = row * rowWords + 1;
  words[at] = (words[at] ?? 0) | (flag << flagShift);
}

/** Whether a row holds the number with this key. */
export function holdsNumber({ words }: RowTable, row: number, low: number, high: number, hashed: boolean): boolean {
  const at = row * rowWords;
  const second = words[at + 1] ?? 0;
  if (words[at] !== low || (second & 0xffff) !== high) return false;
  return (((second >>> flagShift) & rowFlag.hashed) !== 0) === hashed;
}

/** Whether a row holds a number at all. */
export function isNumbered(table: RowTable, row: number): boolean {
  return highOf(table, row) !== noNumber || (flagsOf(table, row) & rowFlag.hashed) !== 0;
}

/** The stated birth date of somebody whose row says everything, as `YYYYMMDD` or `YYYY`; 0 for none. */
export function dateOf(table: RowTable, row: number): number {
  if (!isNumbered(table, row)) return lowOf(table, row);
  return ((secondWord(table, row) >>> statedShift) & 1) === 0 ? 0 : bornOf(table, row);
}

/** The birth date in the number of a row. */
export function bornOf(table: RowTable, row: number): number {
  return packedParts(lowOf(table, row), highOf(table, row)).date;
}

export const lowOf = ({ words }: RowTable, row: number): number => words[row * rowWords] ?? 0;
export const highOf = (table: RowTable, row: number): number => secondWord(table, row) & 0xffff;
export const nationalityOf = (table: RowTable, row: number): number =>
  (secondWord(table, row) >>> nationalityShift) & (mostNationalities - 1);
export const sexOf = (table: RowTable, row: number): number => (secondWord(table, row) >>> sexShift) & 3;
export const nameOf = ({ names }: RowTable, row: number): number => names[row * rowWords] ?? 0;
export const nextOfNameOf = ({ names }: RowTable, row: number): number => names[row * rowWords + 1] ?? 0;

function secondWord({ words }: RowTable, row: number): number {
  return words[row * rowWords + 1] ?? 0;
}

/** The first row of the person whom a row belongs to. */
export function firstRowOf(table: RowTable, row: number): number {
  let first = row;
  while (first > 0 && (flagsOf(table, first) & rowFlag.further) !== 0) first -= 1;
  return first;
}

/** The row after the last one of the person whose first row is given. */
export function endOfPerson(table: RowTable, first: number): number {
  let end = first + 1;
  while (end < table.count && (flagsOf(table, end) & rowFlag.further) !== 0) end += 1;
  return end;
}
