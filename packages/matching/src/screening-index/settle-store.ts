import { settle } from './block-table.js';
import type { IndexStore } from './index-store.js';
import { rowWords, usedNames } from './row-table.js';
import { cutBytes, cutWords } from './shared-memory.js';
import type { SlotTable } from './slot-table.js';
import type { TextPool } from './text-pool.js';

/** Puts the lists of a store in order, which a question reads fastest and which take the least room. It may be added to as before. */
export function settleStore({ twins, anchored, loose, parts }: IndexStore): void {
  for (const table of [twins, anchored, loose, parts]) settle(table);
}

/**
 * The same, and brings all memory into a form that threads share, without what lies idle: for a store that nothing is added to any more.
 */
export function closeStore(store: IndexStore): void {
  settleStore(store);
  const { rows, texts, names, byNeighbour } = store;
  rows.words = cutWords(rows.words, rows.count * rowWords);
  rows.names = cutWords(rows.names, usedNames(rows));
  cutTexts(texts);
  cutTexts(names.texts);
  names.words = cutWords(names.words, names.texts.count * 4);
  names.long.words = cutWords(names.long.words, names.long.used);
  byNeighbour.pairs = cutWords(byNeighbour.pairs, byNeighbour.pairs.length);
  names.byText = undefined;
  for (const table of [names.byLetters, store.byId, store.byNumber]) shareSlots(table);
  for (const table of [store.twins, store.anchored, store.loose, store.parts]) {
    shareSlots(table.slots);
    table.keys = cutWords(table.keys, table.used);
    table.heads = cutWords(table.heads, table.used);
    table.counts = cutWords(table.counts, table.used);
    table.runs = cutWords(table.runs, table.length);
  }
}

function cutTexts(pool: TextPool): void {
  pool.bytes = cutBytes(pool.bytes, pool.length);
  pool.starts = cutWords(pool.starts, Math.ceil(pool.count / 16));
}

/** Of a hash table nothing can be cut. */
function shareSlots(table: SlotTable): void {
  table.slots = cutWords(table.slots, table.slots.length);
}
