import { type Band, type Decision, decide, ruleVersion } from '../decision/index.js';
import {
  comparePeople,
  documentsContradict,
  type MatchReason,
  type PersonEvidence,
  type PreparedPerson,
  preparePerson,
} from '../evidence/index.js';
import { normaliseDocumentText } from '../identity-number/index.js';
import { addRecord } from './add-person.js';
import { gather } from './gather.js';
import { createStore, evidenceOf, findPerson, type IndexStore, removePerson, visitNumber } from './index-store.js';
import { packNumber } from './keys.js';
import { gatherNearest } from './nearest.js';
import { splitNumberKey } from './number-key.js';
import { textAt } from './text-pool.js';

/** A record that evidence points to. */
export interface Candidate extends Decision {
  readonly id: string;
}

/** The outcome of screening one person; `band` is evidence for people to weigh, not an answer about the person. */
export interface Screening {
  readonly band: Band;
  /** Best first. Strong and possible ones all; with band `none` only the best one, if anything was comparable at all. */
  readonly candidates: readonly Candidate[];
  /** More records agreed than are compared for one person: the band is then at least `possible`, whatever was compared. */
  readonly limited: boolean;
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

const nobody = preparePerson({ id: '' });
const mostDoubtful = 20;
const tooMany: MatchReason = { field: 'evidence', level: 'too_many_candidates' };
const bandOrder: readonly Band[] = ['strong', 'possible', 'none'];

/** Builds the index over records; those that share an id describe one person with several documents or names. */
export function createIndex(records: Iterable<PersonEvidence>): ScreeningIndex {
  const store = createStore();
  for (const record of records) addRecord(store, record);
  return {
    screen: (person) => screen(store, person),
    add: (record) => addRecord(store, record),
    remove: (id) => removeRecord(store, id),
    findByNumber: (number) => findByNumber(store, number),
    get size() {
      return store.people;
    },
  };
}

function removeRecord(store: IndexStore, id: string): boolean {
  const first = findPerson(store, String(id));
  if (first === undefined) return false;
  removePerson(store, first);
  return true;
}

function findByNumber(store: IndexStore, raw: string): readonly string[] {
  const number = packNumber(raw) === undefined ? normaliseDocumentText(raw).text : raw;
  const key = splitNumberKey(number);
  const found: number[] = [];
  visitNumber(store, key, (first) => {
    if (!key.hashed || holdsDocument(store, first, number)) found.push(first);
    return true;
  });
  return found.sort((a, b) => a - b).map((first) => textAt(store.texts, first));
}

function holdsDocument(store: IndexStore, first: number, number: string): boolean {
  return preparedOf(store, first).documents.some((document) => document.number === number);
}

function preparedOf(store: IndexStore, first: number): PreparedPerson {
  return preparePerson(evidenceOf(store, first));
}

function screen(store: IndexStore, evidence: PersonEvidence): Screening {
  const asked = preparePerson(evidence);
  const { rows, crowded } = gather(store, asked);
  const candidates = compareAll(store, asked, rows).sort(bestFirst);
  if (crowded) return tellCrowded(candidates);
  if (candidates.length === 0) candidates.push(...compareNearest(store, asked).sort(bestFirst));
  const best = candidates[0];
  if (best === undefined) {
    const { reasons } = decide(comparePeople(asked, nobody), asked, nobody);
    return { band: 'none', candidates: [], limited: false, reasons, ruleVersion };
  }
  const told = best.band === 'none' ? [best] : candidates.filter(({ band }) => band !== 'none');
  return { band: best.band, candidates: told, limited: false, reasons: best.reasons, ruleVersion };
}

/** Not everybody who agrees was compared: what is told is for people to look at, and never that there is nobody. */
function tellCrowded(candidates: readonly Candidate[]): Screening {
  const found = candidates.filter(({ band }) => band !== 'none');
  const told = found.length > 0 ? found : candidates.slice(0, mostDoubtful).map(asPossible);
  const reasons: readonly MatchReason[] = [...(told[0]?.reasons ?? []), tooMany];
  return { band: told[0]?.band ?? 'possible', candidates: told, limited: true, reasons, ruleVersion };
}

function asPossible(candidate: Candidate): Candidate {
  return { ...candidate, band: 'possible', reasons: [...candidate.reasons, tooMany] };
}

/** Whoever holds another valid number of the same type is no match, whatever else agrees. */
function compareAll(store: IndexStore, asked: PreparedPerson, rows: Iterable<number>): Candidate[] {
  const candidates: Candidate[] = [];
  for (const row of rows) {
    const recorded = preparedOf(store, row);
    if (!documentsContradict(asked.documents, recorded.documents)) candidates.push(compare(asked, recorded));
  }
  return candidates;
}

function compareNearest(store: IndexStore, asked: PreparedPerson): Candidate[] {
  return [...gatherNearest(store, asked)].map((row) => compare(asked, preparedOf(store, row)));
}

function compare(asked: PreparedPerson, recorded: PreparedPerson): Candidate {
  return { id: recorded.id, ...decide(comparePeople(asked, recorded), asked, recorded) };
}

function bestFirst(a: Candidate, b: Candidate): number {
  const byBand = bandOrder.indexOf(a.band) - bandOrder.indexOf(b.band);
  if (byBand !== 0) return byBand;
  if (a.score !== b.score) return b.score - a.score;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
