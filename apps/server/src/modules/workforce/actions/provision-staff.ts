import type { ScimUser } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { differencesBetween, termsOf } from '../rules/employment.js';
import { entryProblem } from '../rules/entry-check.js';
import { onTheWire, type StaffNumbers, type WantedStaff, wantedStaff } from '../scim/entry.js';
import { activeIn, readResource } from '../scim/resource.js';
import { type Employment, employmentStore } from '../store/employment-store.js';
import { openPersons } from '../store/person-sealing.js';
import { documentTokens } from '../store/person-store.js';
import { type NumberedEmployment, staffNumberStore } from '../store/staff-number-store.js';
import { isOpen } from '../views/employment-view.js';
import { scimUser } from '../views/scim-view.js';
import {
  addToRoster,
  changeOnRoster,
  checkedEntry,
  handOnMonitoring,
  ownPlace,
  personToKeep,
  type Place,
  type SoundEntry,
  type Written,
} from './write-employment.js';

/** How the journal knows that a program did it, in the name of whose token it holds. */
export const byWire = { by: 'scim' } as const;

/**
 * Puts somebody on the roster of the own unit as an HR system sends them. The same number with the same content again answers what
 * stands; somebody whom a clerk entered before is taken over under the number.
 * @throws DomainError `roster-problems` with the fields, `staff-number-taken`, `employment-known`
 */
export async function provisionStaff(
  at: Workplace,
  viewer: Viewer,
  resource: Readonly<Record<string, unknown>>,
): Promise<ScimUser> {
  return act(at.kernel, viewer, 'workforce.add-employment', async (context) => {
    const place = await ownPlace(context, at);
    const { attributes, problems } = readResource(resource);
    const wanted = wantedStaff(attributes);
    const notAtWork = activeIn(attributes) === false ? [entryProblem('active', 'not-at-work')] : [];
    const sound = soundOnWire(at, context, { ...wanted, problems: [...problems, ...notAtWork, ...wanted.problems] });
    const holder = await standingHolder(context, place, wanted.numbers);
    if (holder !== undefined) {
      if (!(await isTheSame(at, context, holder, wanted, sound))) refuse('staff-number-taken');
      await context.record({ object: { kind: 'workforce.employment', id: holder.row.id }, details: { ...byWire } });
      return userView(at, context, holder.row);
    }
    const before = await unnumbered(at, context, place, sound);
    const { row, subjects, touched } =
      before === undefined
        ? await addToRoster(context, at, place, sound, { way: 'program' })
        : await changeOnRoster(context, at, place, before, sound);
    await handOnMonitoring(context, touched);
    await staffNumberStore(context).assign(row, wanted.numbers);
    const entry = { object: { kind: 'workforce.employment', id: row.id }, subjects, details: { ...byWire } };
    await context.record(entry, before === undefined ? undefined : 'workforce.change-employment');
    return userView(at, context, row);
  });
}

/** An entry of the wire without problems. */
export function soundOnWire(at: Workplace, { now }: ActContext, { entry, problems }: WantedStaff): SoundEntry {
  if (problems.length > 0) refuse('roster-problems', {}, [...problems]);
  const checked = checkedEntry(at, now, entry);
  if (checked.problems.length > 0) refuse('roster-problems', {}, onTheWire(checked.problems));
  return { entry, documents: checked.documents };
}

/** Changes what differs, and the numbers. */
export async function writeOnWire(
  at: Workplace,
  context: ActContext,
  { row, number }: NumberedEmployment,
  sound: SoundEntry,
  numbers: StaffNumbers,
): Promise<Written> {
  const place = await ownPlace(context, at);
  const isRenumbered =
    (number?.userName ?? row.id) !== numbers.userName || (number?.externalId ?? null) !== numbers.externalId;
  if (isRenumbered) {
    await makeFree(context, place, numbers, row.id);
    await staffNumberStore(context).assign(row, numbers);
  }
  const written = await changeOnRoster(context, at, place, row, sound);
  await handOnMonitoring(context, written.touched);
  return written;
}

/** An employment as it is answered. */
export async function userView({ kernel, doors }: Workplace, context: ActContext, row: Employment): Promise<ScimUser> {
  const person = (await openPersons(kernel.keys, context, [row])).get(row.id);
  const number = (await staffNumberStore(context).of([row.id])).get(row.id);
  return scimUser({ row, number }, person, { publicAddress: doors.publicAddress, now: context.now });
}

/** Who holds these numbers and is at work; those who have left give theirs up. */
async function standingHolder(
  context: ActContext,
  place: Place,
  numbers: StaffNumbers,
): Promise<NumberedEmployment | undefined> {
  const held = await makeFree(context, place, numbers);
  if (held.length > 1) refuse('staff-number-taken');
  return held[0];
}

async function makeFree(
  context: ActContext,
  { unit }: Place,
  numbers: StaffNumbers,
  except?: string,
): Promise<NumberedEmployment[]> {
  const held = (await staffNumberStore(context).held(unit.id, numbers)).filter((one) => one.employmentId !== except);
  const rows = await employmentStore(context).byIds(held.map(({ employmentId }) => employmentId));
  const open: NumberedEmployment[] = [];
  for (const number of held) {
    const row = rows.find(({ id }) => id === number.employmentId);
    if (row !== undefined && isOpen(row, context.now)) open.push({ row, number });
    else await staffNumberStore(context).giveUp(number.employmentId);
  }
  if (except !== undefined && open.length > 0) refuse('staff-number-taken');
  return open;
}

async function isTheSame(
  { kernel }: Workplace,
  context: ActContext,
  { row, number }: NumberedEmployment,
  { numbers }: WantedStaff,
  { entry, documents }: SoundEntry,
): Promise<boolean> {
  const person = (await openPersons(kernel.keys, context, [row])).get(row.id);
  if (person === undefined || number?.userName !== numbers.userName || number.externalId !== numbers.externalId)
    return false;
  const after = { terms: termsOf(entry), person: personToKeep(entry.person, documents) };
  return differencesBetween({ terms: row, person }, after).length === 0;
}

/** The open employment of the same person in the same post class that no HR system has numbered. */
async function unnumbered(
  { kernel }: Workplace,
  context: ActContext,
  { unit }: Place,
  { entry, documents }: SoundEntry,
): Promise<Employment | undefined> {
  const { held } = documentTokens(kernel.keys, documents);
  const open = await employmentStore(context).openByTokens(unit.id, held, civilDateAt(context.now));
  const standing = open.find(({ postClass }) => postClass === entry.postClass);
  if (standing === undefined) return undefined;
  const number = (await staffNumberStore(context).of([standing.id])).get(standing.id);
  return number === undefined ? employmentStore(context).byId(standing.id) : refuse('employment-known');
}
