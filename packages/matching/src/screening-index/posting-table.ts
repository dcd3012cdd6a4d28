/**
 * Lists of record places by numeric key (any safe integer from 1 on), in typed arrays: about 20 bytes a posting. Keys are
 * hashes, so a list may hold places that do not belong; whoever reads it compares the records themselves.
 */
export interface PostingTable {
  /** Adds a place to the list of a key. */
  add(key: number, place: number): void;
  /** How many places a key's list holds. */
  count(key: number): number;
  /** Calls `visit` with the places of a key, the latest first, until it returns `false`. */
  forEach(key: number, visit: (place: number) => boolean): void;
}

interface Slots {
  keys: Float64Array;
  heads: Int32Array;
  counts: Int32Array;
  used: number;
}

interface Entries {
  places: Int32Array;
  next: Int32Array;
  used: number;
}

const firstSize = 1024;
const fullest = 0.6;

/** An empty table; it grows by doubling. */
export function createPostingTable(): PostingTable {
  let slots = emptySlots(firstSize);
  const entries: Entries = { places: new Int32Array(firstSize), next: new Int32Array(firstSize), used: 0 };

  return {
    add(key, place) {
      if (slots.used + 1 > slots.keys.length * fullest) slots = grown(slots);
      if (entries.used === entries.places.length) growEntries(entries);
      const slot = slotOf(slots, key);
      if (slots.keys[slot] === 0) {
        slots.keys[slot] = key;
        slots.heads[slot] = -1;
        slots.used += 1;
      }
      entries.places[entries.used] = place;
      entries.next[entries.used] = slots.heads[slot] ?? -1;
      slots.heads[slot] = entries.used;
      slots.counts[slot] = (slots.counts[slot] ?? 0) + 1;
      entries.used += 1;
    },
    count(key) {
      return slots.counts[slotOf(slots, key)] ?? 0;
    },
    forEach(key, visit) {
      const slot = slotOf(slots, key);
      if (slots.keys[slot] !== key) return;
      let entry = slots.heads[slot] ?? -1;
      while (entry >= 0 && visit(entries.places[entry] ?? -1)) entry = entries.next[entry] ?? -1;
    },
  };
}

function emptySlots(size: number): Slots {
  return { keys: new Float64Array(size), heads: new Int32Array(size), counts: new Int32Array(size), used: 0 };
}

function slotOf({ keys }: Slots, key: number): number {
  const mask = keys.length - 1;
  const low = key | 0;
  const high = Math.floor(key / 4_294_967_296);
  let slot = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  slot = (slot ^ (slot >>> 15)) & mask;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}

function grown(old: Slots): Slots {
  const slots = emptySlots(old.keys.length * 2);
  slots.used = old.used;
  for (let from = 0; from < old.keys.length; from += 1) {
    const key = old.keys[from] ?? 0;
    if (key === 0) continue;
    const slot = slotOf(slots, key);
    slots.keys[slot] = key;
    slots.heads[slot] = old.heads[from] ?? -1;
    slots.counts[slot] = old.counts[from] ?? 0;
  }
  return slots;
}

function growEntries(entries: Entries): void {
  const places = new Int32Array(entries.places.length * 2);
  const next = new Int32Array(places.length);
  places.set(entries.places);
  next.set(entries.next);
  entries.places = places;
  entries.next = next;
}
