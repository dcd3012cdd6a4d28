import { roomyWords, sharedWords } from './shared-memory.js';

/**
 * The rows of an index, five words each. A person has one row for each name or document number they are known by, whichever
 * are more; the first is theirs, the others say so. Words: low half of the number's key; its high half (16 bits), nationality
 * (8) and flags (8); birth date as a decimal number (27) and sex (2); name, plus one; the row before it with the same name, plus one.
 */
export interface RowTable {
  words: Uint32Array;
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

export const rowWords = 5;
const firstRows = 64;
const flagShift = 24;
const dateMask = 0x7ffffff;

/** The values of a row. */
export interface Row {
  readonly low: number;
  readonly high: number;
  readonly flags: number;
  /** Place of the nationality among those of the index. */
  readonly nationality: number;
  /** `YYYYMMDD` or `YYYY` as a number; 0 for none. */
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
  return { words: sharedWords(Math.max(firstRows, rows) * rowWords), count: 0 };
}

/** Appends a row. @returns its place */
export function addRow(table: RowTable, row: Row): number {
  const at = table.count * rowWords;
  table.words = roomyWords(table.words, at + rowWords);
  const { words } = table;
  words[at] = row.low;
  words[at + 1] = (row.high & 0xffff) | (row.nationality << 16) | (row.flags << flagShift);
  words[at + 2] = row.date + row.sex * (dateMask + 1);
  words[at + 3] = row.name;
  words[at + 4] = row.nextOfName;
  return table.count++;
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

export const lowOf = ({ words }: RowTable, row: number): number => words[row * rowWords] ?? 0;
export const highOf = ({ words }: RowTable, row: number): number => (words[row * rowWords + 1] ?? 0) & 0xffff;
export const nationalityOf = ({ words }: RowTable, row: number): number =>
  ((words[row * rowWords + 1] ?? 0) >>> 16) & 0xff;
export const dateOf = ({ words }: RowTable, row: number): number => (words[row * rowWords + 2] ?? 0) & dateMask;
export const sexOf = ({ words }: RowTable, row: number): number => (words[row * rowWords + 2] ?? 0) >>> 27;
export const nameOf = ({ words }: RowTable, row: number): number => words[row * rowWords + 3] ?? 0;
export const nextOfNameOf = ({ words }: RowTable, row: number): number => words[row * rowWords + 4] ?? 0;

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
