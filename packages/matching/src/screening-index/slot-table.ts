import { sharedWords } from './shared-memory.js';

/**
 * A hash table of one 32-bit word an entry: the value in the low bits, as much of the hash as fits above it. A look-up that
 * fails touches one cache line nearly always, because the bits of the hash rule out what does not belong. Keys are not kept:
 * whoever finds a value compares what it stands for.
 */
export interface SlotTable {
  slots: Uint32Array;
  /** How many low bits hold the value. */
  valueBits: number;
  /** Slots that were ever filled since the last rebuilding. */
  used: number;
}

const fullest = 0.8;
const smallest = 16;
/** Stands where a value was taken out; values themselves stay below it. */
const gone = 0xffffffff;

/** An empty table for about `expected` entries with values up to `highest`. */
export function createSlotTable(expected: number, highest: number): SlotTable {
  return { slots: sharedWords(sizeFor(expected)), valueBits: bitsOf(highest), used: 0 };
}

/** Whether the table has to be rebuilt before one more value, `value`, is put in. */
export function isFull(table: SlotTable, value: number): boolean {
  return table.used + 1 > table.slots.length * fullest || bitsOf(value) > table.valueBits;
}

/** Puts a value (from 1 on) in under a hash. The caller has made sure that there is room. */
export function putSlot(table: SlotTable, hash: number, value: number): void {
  const { slots } = table;
  let slot = firstSlot(table, hash);
  while (slots[slot] !== 0) slot = slot + 1 === slots.length ? 0 : slot + 1;
  slots[slot] = wordOf(table, hash, value);
  table.used += 1;
}

/** The slot at which a walk over the values of a hash begins; it ends at the first empty slot. */
export function firstSlot({ slots }: SlotTable, hash: number): number {
  return Math.floor((hash / 4_294_967_296) * slots.length);
}

/** The first value of a hash for which `belongs` holds, or 0. */
export function findSlot(table: SlotTable, hash: number, belongs: (value: number) => boolean): number {
  const { slots, valueBits } = table;
  const mask = maskOf(valueBits);
  const marked = (hash << valueBits) >>> 0;
  let slot = firstSlot(table, hash);
  for (let word = slots[slot] ?? 0; word !== 0; word = slots[slot] ?? 0) {
    if ((word & ~mask) >>> 0 === marked && word !== gone && belongs(word & mask)) return word & mask;
    slot = slot + 1 === slots.length ? 0 : slot + 1;
  }
  return 0;
}

/** Takes a value out; the walk of other values past its slot still works. */
export function dropSlot(table: SlotTable, hash: number, value: number): void {
  const { slots } = table;
  const word = wordOf(table, hash, value);
  let slot = firstSlot(table, hash);
  while (slots[slot] !== 0 && slots[slot] !== word) slot = slot + 1 === slots.length ? 0 : slot + 1;
  if (slots[slot] === word) slots[slot] = gone;
}

/** The same values in a table with room for `expected` of them and values up to `highest`; `hashOf` tells the hash of one. */
export function rebuilt(
  table: SlotTable,
  expected: number,
  highest: number,
  hashOf: (value: number) => number,
): SlotTable {
  const fresh = createSlotTable(expected, highest);
  const mask = maskOf(table.valueBits);
  for (const word of table.slots) if (word !== 0 && word !== gone) putSlot(fresh, hashOf(word & mask), word & mask);
  return fresh;
}

/** The room that a table about to be full is given: a quarter more. */
export function roomierSize({ slots }: SlotTable): number {
  return Math.ceil(slots.length * fullest * 1.25);
}

function wordOf({ valueBits }: SlotTable, hash: number, value: number): number {
  return ((hash << valueBits) | value) >>> 0;
}

function sizeFor(entries: number): number {
  return Math.max(smallest, Math.ceil((entries + 1) / fullest));
}

function maskOf(bits: number): number {
  return bits >= 31 ? 0x7fffffff : (1 << bits) - 1;
}

/** At least one bit of the hash stays above the value, and never all ones with it. */
function bitsOf(highest: number): number {
  const bits = 32 - Math.clz32(highest + 1);
  if (bits > 31) throw new RangeError('an index holds at most a thousand million rows');
  return Math.max(bits, 8);
}
