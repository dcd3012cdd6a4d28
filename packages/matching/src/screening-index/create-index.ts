import { type Band, type Decision, decide, ruleVersion } from '../decision/index.js';
import {
  comparePeople,
  documentsContradict,
  type MatchReason,
  mergeEvidence,
  type PersonEvidence,
  type PreparedPerson,
  preparePerson,
} from '../evidence/index.js';
import { normaliseDocumentText, type ParsedDocumentNumber } from '../identity-number/index.js';
import { blockKeysFor, blockKeysOf } from './blocks.js';
import { numberKey, packNumber, validNeighbours } from './keys.js';
import { createPostingTable, type PostingTable } from './posting-table.js';

/** A record that evidence points to. */
export interface Candidate extends Decision {
  readonly id: string;
}

/** The outcome of screening one person; `band` is evidence for people to weigh, not an answer about the person. */
export interface Screening {
  readonly band: Band;
  /** Best first. Strong and possible ones all; with band `none` only the best one, if anything was comparable at all. */
  readonly candidates: readonly Candidate[];
  /** Why nothing could be found, when there is no candidate. */
  readonly reasons: readonly MatchReason[];
  readonly ruleVersion: string;
}

/** Records prepared for screening, in memory. */
export interface ScreeningIndex {
  /** Finds the records that evidence points to. Deterministic, bounded work, never throws whatever the evidence looks like. */
  screen(person: PersonEvidence): Screening;
  /** Adds a record; under an id already known it adds to that person's names and documents. */
  add(record: PersonEvidence): void;
  /** Takes a record out; says whether it was there. */
  remove(id: string): boolean;
  /** Ids of the records that hold exactly this document number (any type), in the order they were added. */
  findByNumber(number: string): readonly string[];
  readonly size: number;
}

interface Store {
  readonly evidence: (PersonEvidence | undefined)[];
  readonly prepared: (PreparedPerson | undefined)[];
  readonly placeOf: Map<string, number>;
  /** Document numbers as they stand, invalid ones included. */
  readonly numbers: PostingTable;
  /** Valid numbers one slip away from a recorded number that fails its check. */
  readonly neighbours: PostingTable;
  readonly blocks: PostingTable;
}

const mostCompared = 400;
const mostFromOneNumber = 64;
const mostContradicted = 8;
const nobody = preparePerson({ id: '' });
const bandOrder: readonly Band[] = ['strong', 'possible', 'none'];

/** Builds the index over records; those that share an id describe one person with several documents or names. */
export function createIndex(records: Iterable<PersonEvidence>): ScreeningIndex {
  const store: Store = {
    evidence: [],
    prepared: [],
    placeOf: new Map(),
    numbers: createPostingTable(),
    neighbours: createPostingTable(),
    blocks: createPostingTable(),
  };
  for (const record of records) addRecord(store, record);
  return {
    screen: (person) => screen(store, person),
    add: (record) => addRecord(store, record),
    remove: (id) => removeRecord(store, id),
    findByNumber: (number) => findByNumber(store, number),
    get size() {
      return store.placeOf.size;
    },
  };
}

function addRecord(store: Store, record: PersonEvidence): void {
  const id = String(record.id);
  const known = store.placeOf.get(id);
  const before = known === undefined ? undefined : store.evidence[known];
  if (before) removeRecord(store, id);
  const evidence = before ? mergeEvidence(before, record) : record;
  const person = preparePerson(evidence);
  const place = store.evidence.length;
  store.evidence.push(evidence);
  store.prepared.push(person);
  store.placeOf.set(id, place);
  for (const document of person.documents) addNumber(store, document, place);
  for (const key of blockKeysOf(person)) store.blocks.add(key, place);
}

function addNumber(store: Store, { status, number }: ParsedDocumentNumber, place: number): void {
  if (status !== 'valid' && status !== 'invalid') return;
  store.numbers.add(numberKey(number), place);
  if (status === 'invalid') for (const near of validNeighbours(number)) store.neighbours.add(numberKey(near), place);
}

/** Lists keep the place of a record that is gone; it is skipped when they are read. */
function removeRecord(store: Store, id: string): boolean {
  const place = store.placeOf.get(String(id));
  if (place === undefined) return false;
  store.placeOf.delete(String(id));
  store.evidence[place] = undefined;
  store.prepared[place] = undefined;
  return true;
}

function findByNumber(store: Store, raw: string): readonly string[] {
  const number = packNumber(raw) === undefined ? normaliseDocumentText(raw).text : raw;
  const ids: string[] = [];
  store.numbers.forEach(numberKey(number), (place) => {
    const person = store.prepared[place];
    if (person?.documents.some((document) => document.number === number)) ids.push(person.id);
    return true;
  });
  return ids.reverse();
}

function screen(store: Store, evidence: PersonEvidence): Screening {
  const asked = preparePerson(evidence);
  const candidates = compareAll(store, asked).sort(bestFirst);
  const best = candidates[0];
  if (best === undefined) {
    const { reasons } = decide(comparePeople(asked, nobody), asked, nobody);
    return { band: 'none', candidates: [], reasons, ruleVersion };
  }
  const told = best.band === 'none' ? [best] : candidates.filter(({ band }) => band !== 'none');
  return { band: best.band, candidates: told, reasons: best.reasons, ruleVersion };
}

/** Namesakes with a valid number of their own cannot be a match; a few are compared only to explain why nobody else was found. */
function compareAll(store: Store, asked: PreparedPerson): Candidate[] {
  const candidates: Candidate[] = [];
  const contradicted: PreparedPerson[] = [];
  const compare = (recorded: PreparedPerson) =>
    candidates.push({ id: recorded.id, ...decide(comparePeople(asked, recorded), asked, recorded) });
  for (const place of gather(store, asked)) {
    const recorded = store.prepared[place];
    if (recorded === undefined) continue;
    if (documentsContradict(asked.documents, recorded.documents)) {
      if (contradicted.length < mostContradicted) contradicted.push(recorded);
    } else compare(recorded);
  }
  if (candidates.length === 0) contradicted.forEach(compare);
  return candidates;
}

function bestFirst(a: Candidate, b: Candidate): number {
  const byBand = bandOrder.indexOf(a.band) - bandOrder.indexOf(b.band);
  if (byBand !== 0) return byBand;
  if (a.score !== b.score) return b.score - a.score;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The places worth comparing, numbers first, at most `mostCompared`. */
function gather(store: Store, asked: PreparedPerson): ReadonlySet<number> {
  const found = new Set<number>();
  const take = (place: number) => {
    if (store.prepared[place]) found.add(place);
    return found.size < mostCompared;
  };
  for (const { status, number } of asked.documents) {
    if (status !== 'valid' && status !== 'invalid') continue;
    takeSome(store.numbers, numberKey(number), take);
    takeSome(store.neighbours, numberKey(number), take);
    if (status === 'invalid')
      for (const near of validNeighbours(number)) takeSome(store.numbers, numberKey(near), take);
  }
  for (const { key, most } of blockKeysFor(asked)) {
    if (store.blocks.count(key) <= most) store.blocks.forEach(key, take);
  }
  return found;
}

function takeSome(table: PostingTable, key: number, take: (place: number) => boolean): void {
  let left = mostFromOneNumber;
  table.forEach(key, (place) => {
    left -= 1;
    return take(place) && left > 0;
  });
}
