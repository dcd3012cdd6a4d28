import type { RosterOrigin } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Sealer } from '../../../kernel/sealing.js';
import type { Organisation, PersonFields, UnitAuthority, Workplace } from '../doors.js';
import { differencesBetween, lastDayOfNeverBegun, termsOf } from '../rules/employment.js';
import { type CheckedEntry, checkEntry, type EntryFields } from '../rules/entry-check.js';
import { type Employment, employmentStore, type NewEmployment } from '../store/employment-store.js';
import { newPersonSealer, openPersons, personSealerOf, sealPerson } from '../store/person-sealing.js';
import { documentTokens, personStore } from '../store/person-store.js';

/** A unit with those who answer for it. */
export type Place = { readonly unit: Organisation; readonly authority: UnitAuthority };

/** An entry without problems. */
export type SoundEntry = { readonly entry: EntryFields; readonly documents: CheckedEntry['documents'] };

/** What was written, by which tokens the journal knows the person, and all employments whose monitoring has to follow. */
export type Written = {
  readonly row: Employment;
  readonly subjects: readonly string[];
  readonly touched: readonly string[];
};

/** Where a row of the roster comes from; of a settled hire, which inquiry. */
export type Origin = { readonly way: RosterOrigin; readonly inquiryId?: string };

/** Hands on the monitoring of everybody whom an act has touched: one job, however many they are. */
export async function handOnMonitoring(context: ActContext, employmentIds: readonly string[]): Promise<void> {
  if (employmentIds.length > 0) await context.enqueue('workforce.enrol', { employmentIds });
}

/** The unit of the account that acts. */
export async function ownPlace(context: Transaction, at: Workplace): Promise<Place> {
  if (context.viewer.kind !== 'account') refuse('not-signed-in');
  return placeOf(context, at, context.viewer.organisationId);
}

/** A unit by its id. */
export async function placeOf(context: Transaction, { doors }: Workplace, id: string): Promise<Place> {
  const unit = await doors.organisation(context, id);
  if (unit === undefined) refuse('not-found');
  return { unit, authority: await doors.authorityOf(context, unit) };
}

/** Checks an entry by the law pack and by the rules of a draft inquiry. */
export function checkedEntry({ doors }: Workplace, now: Date, entry: EntryFields): CheckedEntry {
  return checkEntry(entry, doors.checkPerson(entry.person, now), doors.law.pack, civilDateAt(now));
}

/** The person with their documents in the one form in which they are compared. */
export function personToKeep(person: PersonFields, documents: CheckedEntry['documents']): PersonFields {
  return {
    ...person,
    documents: person.documents.map((entered, index) => {
      const read = documents[index];
      return read === undefined || read.number === '' ? entered : read;
    }),
  };
}

/**
 * Puts a person on the roster of a unit. One whose last day in that post has passed is ended first.
 * @param actor in whose name, where that is not the viewer
 * @throws DomainError `employment-known` where they work there in that post class already
 */
export async function addToRoster(
  context: ActContext,
  { kernel }: Workplace,
  { unit, authority }: Place,
  { entry, documents }: SoundEntry,
  origin: Origin,
  actor?: string,
): Promise<Written> {
  const { keys } = kernel;
  const tokens = documentTokens(keys, documents);
  const personId = await personStore(context).personOf(tokens);
  const store = employmentStore(context);
  const ended = await makeRoom(context, unit.id, personId, entry.postClass, actor);
  const sealer = await newPersonSealer(keys, context);
  const { id, adding } = newRow({ unit, authority }, { entry, documents }, { personId, sealer, origin });
  const row = await store.insert(adding, { verb: 'add', terms: termsOf(entry), personId }, actor);
  return { row, subjects: tokens.subjects, touched: [...ended, id] };
}

/** A new row of the roster, sealed under a key of its own. */
export function newRow(
  { unit, authority }: Place,
  { entry, documents }: SoundEntry,
  { personId, sealer, origin }: { readonly personId: string; readonly sealer: Sealer; readonly origin: Origin },
): { readonly id: string; readonly adding: NewEmployment } {
  const id = newId();
  const adding = {
    id,
    personId,
    unitId: unit.id,
    unitType: unit.unitType ?? '',
    divisionCode: unit.divisionCode,
    ...authority,
    dataKeyId: sealer.dataKeyId,
    person: sealPerson(sealer, id, personToKeep(entry.person, documents)),
    ...termsOf(entry),
    ...{ cameFrom: origin.way, inquiryId: origin.inquiryId ?? null },
  };
  return { id, adding };
}

/**
 * Replaces what was entered, if it differs.
 * @throws DomainError `employment-known` where that person works there in that post class already
 */
export async function changeOnRoster(
  context: ActContext,
  { kernel }: Workplace,
  { authority }: Place,
  row: Employment,
  { entry, documents }: SoundEntry,
  actor?: string,
): Promise<Written> {
  const { keys } = kernel;
  const tokens = documentTokens(keys, documents);
  const before = (await openPersons(keys, context, [row])).get(row.id);
  const person = personToKeep(entry.person, documents);
  const terms = termsOf(entry);
  const changed = before === undefined ? [] : differencesBetween({ terms: row, person: before }, { terms, person });
  if (changed.length === 0) return { row, subjects: tokens.subjects, touched: [] };
  const personId = changed.includes('documents') ? await personStore(context).personOf(tokens) : row.personId;
  const isElsewhere = personId !== row.personId || terms.postClass !== row.postClass;
  const ended = isElsewhere ? await makeRoom(context, row.unitId, personId, terms.postClass, actor, row.id) : [];
  const sealer = await personSealerOf(keys, context, row.dataKeyId);
  const next = await employmentStore(context).update(
    row,
    // Who answers for the unit may have changed since the person was put on the roster.
    { personId, ...authority, person: sealPerson(sealer, row.id, person), ...terms },
    { verb: 'change', terms, changed, ...(personId === row.personId ? {} : { personId }) },
    actor,
  );
  return { row: next, subjects: tokens.subjects, touched: [...ended, row.id] };
}

/** Ends an employment on its last day. */
export async function endOnRoster(
  context: ActContext,
  row: Pick<Employment, 'id' | 'version'>,
  on: string,
  actor?: string,
): Promise<Employment> {
  return employmentStore(context).update(
    row,
    { untilDate: on, endedAt: context.now },
    { verb: 'end', terms: { untilDate: on } },
    actor,
  );
}

/** Closes the employment of somebody who never came. */
export async function notBegunOnRoster(
  context: ActContext,
  row: Pick<Employment, 'id' | 'version' | 'fromDate'>,
): Promise<Employment> {
  const untilDate = lastDayOfNeverBegun(row);
  return employmentStore(context).update(
    row,
    { untilDate, endedAt: context.now },
    { verb: 'not-begin', terms: { untilDate } },
  );
}

/** Ends what stands open of this person in this post class and is over; answers which. */
async function makeRoom(
  context: ActContext,
  unitId: string,
  personId: string,
  postClass: string,
  actor: string | undefined,
  except?: string,
): Promise<string[]> {
  const open = await employmentStore(context).notEndedOf(unitId, [personId]);
  const ended: string[] = [];
  for (const other of open.filter((one) => one.postClass === postClass && one.id !== except)) {
    if (other.untilDate === null || other.untilDate >= civilDateAt(context.now)) refuse('employment-known');
    await endOnRoster(context, other, other.untilDate, actor);
    ended.push(other.id);
  }
  return ended;
}
