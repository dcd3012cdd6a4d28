import { roomyWords, sharedWords } from './shared-memory.js';
import { createSlotTable, firstSlot, isFull, putSlot, rebuilt, roomierSize, type SlotTable } from './slot-table.js';
import { mixWords } from './hash.js';

/**
 * Lists of two words an entry (a row, and what tells most strangers from it) by a 32-bit key, laid in runs one after another,
 * so that a list is read at the speed of memory. A run holds: the run before it; its room and, above it, how much of it is used;
 * then entries. The runs that lie before `settled` are in the order of their marks.
 */
export interface BlockTable {
  /** From the hash of a key to its place among `keys`, `heads` and `counts`, plus one. */
  slots: SlotTable;
  keys: Uint32Array;
  heads: Uint32Array;
  counts: Uint32Array;
  /** Keys in use. */
  used: number;
  runs: Uint32Array;
  /** Words of `runs` in use; the first is never a run, so that 0 ends a list. */
  length: number;
  /** `length` when the lists were last settled: nothing was added since where it is the same. */
  settled: number;
  /** By day (`placeOfDay`) its list, plus one: made when a table of many keys is first asked, each thread its own, and in no snapshot. */
  days: Uint32Array | undefined;
}

const header = 2;
/** Room and use of a run share a word, half each. */
const usedShift = 16;
const roomMask = 0xffff;
const leastRoom = 2;
const mostRoom = 4096;
const longestRun = 0xffff;
/** A run of fewer entries is read through sooner than ranges are found in it. */
const shortestSearched = 256;
const everything = Uint32Array.of(0, 0xffffffff);
/** A table of fewer keys is found in its hash table as soon. */
const fewestForDays = 512;
const [firstYear, years] = [1880, 256];

/** An empty table for about so many keys and entries. */
export function createBlockTable(keys: number, entries: number): BlockTable {
  return {
    slots: createSlotTable(keys, keys + 1),
    keys: sharedWords(keys + 1),
    heads: sharedWords(keys + 1),
    counts: sharedWords(keys + 1),
    used: 0,
    runs: sharedWords(1 + entries * 2 + keys * header),
    length: 1,
    settled: 1,
    days: undefined,
  };
}

/** Adds an entry to the list of a key. */
export function addToBlock(table: BlockTable, key: number, row: number, mark: number): void {
  const block = blockOf(table, key) ?? newBlock(table, key);
  let run = table.heads[block] ?? 0;
  if (run === 0 || usedOf(table.runs, run) === roomOf(table.runs, run)) run = newRun(table, block);
  const used = usedOf(table.runs, run);
  const at = run + header + used * 2;
  table.runs[at] = row;
  table.runs[at + 1] = mark;
  table.runs[run + 1] = (table.runs[run + 1] ?? 0) + (1 << usedShift);
  table.counts[block] = (table.counts[block] ?? 0) + 1;
}

/** The place of a key's list among `heads` and `counts`; undefined where nothing stands under it. */
export function blockOf(table: BlockTable, key: number): number | undefined {
  const day = table.used < fewestForDays ? -1 : placeOfDay(key);
  if (day < 0) return hashedBlock(table, key);
  const found = (table.days ??= daysOf(table))[day] ?? 0;
  return found === 0 ? undefined : found - 1;
}

/** Where a day of the usual years stands among all such; -1 for any other key. The look for one in a hash table is three misses of a cache. */
function placeOfDay(key: number): number {
  const monthAndDay = key % 10_000;
  const year = (key - monthAndDay) / 10_000 - firstYear;
  const day = monthAndDay % 100;
  const month = (monthAndDay - day) / 100;
  return year >= 0 && year < years && month < 16 && day < 32 ? (year << 9) | (month << 5) | day : -1;
}

function daysOf({ keys, used }: BlockTable): Uint32Array {
  const days = new Uint32Array(years << 9);
  for (let block = 0; block < used; block += 1) {
    const day = placeOfDay(keys[block] ?? 0);
    if (day >= 0) days[day] = block + 1;
  }
  return days;
}

function hashedBlock({ slots, keys }: BlockTable, key: number): number | undefined {
  const hash = mixWords(key, 0);
  const { slots: words, valueBits } = slots;
  const mask = valueBits >= 31 ? 0x7fffffff : (1 << valueBits) - 1;
  const marked = (hash << valueBits) >>> 0;
  let slot = firstSlot(slots, hash);
  for (let word = words[slot] ?? 0; word !== 0; word = words[slot] ?? 0) {
    const block = (word & mask) - 1;
    if ((word & ~mask) >>> 0 === marked && keys[block] === key) return block;
    slot = slot + 1 === words.length ? 0 : slot + 1;
  }
  return undefined;
}

/** How many entries stand under a key. */
export function blockLength(table: BlockTable, key: number): number {
  const block = blockOf(table, key);
  return block === undefined ? 0 : (table.counts[block] ?? 0);
}

/** What is asked of lists. */
export interface BlockQuestion {
  /** Whether an entry with this mark is wanted. */
  readonly passes: (mark: number) => boolean;
  /** Takes an entry that is; `false` ends the reading. */
  readonly visit: (row: number, mark: number) => boolean;
  /** Between each two of these marks stand all that pass; undefined where they may stand anywhere. Asked for long lists alone. */
  readonly ranges: () => Uint32Array | undefined;
}

/**
 * Visits the entries of a key whose mark passes, until a visit ends the reading or a run ends behind the entry `most`. Of long runs in the
 * order of their marks only what lies in the ranges is read.
 * @returns how many entries were read
 */
export function visitPassing(table: BlockTable, key: number, most: number, question: BlockQuestion): number {
  const { runs, settled } = table;
  const { passes, visit } = question;
  let read = 0;
  for (let run = latestRun(table, key); run !== 0 && read < most; run = runs[run] ?? 0) {
    const used = usedOf(runs, run);
    const parts = (run < settled && used >= shortestSearched ? question.ranges() : undefined) ?? everything;
    const end = run + header + used * 2;
    let at = run + header;
    for (let part = 0; part < parts.length && at < end; part += 2) {
      const last = parts[part + 1] ?? 0;
      if (parts !== everything) at = firstFrom(runs, at, end, parts[part] ?? 0);
      const from = at;
      for (; at < end; at += 2) {
        const mark = runs[at + 1] ?? 0;
        if (mark > last) break;
        if (passes(mark) && !visit(runs[at] ?? 0, mark)) return read + (at - from) / 2 + 1;
      }
      read += (at - from) / 2;
    }
  }
  return read;
}

function latestRun(table: BlockTable, key: number): number {
  const block = blockOf(table, key);
  return block === undefined ? 0 : (table.heads[block] ?? 0);
}

/** Where in a run the first mark stands that is not below the given one. */
function firstFrom(runs: Uint32Array, from: number, end: number, mark: number): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = low + (((high - low) >>> 2) << 1);
    if ((runs[middle + 1] ?? 0) < mark) low = middle + 2;
    else high = middle;
  }
  return low;
}

/** Calls `visit` with every entry of a key, the latest run first, until it returns `false`. */
export function visitBlock(table: BlockTable, key: number, visit: (row: number, mark: number) => boolean): void {
  const block = blockOf(table, key);
  if (block === undefined) return;
  const { runs } = table;
  for (let run = table.heads[block] ?? 0; run !== 0; run = runs[run] ?? 0) {
    const end = run + header + usedOf(runs, run) * 2;
    for (let at = run + header; at < end; at += 2) if (!visit(runs[at] ?? 0, runs[at + 1] ?? 0)) return;
  }
}

/** Puts every list in one piece, in the order of its marks and without room: what comes later begins a run of its own. */
export function settle(table: BlockTable): void {
  if (table.length === table.settled) return;
  const { counts, heads, used } = table;
  let words = 1;
  for (let block = 0; block < used; block += 1) words += wordsFor(counts[block] ?? 0);
  const runs = sharedWords(words);
  let length = 1;
  for (let block = 0; block < used; block += 1) {
    const entries = entriesOf(table, block);
    heads[block] = 0;
    for (let from = 0; from < entries.length; from += longestRun * 2) {
      const part = entries.subarray(from, from + longestRun * 2);
      runs[length] = heads[block] ?? 0;
      runs[length + 1] = (part.length / 2) * ((1 << usedShift) + 1);
      runs.set(part, length + header);
      heads[block] = length;
      length += header + part.length;
    }
  }
  Object.assign(table, { runs, length, settled: length });
}

/** The entries of a list by their marks: an entry is one number of 64 bits, the mark above. */
function entriesOf({ runs, heads, counts }: BlockTable, block: number): Uint32Array {
  const entries = new Uint32Array((counts[block] ?? 0) * 2);
  let at = 0;
  for (let run = heads[block] ?? 0; run !== 0; run = runs[run] ?? 0) {
    const words = usedOf(runs, run) * 2;
    entries.set(runs.subarray(run + header, run + header + words), at);
    at += words;
  }
  new BigUint64Array(entries.buffer).sort();
  return entries;
}

function wordsFor(entries: number): number {
  return Math.ceil(entries / longestRun) * header + entries * 2;
}

function roomOf(runs: Uint32Array, run: number): number {
  return (runs[run + 1] ?? 0) & roomMask;
}

function usedOf(runs: Uint32Array, run: number): number {
  return (runs[run + 1] ?? 0) >>> usedShift;
}

function newBlock(table: BlockTable, key: number): number {
  const block = table.used;
  table.used += 1;
  table.keys = roomyWords(table.keys, table.used);
  table.heads = roomyWords(table.heads, table.used);
  table.counts = roomyWords(table.counts, table.used);
  table.keys[block] = key;
  if (isFull(table.slots, block + 1)) {
    const { keys } = table;
    const size = roomierSize(table.slots);
    table.slots = rebuilt(table.slots, size, size, (value) => mixWords(keys[value - 1] ?? 0, 0));
  }
  putSlot(table.slots, mixWords(key, 0), block + 1);
  const day = table.days === undefined ? -1 : placeOfDay(key);
  if (table.days !== undefined && day >= 0) table.days[day] = block + 1;
  return block;
}

function newRun(table: BlockTable, block: number): number {
  const known = table.counts[block] ?? 0;
  const entries = Math.min(mostRoom, Math.max(leastRoom, known >>> 2));
  const run = table.length;
  table.length += header + entries * 2;
  table.runs = roomyWords(table.runs, table.length);
  table.runs[run] = table.heads[block] ?? 0;
  table.runs[run + 1] = entries;
  table.heads[block] = run;
  return run;
}
