import type { BlockTable } from './block-table.js';
import { createStore, type IndexStore } from './index-store.js';
import { rowWords, usedNames } from './row-table.js';
import type { SlotTable } from './slot-table.js';
import { learnCharacters } from './sounds.js';
import type { TextPool } from './text-pool.js';

type SharedArray = Uint32Array | Uint8Array;

/**
 * A store as plain values: its memory by name, how much of it is in use, and the little that is not in shared memory. It crosses to
 * another thread without copying the memory.
 */
export interface StoreParts {
  readonly arrays: Readonly<Record<string, SharedArray>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly nationalities: readonly string[];
  /** Every character of a recorded name. */
  readonly characters: string;
}

const blockNames = ['twins', 'anchored', 'loose', 'parts'] as const;

/** Takes a store apart. Memory is cut to what is in use where `trimmed`. */
export function partsOf(store: IndexStore, trimmed: boolean): StoreParts {
  const arrays: Record<string, SharedArray> = {};
  const counts: Record<string, number> = { people: store.people, removedRows: store.removedRows };
  const keep = <T extends SharedArray>(name: string, array: T, used: number) => {
    arrays[name] = trimmed ? array.subarray(0, used) : array;
  };
  const keepSlots = (name: string, { slots, valueBits, used }: SlotTable) => {
    keep(name, slots, slots.length);
    counts[`${name}.valueBits`] = valueBits;
    counts[`${name}.used`] = used;
  };
  const keepTexts = (name: string, { bytes, length, starts, count }: TextPool) => {
    keep(`${name}.bytes`, bytes, length);
    keep(`${name}.starts`, starts, Math.ceil(count / 16));
    counts[`${name}.length`] = length;
    counts[`${name}.count`] = count;
  };
  const { rows, texts, names, byNeighbour } = store;
  keep('rows', rows.words, rows.count * rowWords);
  keep('rows.names', rows.names, usedNames(rows));
  counts['rows'] = rows.count;
  keepTexts('texts', texts);
  keepTexts('names', names.texts);
  keep('names.words', names.words, names.texts.count * 4);
  keep('names.long', names.long.words, names.long.used);
  counts['names.long'] = names.long.used;
  keepSlots('names.byLetters', names.byLetters);
  keepSlots('byId', store.byId);
  keepSlots('byNumber', store.byNumber);
  keep('byNeighbour', byNeighbour.pairs, byNeighbour.pairs.length);
  counts['byNeighbour'] = byNeighbour.used;
  for (const name of blockNames) {
    const { slots, keys, heads, counts: lengths, runs, used, length, settled } = store[name];
    keepSlots(`${name}.slots`, slots);
    keep(`${name}.keys`, keys, used);
    keep(`${name}.heads`, heads, used);
    keep(`${name}.counts`, lengths, used);
    keep(`${name}.runs`, runs, length);
    Object.assign(counts, { [`${name}.used`]: used, [`${name}.length`]: length, [`${name}.settled`]: settled });
  }
  const characters = [...store.sounds.characters].join('');
  return { arrays, counts, nationalities: [...store.nationalities], characters };
}

/** Puts a store together again; its memory is that of the parts. */
export function storeOf({ arrays, counts, nationalities, characters }: StoreParts): IndexStore {
  const store = createStore();
  const words = (name: string) => arrays[name] as Uint32Array;
  const count = (name: string) => counts[name] ?? 0;
  const slots = (name: string): SlotTable => ({
    slots: words(name),
    valueBits: count(`${name}.valueBits`),
    used: count(`${name}.used`),
  });
  const texts = (name: string): TextPool => ({
    bytes: arrays[`${name}.bytes`] as Uint8Array,
    length: count(`${name}.length`),
    starts: words(`${name}.starts`),
    count: count(`${name}.count`),
  });
  const block = (name: string): BlockTable => ({
    slots: slots(`${name}.slots`),
    keys: words(`${name}.keys`),
    heads: words(`${name}.heads`),
    counts: words(`${name}.counts`),
    used: count(`${name}.used`),
    runs: words(`${name}.runs`),
    length: count(`${name}.length`),
    settled: count(`${name}.settled`),
    days: undefined,
  });
  learnCharacters(store.sounds, [...characters]);
  return {
    ...store,
    rows: { words: words('rows'), names: words('rows.names'), count: count('rows') },
    texts: texts('texts'),
    names: {
      texts: texts('names'),
      byText: undefined,
      byLetters: slots('names.byLetters'),
      words: words('names.words'),
      long: { words: words('names.long'), used: count('names.long') },
      read: new Map(),
    },
    byId: slots('byId'),
    byNumber: slots('byNumber'),
    byNeighbour: { pairs: words('byNeighbour'), used: count('byNeighbour') },
    twins: block('twins'),
    anchored: block('anchored'),
    loose: block('loose'),
    parts: block('parts'),
    nationalities: [...nationalities],
    people: count('people'),
    removedRows: count('removedRows'),
  };
}
