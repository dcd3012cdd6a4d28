import { mergeEvidence, type PersonEvidence, type PreparedPerson, preparePerson } from '../evidence/index.js';
import type { ParsedDocumentNumber } from '../identity-number/index.js';
import { type PreparedName, prepareName, readNames } from '../name/index.js';
import { latinPartsKey, undatedKey } from './block-keys.js';
import { addToBlock, type BlockTable } from './block-table.js';
import { hashText } from './hash.js';
import { evidenceOf, findPerson, type IndexStore, removePerson } from './index-store.js';
import { validNeighbours } from './keys.js';
import { isInLetters, type NameMark } from './name-mark.js';
import { addName, findName, latestRowOf, lettersOf, markOf, preparedNameOf, setLatestRow } from './name-table.js';
import { hashOfKey, type NumberKey, packedParts, splitKey, splitNumberKey } from './number-key.js';
import { isDoubtful } from './number-that-adds.js';
import { addPair } from './pair-table.js';
import { type PlainRecord, readPlainRecord } from './plain-record.js';
import {
  addRow,
  flagsOf,
  highOf,
  holdsNumber,
  lowOf,
  mostNationalities,
  nameOf,
  type Row,
  rowFlag,
  setFlag,
} from './row-table.js';
import { findSlot, isFull, putSlot, rebuilt, roomierSize, type SlotTable } from './slot-table.js';
import { learnCharacters } from './sounds.js';
import { addText, hashAt } from './text-pool.js';
import { writeEvidence } from './written-evidence.js';

const longestPlainName = 400;
const sexCodes = new Map([
  ['male', 1],
  ['female', 2],
]);
const checkedTypes = new Set(['resident_id', 'hmt_residence', 'foreign_pr']);

/** Adds a record; under an id already known it adds to that person's names and documents. */
export function addRecord(store: IndexStore, record: PersonEvidence): void {
  const id = String(record.id);
  const known = findPerson(store, id);
  if (known === undefined) return addPerson(store, id, record);
  const merged = mergeEvidence(evidenceOf(store, known), record);
  removePerson(store, known);
  addPerson(store, id, merged);
}

function addPerson(store: IndexStore, id: string, evidence: PersonEvidence): void {
  const plain = plainRecord(evidence);
  const nationality = plain && nationalityCode(store, plain.nationality);
  const name = plain && plainName(store, plain.name);
  if (plain === undefined || nationality === undefined || name === undefined) addPrepared(store, id, evidence);
  else addPlain(store, id, plain, nationality, name);
}

/** A record of the usual kind whose stated birth date is the one in the number. */
function plainRecord(evidence: PersonEvidence): PlainRecord | undefined {
  const plain = readPlainRecord(evidence);
  return plain !== undefined && (plain.stated === 0 || plain.stated === plain.born) ? plain : undefined;
}

function addPlain(store: IndexStore, id: string, plain: PlainRecord, nationality: number, name: number): void {
  const number = splitKey(plain.key);
  addText(store.texts, id);
  const row = addRow(store.rows, {
    number,
    flags: 0,
    nationality,
    date: plain.stated,
    sex: plain.sex,
    name,
    nextOfName: name === 0 ? 0 : latestRowOf(store.names, name),
  });
  addNumber(store, undefined, number, row);
  addId(store, id, row);
  if (name === 0) return;
  setLatestRow(store.names, name, row + 1);
  const mark = markOf(store.names, name);
  addToBlock(store.anchored, plain.born, row, mark);
  if (isInLetters(mark)) addToParts(store, preparedNameOf(store.names, name), row, mark);
}

/** The place of a name, plus one; undefined where its field holds more than a name. */
function plainName(store: IndexStore, raw: string): number | undefined {
  if (raw === '') return 0;
  const known = findName(store.names, raw);
  if (known !== 0) return known;
  const read = readNames(raw);
  if (read.length > 1 || read[0] !== raw) return undefined;
  const name = prepareName(raw);
  return name.folded === '' ? 0 : keepName(store, name);
}

function addPrepared(store: IndexStore, id: string, evidence: PersonEvidence): void {
  const person = preparePerson(evidence);
  const nationality = nationalityCode(store, person.nationality);
  const isPlain = nationality !== undefined && fitsRow(person, evidence);
  const numbered = differentNumbers(person.documents);
  const written = !isPlain || !statesDateOfNumber(person);
  const anchored = isPlain && numbered[0]?.type === 'resident_id';
  const shared =
    (written ? rowFlag.written : 0) | (anchored ? 0 : rowFlag.loose) | (isDoubtful(person) ? rowFlag.doubtful : 0);
  const [stated = ''] = person.birthDateStated ? person.birthDates : [];
  const first = store.rows.count;
  const count = Math.max(person.names.length, numbered.length, written ? 2 : 1);
  for (let place = 0; place < count; place += 1) {
    const row = addRowOf(store, person, numbered[place], place, {
      flags: shared | (place === 0 ? 0 : rowFlag.further),
      nationality: nationality ?? 0,
      date: Number(stated),
      sex: sexCodes.get(person.sex) ?? 0,
    });
    addText(store.texts, place === 0 ? id : place === 1 && written ? writeEvidence(evidence) : '');
    const name = nameOf(store.rows, row);
    const prepared = person.names[place];
    if (prepared) addToBlocks(store, anchored ? store.anchored : store.loose, person, prepared, name, row);
  }
  addId(store, id, first);
}

function addRowOf(
  store: IndexStore,
  person: PreparedPerson,
  document: ParsedDocumentNumber | undefined,
  place: number,
  values: Pick<Row, 'flags' | 'nationality' | 'date' | 'sex'>,
): number {
  const key = document && splitNumberKey(document.number);
  const prepared = person.names[place];
  const name = prepared ? findName(store.names, prepared.raw) || keepName(store, prepared) : 0;
  const flags = values.flags | (document?.status === 'invalid' ? rowFlag.failed : 0);
  const nextOfName = name === 0 ? 0 : latestRowOf(store.names, name);
  const row = addRow(store.rows, { ...values, number: key, flags, name, nextOfName });
  if (name !== 0) setLatestRow(store.names, name, row + 1);
  if (document && key) addNumber(store, document, key, row);
  return row;
}

function addId(store: IndexStore, id: string, first: number): void {
  store.byId = withRoom(store.byId, first + 1, (value) => hashAt(store.texts, value - 1));
  putSlot(store.byId, hashText(id), first + 1);
  store.people += 1;
}

/** Whether no date is stated beside a number but the one in it: a row has no room for two. */
function statesDateOfNumber({ documents, birthDates, birthDateStated }: PreparedPerson): boolean {
  const [document] = documents;
  if (document === undefined || !birthDateStated) return true;
  const { low, high } = splitNumberKey(document.number);
  return Number(birthDates[0]) === packedParts(low, high).date;
}

/** Whether words say everything of a person: one name, one number that its own digits prove, a date that reads as it was. */
function fitsRow(person: PreparedPerson, evidence: PersonEvidence): boolean {
  const { names, hasCurrentName, documents, birthDates, birthDateStated } = person;
  if (names.length > 1 || (names.length === 1 && !hasCurrentName)) return false;
  if ((names[0]?.raw.length ?? 0) > longestPlainName || (evidence.formerNames?.length ?? 0) > 0) return false;
  if (birthDateStated && birthDates[0]?.length === 8 && Number(birthDates[0]) <= 9999) return false;
  if (documents.length > 1) return false;
  const [document] = documents;
  return document === undefined || provesItself(document);
}

function provesItself({ status, type, number, problems }: ParsedDocumentNumber): boolean {
  if (status !== 'valid' || number.length !== 18 || !checkedTypes.has(type)) return false;
  return !splitNumberKey(number).hashed && problems.every(({ code }) => code === 'unknown_region');
}

function differentNumbers(documents: readonly ParsedDocumentNumber[]): readonly ParsedDocumentNumber[] {
  const found = new Map<string, ParsedDocumentNumber>();
  for (const document of documents) {
    if (document.status !== 'valid' && document.status !== 'invalid') continue;
    if (!found.has(document.number)) found.set(document.number, document);
  }
  return [...found.values()];
}

function nationalityCode({ nationalities }: IndexStore, nationality: string): number | undefined {
  const known = nationalities.indexOf(nationality);
  if (known >= 0) return known;
  if (nationalities.length >= mostNationalities) return undefined;
  return nationalities.push(nationality) - 1;
}

function keepName(store: IndexStore, name: PreparedName): number {
  learnCharacters(store.sounds, name.characters);
  return addName(store.names, name.raw, name);
}

function addNumber(store: IndexStore, document: ParsedDocumentNumber | undefined, key: NumberKey, row: number): void {
  const { rows } = store;
  const { low, high, hashed } = key;
  const hash = hashOfKey(low, high);
  const failed = document?.status === 'invalid';
  const earlier = findSlot(store.byNumber, hash, (value) => holdsNumber(rows, value - 1, low, high, hashed));
  if (earlier === 0) {
    store.byNumber = withRoom(store.byNumber, row + 1, (value) =>
      hashOfKey(lowOf(rows, value - 1), highOf(rows, value - 1)),
    );
    putSlot(store.byNumber, hash, row + 1);
    if (failed) addNeighbours(store, document.number, row + 1);
    return;
  }
  setFlag(rows, earlier - 1, rowFlag.twins);
  addToBlock(store.twins, hash, row, 0);
  // The neighbours of a number lead to its first row; it may have been valid as a document of another type there.
  if (!failed || (flagsOf(rows, earlier - 1) & rowFlag.failed) !== 0) return;
  setFlag(rows, earlier - 1, rowFlag.failed);
  addNeighbours(store, document.number, earlier);
}

/** Only valid numbers are asked with, so only a failing one keeps its neighbours: about twenty. */
function addNeighbours(store: IndexStore, number: string, value: number): void {
  for (const near of validNeighbours(number)) {
    const { low, high } = splitNumberKey(near);
    addPair(store.byNeighbour, hashOfKey(low, high), value);
  }
}

function withRoom(table: SlotTable, value: number, hashOf: (value: number) => number): SlotTable {
  if (!isFull(table, value)) return table;
  const size = roomierSize(table);
  return rebuilt(table, size, Math.max(size, Math.ceil(value * 1.25)), hashOf);
}

function addToBlocks(
  store: IndexStore,
  table: BlockTable,
  person: PreparedPerson,
  prepared: PreparedName,
  name: number,
  row: number,
): void {
  const mark = markOf(store.names, name);
  for (const date of person.birthDates) addToBlock(table, Number(date), row, mark);
  if (person.birthDates.length === 0) addToBlock(table, undatedKey(lettersOf(store.names, name)), row, mark);
  addToParts(store, prepared, row, mark);
}

function addToParts(store: IndexStore, { characters, tokens }: PreparedName, row: number, mark: NameMark): void {
  const parts = characters.length === 0 ? latinPartsKey(tokens) : undefined;
  if (parts !== undefined) addToBlock(store.parts, parts, row, mark);
}
