import type { PersonEvidence } from '../evidence/index.js';
import { expectedCheckCharacter } from '../identity-number/index.js';
import { type BlockTable, createBlockTable, visitBlock } from './block-table.js';
import { hashText } from './hash.js';
import { createNameTable, type NameTable, nameText } from './name-table.js';
import { hashOfKey, type NumberKey, unpackBody } from './number-key.js';
import { createPairTable, type PairTable, visitPairs } from './pair-table.js';
import {
  createRowTable,
  dateOf,
  endOfPerson,
  firstRowOf,
  flagsOf,
  highOf,
  holdsNumber,
  isNumbered,
  lowOf,
  nameOf,
  nationalityOf,
  rowFlag,
  type RowTable,
  setFlag,
  sexOf,
} from './row-table.js';
import { createSlotTable, dropSlot, findSlot, firstSlot, type SlotTable } from './slot-table.js';
import { createSounds, type Sounds } from './sounds.js';
import { createTextPool, holdsText, type TextPool, textAt } from './text-pool.js';
import { readEvidence } from './written-evidence.js';

/** Everything an index holds; all but the last few fields in memory that threads share. */
export interface IndexStore {
  readonly rows: RowTable;
  /** By row: the id of a person in their first, in the next the evidence of one that the words of a row cannot hold. */
  readonly texts: TextPool;
  readonly names: NameTable;
  /** From the hash of an id to its person's first row, plus one. */
  byId: SlotTable;
  /** From the hash of a number's key to the first row that held it, plus one. */
  byNumber: SlotTable;
  /** From the hash of the key of each valid number one slip away to the row of a number that fails its check, plus one. */
  readonly byNeighbour: PairTable;
  /** Further rows with a number, by the hash of its key. */
  readonly twins: BlockTable;
  /** Rows of people with a valid resident number and nothing else, by birth date. */
  readonly anchored: BlockTable;
  /** All other rows, by birth date, or by the letters of the name where there is none. */
  readonly loose: BlockTable;
  /** Rows whose name is not Chinese, by the beginnings of its parts. */
  readonly parts: BlockTable;
  readonly nationalities: string[];
  readonly sounds: Sounds;
  people: number;
  removedRows: number;
}

/** Rows that hold a second name or number, for each person expected: a guess; there is more room where there are more. */
const furtherRows = 0.01;

/** Sexes by their code in a row. */
export const sexCodes = ['', 'male', 'female'];

/** An empty store with room for about so many people. */
export function createStore(people = 0): IndexStore {
  return {
    rows: createRowTable(people + Math.ceil(people * furtherRows)),
    texts: createTextPool(people, 64 + people * 8),
    names: createNameTable(Math.ceil(people / 4)),
    byId: createSlotTable(people, people + 1),
    byNumber: createSlotTable(people, people + 1),
    byNeighbour: createPairTable(0),
    twins: createBlockTable(0, 0),
    anchored: createBlockTable(0, people),
    loose: createBlockTable(0, 0),
    parts: createBlockTable(0, 0),
    nationalities: [''],
    sounds: createSounds(),
    people: 0,
    removedRows: 0,
  };
}

/** The first row of the person with an id. */
export function findPerson(store: IndexStore, id: string): number | undefined {
  const found = findSlot(store.byId, hashText(id), (value) => holdsText(store.texts, value - 1, id));
  return found === 0 ? undefined : found - 1;
}

/** Takes a person out. Their rows stay until the index is rebuilt, skipped by whoever meets them. */
export function removePerson(store: IndexStore, first: number): void {
  const { rows } = store;
  const end = endOfPerson(rows, first);
  dropSlot(store.byId, hashText(textAt(store.texts, first)), first + 1);
  for (let row = first; row < end; row += 1) setFlag(rows, row, rowFlag.removed);
  store.people -= 1;
  store.removedRows += end - first;
}

/** What is known of the person whose first row is given; it reads as what was added does. */
export function evidenceOf(store: IndexStore, first: number): PersonEvidence {
  const { rows, texts, names } = store;
  const id = textAt(texts, first);
  if ((flagsOf(rows, first) & rowFlag.written) !== 0) return readEvidence(id, textAt(texts, first + 1));
  const [low, high, date, name] = [lowOf(rows, first), highOf(rows, first), dateOf(rows, first), nameOf(rows, first)];
  const body = isNumbered(rows, first) ? unpackBody(low, high) : '';
  return {
    id,
    name: name === 0 ? undefined : nameText(names, name),
    sex: sexCodes[sexOf(rows, first)],
    birthDate: date === 0 ? undefined : String(date).padStart(date > 9999 ? 8 : 4, '0'),
    documents: body === '' ? [] : [{ docNumber: body + (expectedCheckCharacter(body) ?? '') }],
    nationality: store.nationalities[nationalityOf(rows, first)],
  };
}

/** Calls `visit` with the first row of every person who holds the number with this key, until it returns `false`. */
export function visitNumber(
  store: IndexStore,
  { low, high, hashed }: NumberKey,
  visit: (row: number) => boolean,
): void {
  const found = rowWithNumber(store, low, high, hashed);
  if (found !== 0) visitTwins(store, found - 1, hashOfKey(low, high), visit);
}

/** The first row that ever held a number, plus one, or 0. Written out, for it is all that an exact look-up does. */
export function rowWithNumber({ rows, byNumber }: IndexStore, low: number, high: number, hashed: boolean): number {
  const { slots, valueBits } = byNumber;
  const hash = hashOfKey(low, high);
  const mask = (1 << valueBits) - 1;
  const marked = (hash << valueBits) >>> 0;
  let slot = firstSlot(byNumber, hash);
  for (let word = slots[slot] ?? 0; word !== 0; word = slots[slot] ?? 0) {
    if ((word & ~mask) >>> 0 === marked && holdsNumber(rows, (word & mask) - 1, low, high, hashed)) return word & mask;
    slot = slot + 1 === slots.length ? 0 : slot + 1;
  }
  return 0;
}

/** Whether a row is the only one that ever held its number, and is still there. */
export function standsAlone({ rows }: IndexStore, row: number): boolean {
  return (flagsOf(rows, row) & (rowFlag.twins | rowFlag.removed | rowFlag.further)) === 0;
}

/** Calls `visit` with the first row of every person on record under a failing number one slip from the one with this key. */
export function visitNeighbours(store: IndexStore, key: NumberKey, visit: (row: number) => boolean): void {
  const { rows } = store;
  visitPairs(store.byNeighbour, hashOfKey(key.low, key.high), (value) => {
    let going = true;
    visitTwins(store, value - 1, hashOfKey(lowOf(rows, value - 1), highOf(rows, value - 1)), (row) => {
      going = visit(row);
      return going;
    });
    return going;
  });
}

function visitTwins(store: IndexStore, row: number, hash: number, visit: (row: number) => boolean): void {
  const { rows } = store;
  const alive = (other: number) => (flagsOf(rows, other) & rowFlag.removed) === 0;
  if (alive(row) && !visit(firstRowOf(rows, row))) return;
  if ((flagsOf(rows, row) & rowFlag.twins) === 0) return;
  const [low, high, hashed] = [lowOf(rows, row), highOf(rows, row), (flagsOf(rows, row) & rowFlag.hashed) !== 0];
  visitBlock(store.twins, hash, (other) => {
    if (!alive(other) || !holdsNumber(rows, other, low, high, hashed)) return true;
    return visit(firstRowOf(rows, other));
  });
}
