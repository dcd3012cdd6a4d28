import { type Decision, decide } from '../decision/index.js';
import { comparePeople, documentsContradict, type PersonEvidence, type PreparedPerson } from '../evidence/index.js';
import { addRecord } from './add-person.js';
import type { SharedIndex } from './create-index.js';
import { gather, mostCompared } from './gather.js';
import { createStore, evidenceOf, findPerson, type IndexStore, visitNumber } from './index-store.js';
import { preparedPersonOf } from './prepared-person.js';
import { reachOfNumber } from './reach-of-number.js';
import { flagsOf, highOf, lowOf, rowFlag } from './row-table.js';
import { storeOf } from './store-parts.js';

/** A person and a record that evidence points to. */
export interface JoinedPair extends Decision {
  readonly personId: string;
  readonly recordId: string;
  /** Grows in the order in which the people were added. */
  readonly place: number;
}

/** Takes what a join finds, as it is found. */
export interface JoinSink {
  readonly pair: (pair: JoinedPair) => void;
  /** More records agree than are compared for one person: pairs of theirs do not count, they have to be screened by themselves. */
  readonly crowdedPerson: (place: number, person: PersonEvidence) => void;
  /** More people agree than are compared for one: none is told of here; `openCrowdedJoin` finds them all. */
  readonly crowdedRecord: (id: string) => void;
}

/**
 * Everybody of one index against everybody of another. The work is a line of `length` steps; any stretch of it may be done by any
 * thread, in any order, and again: a run that was stopped goes on from the stretches it has done.
 */
export interface Join {
  readonly length: number;
  /** Tells strong and possible pairs of the steps from one place up to, not including, another. */
  run(from: number, to: number, into: JoinSink): void;
}

/**
 * The same work by ids instead of places: each of the people and each of the records once, in any order and across any number of loads of
 * either index, is a whole join. Whoever keeps ids as the mark of how far it is goes on after a stop, whatever the rows are then. Ids that are
 * not there are passed over.
 */
export interface JoinById {
  people(ids: Iterable<string>, into: JoinSink): void;
  records(ids: Iterable<string>, into: JoinSink): void;
}

/** A loop over the rows of a store, which is that of one side. */
interface Task {
  readonly side: 'people' | 'records';
  readonly store: IndexStore;
  readonly step: (row: number, into: JoinSink) => void;
}

/** The people of a store, and the place of its first row among those of the whole index. */
interface People {
  readonly store: IndexStore;
  readonly before: number;
}

const skipped = rowFlag.removed | rowFlag.further;

/**
 * Opens a join, which finds what screening each person finds. Two people who each have a valid resident number and nothing else can only
 * meet by that number: they are joined by it, from the smaller side. All others are few; each is looked for on the other side with all
 * evidence. No pair comes twice.
 */
export function openJoin(people: SharedIndex, records: SharedIndex): Join {
  const right = records.map(storeOf);
  return joinOf(peopleOf(people).flatMap((own) => right.flatMap((other) => tasksOf(own, other, smallerSide))));
}

/** Opens a join by ids. The records that it tells as crowded are for `openCrowdedJoinById`. */
export function openJoinById(people: SharedIndex, records: SharedIndex): JoinById {
  const right = records.map(storeOf);
  return byIdOf(peopleOf(people).flatMap((own) => right.flatMap((other) => tasksOf(own, other, () => 'people'))));
}

/** Opens the second part by ids: there is nothing to do for records. */
export function openCrowdedJoinById(people: SharedIndex, records: SharedIndex, crowded: Iterable<string>): JoinById {
  return byIdOf(crowdedTasks(people, records, crowded));
}

/**
 * Opens the second part of a join: everybody against the records that were told as crowded alone, from the side of the people, so that a
 * record which any number of people agree with loses none of them.
 */
export function openCrowdedJoin(people: SharedIndex, records: SharedIndex, crowded: Iterable<string>): Join {
  return joinOf(crowdedTasks(people, records, crowded));
}

function crowdedTasks(people: SharedIndex, records: SharedIndex, crowded: Iterable<string>): Task[] {
  const few = fewOf(records.map(storeOf), crowded);
  return few.people === 0 ? [] : peopleOf(people).map((own) => crowdedTask(own, few));
}

/** A store of these alone. */
function fewOf(all: readonly IndexStore[], ids: Iterable<string>): IndexStore {
  const few = createStore();
  for (const id of ids) {
    for (const store of all) {
      const row = findPerson(store, id);
      if (row === undefined) continue;
      addRecord(few, evidenceOf(store, row));
      break;
    }
  }
  return few;
}

/** From the side where there is less to do. */
const smallerSide = (people: IndexStore, records: IndexStore): Task['side'] =>
  records.people <= people.people ? 'records' : 'people';

function peopleOf(people: SharedIndex): People[] {
  let before = 0;
  return people.map(storeOf).map((store) => {
    const own = { store, before };
    before += store.rows.count;
    return own;
  });
}

function joinOf(tasks: readonly Task[]): Join {
  return {
    length: tasks.reduce((sum, { store }) => sum + store.rows.count, 0),
    run: (from, to, into) => {
      let before = 0;
      for (const { store, step } of tasks) {
        const end = Math.min(store.rows.count, to - before);
        for (let row = Math.max(0, from - before); row < end; row += 1) step(row, into);
        before += store.rows.count;
      }
    },
  };
}

function byIdOf(tasks: readonly Task[]): JoinById {
  const doThose = (of: Task['side'], ids: Iterable<string>, into: JoinSink) => {
    const own = tasks.filter(({ side }) => side === of);
    for (const id of ids)
      for (const { store, step } of own) {
        const row = findPerson(store, id);
        if (row !== undefined) step(row, into);
      }
  };
  return {
    people: (ids, into) => doThose('people', ids, into),
    records: (ids, into) => doThose('records', ids, into),
  };
}

function tasksOf(own: People, records: IndexStore, from: typeof smallerSide): Task[] {
  const { store: people } = own;
  const reach = reachOfNumber(records, mostCompared);
  return [
    byNumberTask(own, records, from(people, records)),
    { side: 'records', store: records, step: (row, into) => joinLooseRecord(own, records, row, into) },
    {
      side: 'people',
      store: people,
      step: (row, into) => {
        const flags = flagsOf(people.rows, row);
        if ((flags & skipped) !== 0) return;
        if ((flags & rowFlag.loose) !== 0) joinLoosePerson(own, records, row, into);
        else if (reach(people, row) > mostCompared) tellIfCrowded(own, records, row, into);
      },
    },
  ];
}

function byNumberTask(own: People, records: IndexStore, side: Task['side']): Task {
  const { store: people } = own;
  if (side === 'records')
    return {
      ...{ side, store: records },
      step: (row, into) => joinByNumber(records, row, people, (other) => pair(own, other, records, row, into)),
    };
  return {
    ...{ side, store: people },
    step: (row, into) => joinByNumber(people, row, records, (other) => pair(own, row, records, other, into)),
  };
}

/** Calls `visit` with everybody of the other side who has the number of a row, where both have nothing but it. */
function joinByNumber(own: IndexStore, row: number, other: IndexStore, visit: (row: number) => void): void {
  if ((flagsOf(own.rows, row) & (skipped | rowFlag.loose)) !== 0) return;
  const key = { low: lowOf(own.rows, row), high: highOf(own.rows, row), hashed: false };
  visitNumber(other, key, (found) => {
    if ((flagsOf(other.rows, found) & rowFlag.loose) === 0) visit(found);
    return true;
  });
}

function joinLooseRecord(own: People, records: IndexStore, row: number, into: JoinSink): void {
  const flags = flagsOf(records.rows, row);
  if ((flags & skipped) !== 0 || (flags & rowFlag.loose) === 0) return;
  const record = preparedPersonOf(records, row);
  const { rows, crowded } = gather(own.store, record);
  if (crowded) return into.crowdedRecord(record.id);
  for (const found of rows) keepPair(own, found, preparedPersonOf(own.store, found), record, into);
}

/** Against records that are not loose: the others have looked for this person themselves. */
function joinLoosePerson(own: People, records: IndexStore, row: number, into: JoinSink): void {
  const person = preparedPersonOf(own.store, row);
  const { rows, crowded } = gather(records, person);
  if (crowded) return tellCrowded(own, row, into);
  for (const found of rows) {
    if ((flagsOf(records.rows, found) & rowFlag.loose) !== 0) continue;
    keepPair(own, row, person, preparedPersonOf(records, found), into);
  }
}

function tellIfCrowded(own: People, records: IndexStore, row: number, into: JoinSink): void {
  if (gather(records, preparedPersonOf(own.store, row)).crowded) tellCrowded(own, row, into);
}

function tellCrowded({ store, before }: People, row: number, into: JoinSink): void {
  into.crowdedPerson(before + row, evidenceOf(store, row));
}

function crowdedTask(own: People, few: IndexStore): Task {
  const { store: people } = own;
  const reach = reachOfNumber(few, 0);
  return {
    ...{ side: 'people', store: people },
    step: (row, into) => {
      const flags = flagsOf(people.rows, row);
      if ((flags & skipped) !== 0 || ((flags & rowFlag.loose) === 0 && reach(people, row) === 0)) return;
      const person = preparedPersonOf(people, row);
      const { rows, crowded } = gather(few, person);
      if (crowded) return tellCrowded(own, row, into);
      for (const found of rows) keepPair(own, row, person, preparedPersonOf(few, found), into);
    },
  };
}

function pair(own: People, personRow: number, records: IndexStore, recordRow: number, into: JoinSink): void {
  keepPair(own, personRow, preparedPersonOf(own.store, personRow), preparedPersonOf(records, recordRow), into);
}

function keepPair(own: People, row: number, person: PreparedPerson, record: PreparedPerson, into: JoinSink): void {
  if (documentsContradict(person.documents, record.documents)) return;
  const decision = decide(comparePeople(person, record));
  if (decision.band === 'none') return;
  into.pair({ personId: person.id, recordId: record.id, place: own.before + row, ...decision });
}
