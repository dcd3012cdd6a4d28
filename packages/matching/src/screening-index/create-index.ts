import { type Band, type Decision, decide, ruleVersion } from '../decision/index.js';
import {
  type ComparedNames,
  comparePeople,
  documentsContradict,
  type MatchReason,
  mergeEvidence,
  type PersonEvidence,
  type PreparedPerson,
  preparePerson,
} from '../evidence/index.js';
import { normaliseDocumentText } from '../identity-number/index.js';
import { addRecord } from './add-person.js';
import { gather, lettersOfReadings } from './gather.js';
import {
  createStore,
  evidenceOf,
  findPerson,
  type IndexStore,
  removePerson,
  rowWithNumber,
  standsAlone,
  visitNumber,
} from './index-store.js';
import { packNumber } from './keys.js';
import { gatherNearest } from './nearest.js';
import { preparedPersonOf } from './prepared-person.js';
import { type NumberKey, splitKey, splitNumberKey } from './number-key.js';
import { flagsOf, rowFlag } from './row-table.js';
import { closeStore, settleStore } from './settle-store.js';
import { type Digest, readSnapshot, writeSnapshot } from './snapshot.js';
import { partsOf, type StoreParts, storeOf } from './store-parts.js';
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

/** What one can ask of records, also in a thread that shares them. */
export interface ScreeningReader {
  /** Finds the records that evidence points to. Deterministic, bounded work, never throws whatever the evidence looks like. */
  screen(person: PersonEvidence): Screening;
  /** Ids of the records that hold exactly this document number (any type), in the order they were added. */
  findByNumber(number: string): readonly string[];
  readonly size: number;
}

/** Records prepared for screening, in memory. */
export interface ScreeningIndex extends ScreeningReader {
  /** Adds a record; under an id already known it adds to that person's names and documents. */
  add(record: PersonEvidence): void;
  /** Takes a record out, also for threads that share the index; says whether it was there. */
  remove(id: string): boolean;
  /** What is known of the person with an id, as it is read. */
  find(id: string): PersonEvidence | undefined;
  /** The id of somebody by a share (0 to 1) of the rows; undefined where nobody is there. Whom chance takes, not who comes first. */
  pick(share: number): string | undefined;
  /**
   * The index as it stands, for threads that read it where it lies (`openShared`). What is added later is seen here at once and
   * by whoever is given it afterwards.
   */
  share(): SharedIndex;
  /** The index where it lies, for a join in this very thread and until the next change of it; `share` is for other threads. */
  asItLies(): SharedIndex;
  /** The index as bytes, to be encrypted and kept; `openSnapshot` reads them. */
  toBytes(digest?: Digest): Uint8Array;
}

/** An index that crosses to other threads by message, without being copied. */
export type SharedIndex = readonly StoreParts[];

const nobodyFound: readonly string[] = [];
const nobody = preparePerson({ id: '' });
const mostDoubtful = 20;
const tooMany: MatchReason = { field: 'evidence', level: 'too_many_candidates' };
const bandOrder: readonly Band[] = ['strong', 'possible', 'none'];
const fewestForRebuild = 1024;

/**
 * Builds the index over records; those that share an id describe one person with several documents or names. `expected` people are
 * given room at once.
 */
export function createIndex(records: Iterable<PersonEvidence>, expected = 0): ScreeningIndex {
  const store = createStore(expected);
  for (const record of records) addRecord(store, record);
  settleStore(store);
  return indexOver([store]);
}

/**
 * The index that `toBytes` wrote. It lies where the bytes do: they are its own from then on.
 * @throws SnapshotRefusal when the bytes are cut short, changed, or of another version
 */
export function openSnapshot(bytes: Uint8Array, digest?: Digest): ScreeningIndex {
  return indexOver(readSnapshot(bytes, digest).map(storeOf));
}

/** Reads an index that another thread shares: as it was then, less what was taken out since. */
export function openShared(shared: SharedIndex): ScreeningReader {
  const stores = shared.map(storeOf);
  return {
    screen: (person) => screen(stores, person),
    findByNumber: (number) => findByNumber(stores, number),
    size: stores.reduce((sum, { people }) => sum + people, 0),
  };
}

/** The last store takes what is added, until it is shared: then another one does, so that readers never see one change. */
function indexOver(first: IndexStore[]): ScreeningIndex {
  let stores = first;
  let sealed = 0;
  const open = (): IndexStore => {
    if (sealed === stores.length) stores = [...stores, createStore()];
    return stores.at(-1) as IndexStore;
  };
  const remove = (id: string): PersonEvidence | undefined => {
    for (const store of stores) {
      const row = findPerson(store, id);
      if (row === undefined) continue;
      const evidence = evidenceOf(store, row);
      removePerson(store, row);
      return evidence;
    }
    return undefined;
  };
  const rebuildIfWorn = (): void => {
    const [rows, removed] = [
      sum(stores, ({ rows: { count } }) => count),
      sum(stores, ({ removedRows }) => removedRows),
    ];
    if (removed < fewestForRebuild || removed * 2 < rows) return;
    stores = [rebuiltStore(stores)];
    sealed = 0;
  };
  return {
    screen: (person) => screen(stores, person),
    findByNumber: (number) => findByNumber(stores, number),
    add: (record) => {
      const before = sealed === 0 ? undefined : remove(String(record.id));
      addRecord(open(), before ? mergeEvidence(before, record) : record);
      rebuildIfWorn();
    },
    remove: (id) => {
      const found = remove(String(id)) !== undefined;
      rebuildIfWorn();
      return found;
    },
    find: (id) => {
      for (const store of stores) {
        const row = findPerson(store, String(id));
        if (row !== undefined) return evidenceOf(store, row);
      }
      return undefined;
    },
    pick: (share) => pickFrom(stores, share),
    share: () => {
      for (const store of stores.slice(sealed)) closeStore(store);
      sealed = stores.length;
      return stores.map((store) => partsOf(store, false));
    },
    asItLies: () => stores.map((store) => partsOf(store, false)),
    toBytes: (digest) => {
      for (const store of stores.slice(sealed)) settleStore(store);
      return writeSnapshot(
        stores.map((store) => partsOf(store, true)),
        digest,
      );
    },
    get size() {
      return sum(stores, ({ people }) => people);
    },
  };
}

/** Begins at a share of all rows and takes the first person who is still there, from the beginning again at the end. */
function pickFrom(stores: readonly IndexStore[], share: number): string | undefined {
  const rows = sum(stores, ({ rows: { count } }) => count);
  const start = Math.floor(share * rows);
  for (let step = 0; step < rows; step += 1) {
    let row = (start + step) % rows;
    for (const store of stores) {
      if (row >= store.rows.count) {
        row -= store.rows.count;
        continue;
      }
      if ((flagsOf(store.rows, row) & (rowFlag.removed | rowFlag.further)) === 0) return textAt(store.texts, row);
      break;
    }
  }
  return undefined;
}

/** One store with everybody who is still there, and none of what was taken out. */
function rebuiltStore(stores: readonly IndexStore[]): IndexStore {
  const fresh = createStore(sum(stores, ({ people }) => people));
  for (const store of stores) {
    for (let row = 0; row < store.rows.count; row += 1) {
      if ((flagsOf(store.rows, row) & (rowFlag.removed | rowFlag.further)) === 0)
        addRecord(fresh, evidenceOf(store, row));
    }
  }
  settleStore(fresh);
  return fresh;
}

function sum(stores: readonly IndexStore[], of: (store: IndexStore) => number): number {
  return stores.reduce((total, store) => total + of(store), 0);
}

function findByNumber(stores: readonly IndexStore[], raw: string): readonly string[] {
  const packed = packNumber(raw);
  const number = packed === undefined ? normaliseDocumentText(raw).text : raw;
  const key = packed === undefined ? splitNumberKey(number) : splitKey(packed);
  let ids: readonly string[] = nobodyFound;
  for (const store of stores) {
    const first = rowWithNumber(store, key.low, key.high, key.hashed);
    if (first === 0) continue;
    const found =
      !key.hashed && standsAlone(store, first - 1) ? [textAt(store.texts, first - 1)] : holdersOf(store, key, number);
    ids = ids.length === 0 ? found : [...ids, ...found];
  }
  return ids;
}

/** Ids of everybody who holds a number, in the order they were added. */
function holdersOf(store: IndexStore, key: NumberKey, number: string): readonly string[] {
  const found: number[] = [];
  visitNumber(store, key, (first) => {
    if (!key.hashed || holdsDocument(store, first, number)) found.push(first);
    return true;
  });
  return found.sort((a, b) => a - b).map((first) => textAt(store.texts, first));
}

function holdsDocument(store: IndexStore, first: number, number: string): boolean {
  return preparedPersonOf(store, first).documents.some((document) => document.number === number);
}

function screen(stores: readonly IndexStore[], evidence: PersonEvidence): Screening {
  const asked = preparePerson(evidence);
  const letters = asked.names.map(lettersOfReadings);
  const candidates: Candidate[] = [];
  const contradicted: Candidate[] = [];
  let limited = false;
  for (const store of stores) {
    if (store.people === 0) continue;
    const { rows, crowded, compared } = gather(store, asked, letters);
    candidates.push(...compareAll(store, asked, rows, compared));
    limited ||= crowded;
    if (crowded && candidates.length === 0) contradicted.push(...compareSome(store, asked, rows));
  }
  candidates.sort(bestFirst);
  if (limited) return tellCrowded(candidates.length > 0 ? candidates : contradicted);
  if (candidates.length === 0) {
    for (const store of stores) candidates.push(...compareNearest(store, asked, letters));
    candidates.sort(bestFirst);
  }
  const best = candidates[0];
  if (best === undefined) {
    const { reasons } = decide(comparePeople(asked, nobody));
    return { band: 'none', candidates: [], limited, reasons, ruleVersion };
  }
  const told = best.band === 'none' ? [best] : candidates.filter(({ band }) => band !== 'none');
  return { band: best.band, candidates: told, limited, reasons: best.reasons, ruleVersion };
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
function compareAll(
  store: IndexStore,
  asked: PreparedPerson,
  rows: Iterable<number>,
  names: ComparedNames,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const row of rows) {
    const recorded = preparedPersonOf(store, row);
    if (!documentsContradict(asked.documents, recorded.documents)) candidates.push(compare(asked, recorded, names));
  }
  return candidates;
}

/** A few of a crowd that all contradict: somebody among those not compared may not, so people are shown whom it was about. */
function compareSome(store: IndexStore, asked: PreparedPerson, rows: ReadonlySet<number>): Candidate[] {
  return [...rows].slice(0, mostDoubtful).map((row) => compare(asked, preparedPersonOf(store, row)));
}

function compareNearest(
  store: IndexStore,
  asked: PreparedPerson,
  letters: readonly (readonly number[])[],
): Candidate[] {
  return [...gatherNearest(store, asked, letters)].map((row) => compare(asked, preparedPersonOf(store, row)));
}

function compare(asked: PreparedPerson, recorded: PreparedPerson, names?: ComparedNames): Candidate {
  return { id: recorded.id, ...decide(comparePeople(asked, recorded, names)) };
}

function bestFirst(a: Candidate, b: Candidate): number {
  const byBand = bandOrder.indexOf(a.band) - bandOrder.indexOf(b.band);
  if (byBand !== 0) return byBand;
  if (a.score !== b.score) return b.score - a.score;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
