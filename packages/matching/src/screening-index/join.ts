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

interface Task {
  readonly steps: number;
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
  return joinOf(peopleOf(people).flatMap((own) => right.flatMap((other) => tasksOf(own, other))));
}

/**
 * Opens the second part of a join: everybody against the records that were told as crowded alone, from the side of the people, so that a
 * record which any number of people agree with loses none of them.
 */
export function openCrowdedJoin(people: SharedIndex, records: SharedIndex, crowded: Iterable<string>): Join {
  const few = createStore();
  const all = records.map(storeOf);
  for (const id of crowded) {
    for (const store of all) {
      const row = findPerson(store, id);
      if (row !== undefined) addRecord(few, evidenceOf(store, row));
    }
  }
  return joinOf(peopleOf(people).map((own) => crowdedTask(own, few)));
}

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
    length: tasks.reduce((sum, { steps }) => sum + steps, 0),
    run: (from, to, into) => {
      let before = 0;
      for (const { steps, step } of tasks) {
        const end = Math.min(steps, to - before);
        for (let row = Math.max(0, from - before); row < end; row += 1) step(row, into);
        before += steps;
      }
    },
  };
}

function tasksOf(own: People, records: IndexStore): Task[] {
  const { store: people } = own;
  const byNumber: Task =
    records.people <= people.people
      ? {
          steps: records.rows.count,
          step: (row, into) => joinByNumber(records, row, people, (other) => pair(own, other, records, row, into)),
        }
      : {
          steps: people.rows.count,
          step: (row, into) => joinByNumber(people, row, records, (other) => pair(own, row, records, other, into)),
        };
  const reach = reachOfNumber(records, mostCompared);
  return [
    byNumber,
    { steps: records.rows.count, step: (row, into) => joinLooseRecord(own, records, row, into) },
    {
      steps: people.rows.count,
      step: (row, into) => {
        const flags = flagsOf(people.rows, row);
        if ((flags & skipped) !== 0) return;
        if ((flags & rowFlag.loose) !== 0) joinLoosePerson(own, records, row, into);
        else if (reach(people, row) > mostCompared) tellIfCrowded(own, records, row, into);
      },
    },
  ];
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
    steps: few.people === 0 ? 0 : people.rows.count,
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
