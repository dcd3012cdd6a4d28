import { type Decision, decide } from '../decision/index.js';
import { comparePeople, documentsContradict, type PreparedPerson } from '../evidence/index.js';
import type { SharedIndex } from './create-index.js';
import { gather } from './gather.js';
import { type IndexStore, visitNumber } from './index-store.js';
import { preparedPersonOf } from './prepared-person.js';
import { flagsOf, highOf, lowOf, rowFlag } from './row-table.js';
import { storeOf } from './store-parts.js';
import { textAt } from './text-pool.js';

/** A person and a record that evidence points to. */
export interface JoinedPair extends Decision {
  readonly personId: string;
  readonly recordId: string;
}

/** What one stretch of a join found. */
export interface JoinedStretch {
  readonly pairs: readonly JoinedPair[];
  /** Ids of people and of records that more agree with than are compared for one: someone has to look at them. */
  readonly crowdedPeople: readonly string[];
  readonly crowdedRecords: readonly string[];
}

/**
 * Everybody of one index against everybody of another. The work is a line of `length` steps; any stretch of it may be done by any
 * thread, in any order, and again: a run that was stopped goes on from the stretches it has done.
 */
export interface Join {
  readonly length: number;
  /** Strong and possible pairs of the steps from one place up to, not including, another. */
  run(from: number, to: number): JoinedStretch;
}

interface Task {
  readonly steps: number;
  readonly step: (row: number, into: Found) => void;
}

interface Found {
  readonly pairs: JoinedPair[];
  readonly crowdedPeople: string[];
  readonly crowdedRecords: string[];
}

const skipped = rowFlag.removed | rowFlag.further;

/**
 * Opens a join. Two people who each have a valid resident number and nothing else can only meet by that number: they are joined
 * by it, from the smaller side. All others are few; each is looked for on the other side with all evidence. No pair comes twice.
 */
export function openJoin(people: SharedIndex, records: SharedIndex): Join {
  const [left, right] = [people.map(storeOf), records.map(storeOf)];
  const tasks = left.flatMap((own) => right.flatMap((other) => tasksOf(own, other)));
  return {
    length: tasks.reduce((sum, { steps }) => sum + steps, 0),
    run: (from, to) => {
      const found: Found = { pairs: [], crowdedPeople: [], crowdedRecords: [] };
      let before = 0;
      for (const { steps, step } of tasks) {
        const end = Math.min(steps, to - before);
        for (let row = Math.max(0, from - before); row < end; row += 1) step(row, found);
        before += steps;
      }
      return found;
    },
  };
}

function tasksOf(people: IndexStore, records: IndexStore): Task[] {
  const byNumber: Task =
    records.people <= people.people
      ? {
          steps: records.rows.count,
          step: (row, into) => joinByNumber(records, row, people, (other) => pair(people, other, records, row, into)),
        }
      : {
          steps: people.rows.count,
          step: (row, into) => joinByNumber(people, row, records, (other) => pair(people, row, records, other, into)),
        };
  return [
    byNumber,
    { steps: records.rows.count, step: (row, into) => joinLooseRecord(people, records, row, into) },
    { steps: people.rows.count, step: (row, into) => joinLoosePerson(people, records, row, into) },
  ];
}

/** Calls `visit` with everybody of the other side who has the number of a row, where both have nothing but it. */
export function joinByNumber(own: IndexStore, row: number, other: IndexStore, visit: (row: number) => void): void {
  if ((flagsOf(own.rows, row) & (skipped | rowFlag.loose)) !== 0) return;
  const key = { low: lowOf(own.rows, row), high: highOf(own.rows, row), hashed: false };
  visitNumber(other, key, (found) => {
    if ((flagsOf(other.rows, found) & rowFlag.loose) === 0) visit(found);
    return true;
  });
}

function joinLooseRecord(people: IndexStore, records: IndexStore, row: number, into: Found): void {
  const flags = flagsOf(records.rows, row);
  if ((flags & skipped) !== 0 || (flags & rowFlag.loose) === 0) return;
  const record = preparedPersonOf(records, row);
  const { rows, crowded } = gather(people, record);
  if (crowded) into.crowdedRecords.push(record.id);
  for (const found of rows) keepPair(preparedPersonOf(people, found), record, into);
}

/** Against records that are not loose: the others have looked for this person themselves. */
function joinLoosePerson(people: IndexStore, records: IndexStore, row: number, into: Found): void {
  const flags = flagsOf(people.rows, row);
  if ((flags & skipped) !== 0 || (flags & rowFlag.loose) === 0) return;
  const person = preparedPersonOf(people, row);
  const { rows, crowded } = gather(records, person);
  if (crowded) into.crowdedPeople.push(person.id);
  for (const found of rows) {
    if ((flagsOf(records.rows, found) & rowFlag.loose) === 0) keepPair(person, preparedPersonOf(records, found), into);
  }
}

function pair(people: IndexStore, personRow: number, records: IndexStore, recordRow: number, into: Found): void {
  keepPair(preparedPersonOf(people, personRow), preparedPersonOf(records, recordRow), into);
}

function keepPair(person: PreparedPerson, record: PreparedPerson, into: Found): void {
  if (documentsContradict(person.documents, record.documents)) return;
  const decision = decide(comparePeople(person, record), person, record);
  if (decision.band !== 'none') into.pairs.push({ personId: person.id, recordId: record.id, ...decision });
}

/** A join by number alone: ids of people and records that hold the same one, from the smaller side. */
export interface NumberJoin {
  readonly length: number;
  run(from: number, to: number, found: (personId: string, recordId: string) => void): void;
}

/** Opens a join by number alone, as `openJoin` does the rest. */
export function openNumberJoin(people: SharedIndex, records: SharedIndex): NumberJoin {
  const [left, right] = [people.map(storeOf), records.map(storeOf)];
  const sides = left.flatMap((own) => right.map((other) => [own, other] as const));
  const stepsOf = (own: IndexStore, other: IndexStore) => (own.people < other.people ? own : other).rows.count;
  return {
    length: sides.reduce((sum, [own, other]) => sum + stepsOf(own, other), 0),
    run: (from, to, found) => {
      let before = 0;
      for (const [own, other] of sides) {
        const fromPeople = own.people < other.people;
        const end = Math.min(stepsOf(own, other), to - before);
        for (let row = Math.max(0, from - before); row < end; row += 1) {
          if (fromPeople) holders(own, row, other, (met) => found(textAt(own.texts, row), textAt(other.texts, met)));
          else holders(other, row, own, (met) => found(textAt(own.texts, met), textAt(other.texts, row)));
        }
        before += stepsOf(own, other);
      }
    },
  };
}

function holders(own: IndexStore, row: number, other: IndexStore, visit: (row: number) => void): void {
  const flags = flagsOf(own.rows, row);
  const [low, high] = [lowOf(own.rows, row), highOf(own.rows, row)];
  if ((flags & skipped) !== 0 || (low === 0 && high === 0)) return;
  visitNumber(other, { low, high, hashed: (flags & rowFlag.hashed) !== 0 }, (met) => {
    visit(met);
    return true;
  });
}
