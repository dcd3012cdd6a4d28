import { type PreparedName, prepareName, syllablesOf } from '../name/index.js';
import { hashFurther, hashOfNothing, hashText, mixWords } from './hash.js';
import { createLongNames, type LongNames } from './long-names.js';
import { nameMark, type NameMark } from './name-mark.js';
import { roomyWords, sharedWords } from './shared-memory.js';
import { createSlotTable, findSlot, isFull, putSlot, rebuilt, roomierSize, type SlotTable } from './slot-table.js';
import { addText, createTextPool, hashAt, holdsText, type TextPool, textAt } from './text-pool.js';

/** The different names of an index, as written, each once: about 16 bytes and its letters, plus 5 for finding it, plus 5 while names are added. */
export interface NameTable {
  texts: TextPool;
  /** From the hash of the text to the name, plus one; made again by the first name that is looked for. Only whoever adds one does. */
  byText: SlotTable | undefined;
  /** From the hash of its letters, in alphabetic order, to the latest name that has them, plus one. */
  byLetters: SlotTable;
  /** Four words a name: its mark, the hash of its letters, the name before with the same letters, the latest row: plus one. */
  words: Uint32Array;
  readonly long: LongNames;
  /** Names as they were read of late, each thread its own. */
  readonly read: Map<number, PreparedName>;
}

const nameWords = 4;
const atLetters = 1;
const atNext = 2;
const atRow = 3;
const mostRead = 20_000;
const [letters, firstLetter] = [26, 97];
const counts = new Uint32Array(letters);

/** An empty table for about so many names. */
export function createNameTable(names: number): NameTable {
  return {
    texts: createTextPool(names, 16 + names * 10),
    byText: createSlotTable(names, names + 1),
    byLetters: createSlotTable(names, names + 1),
    words: sharedWords((names + 1) * nameWords),
    long: createLongNames(),
    read: new Map(),
  };
}

/** The place of a name as written, plus one; 0 when no record has it. */
export function findName(table: NameTable, raw: string): number {
  return findSlot(textsOf(table), hashText(raw), (value) => holdsText(table.texts, value - 1, raw));
}

/** Keeps a name that is not in the table yet. @returns its place, plus one */
export function addName(table: NameTable, raw: string, prepared: PreparedName): number {
  const known = textsOf(table);
  const name = addText(table.texts, raw) + 1;
  table.words = roomyWords(table.words, name * nameWords);
  const at = (name - 1) * nameWords;
  const letters = lettersOfParts(syllablesOf(prepared));
  table.words[at] = nameMark(prepared, table.long);
  table.words[at + atLetters] = letters;
  table.byText = roomy(known, name, (value) => hashAt(table.texts, value - 1));
  putSlot(table.byText, hashText(raw), name);
  addToLetters(table, name, letters);
  return name;
}

/** The text of a name. */
export function nameText({ texts }: NameTable, name: number): string {
  return textAt(texts, name - 1);
}

/** The mark of a name. */
export function markOf({ words }: NameTable, name: number): NameMark {
  return words[(name - 1) * nameWords] ?? 0;
}

/** The hash of the letters of a name, as `lettersHash` makes it of its likeliest reading. */
export function lettersOf({ words }: NameTable, name: number): number {
  return words[(name - 1) * nameWords + atLetters] ?? 0;
}

/** The latest row with a name, plus one. */
export function latestRowOf({ words }: NameTable, name: number): number {
  return words[(name - 1) * nameWords + atRow] ?? 0;
}

/** Makes a row the latest one with a name. */
export function setLatestRow({ words }: NameTable, name: number, row: number): void {
  words[(name - 1) * nameWords + atRow] = row;
}

/** Calls `visit` with every name that has these letters, until it returns `false`. */
export function visitByLetters(table: NameTable, letters: number, visit: (name: number) => boolean): void {
  let name = findSlot(table.byLetters, letters, (value) => lettersOf(table, value) === letters);
  while (name !== 0 && visit(name)) name = table.words[(name - 1) * nameWords + atNext] ?? 0;
}

/** The hash of letters in alphabetic order: the same whatever the order, spacing or script a name is written in. */
export function lettersHash(reading: string): number {
  return lettersOfParts([reading]);
}

/** A recorded name, read; those of late are kept. */
export function preparedNameOf(table: NameTable, name: number): PreparedName {
  const known = table.read.get(name);
  if (known !== undefined) return known;
  if (table.read.size >= mostRead) table.read.clear();
  const prepared = prepareName(nameText(table, name));
  table.read.set(name, prepared);
  return prepared;
}

function textsOf(table: NameTable): SlotTable {
  if (table.byText !== undefined) return table.byText;
  const { count } = table.texts;
  const made = createSlotTable(count, count + 1);
  for (let name = 1; name <= count; name += 1) putSlot(made, hashAt(table.texts, name - 1), name);
  table.byText = made;
  return made;
}

function addToLetters(table: NameTable, name: number, letters: number): void {
  const { words } = table;
  const first = findSlot(table.byLetters, letters, (value) => lettersOf(table, value) === letters);
  if (first !== 0) {
    words[(name - 1) * nameWords + atNext] = words[(first - 1) * nameWords + atNext] ?? 0;
    words[(first - 1) * nameWords + atNext] = name;
    return;
  }
  table.byLetters = roomy(table.byLetters, name, (value) => lettersOf(table, value));
  putSlot(table.byLetters, letters, name);
}

function roomy(table: SlotTable, value: number, hashOf: (value: number) => number): SlotTable {
  if (!isFull(table, value)) return table;
  const size = Math.max(roomierSize(table), value + 1);
  return rebuilt(table, size, size, hashOf);
}

/**
 * The hash of the letters of several parts, as `hashText` makes it of them in alphabetic order. Counted where there are small letters alone,
 * as in readings: sorting them takes ten times as long.
 */
function lettersOfParts(parts: readonly string[]): number {
  counts.fill(0);
  let length = 0;
  for (const part of parts) {
    for (let place = 0; place < part.length; place += 1) {
      const letter = part.charCodeAt(place) - firstLetter;
      if (letter < 0 || letter >= letters) return hashText([...parts.join('')].sort().join(''));
      counts[letter] = (counts[letter] ?? 0) + 1;
    }
    length += part.length;
  }
  let hash = hashOfNothing;
  for (let letter = 0; letter < letters; letter += 1)
    for (let left = counts[letter] ?? 0; left > 0; left -= 1) hash = hashFurther(hash, firstLetter + letter);
  return mixWords(hash, length);
}
