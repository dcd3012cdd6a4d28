import type { EmploymentView, RosterEntry } from '@gatehouse/contract';
import { civilDateAt, isCivilDate } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { deedsOf } from '../policy.js';
import { mayNotHaveBegun } from '../rules/employment.js';
import { type Employment, employmentStore } from '../store/employment-store.js';
import { employmentView, isOpen } from '../views/employment-view.js';
import {
  addToRoster,
  changeOnRoster,
  checkedEntry,
  endOnRoster,
  handOnMonitoring,
  notBegunOnRoster,
  ownPlace,
  type SoundEntry,
} from './write-employment.js';

/**
 * Puts one person on the roster of the own unit.
 * @throws DomainError `roster-problems` with the fields; `employment-known`
 */
export async function addEmployment(at: Workplace, viewer: Viewer, entry: RosterEntry): Promise<EmploymentView> {
  return act(at.kernel, viewer, 'workforce.add-employment', async (context) => {
    const sound = soundEntry(at, context, entry);
    const { row, subjects, touched } = await addToRoster(context, at, await ownPlace(context, at), sound, {
      way: 'hand',
    });
    await handOnMonitoring(context, touched);
    await context.record({ object: { kind: 'workforce.employment', id: row.id }, subjects });
    return employmentView(at, context, row);
  });
}

/** Replaces what was entered about one employment. */
export async function changeEmployment(
  at: Workplace,
  viewer: Viewer,
  id: string,
  { version, ...entry }: RosterEntry & { readonly version: number },
): Promise<EmploymentView> {
  return act(at.kernel, viewer, 'workforce.change-employment', async (context) => {
    const seen = await openToChange(context, id, version);
    const place = await ownPlace(context, at);
    const { row, subjects, touched } = await changeOnRoster(context, at, place, seen, soundEntry(at, context, entry));
    await handOnMonitoring(context, touched);
    await context.record({ object: { kind: 'workforce.employment', id }, subjects });
    return employmentView(at, context, row);
  });
}

/** Says that somebody has left, and which day was their last. */
export async function endEmployment(
  at: Workplace,
  viewer: Viewer,
  id: string,
  { version, on }: { readonly version: number; readonly on: string },
): Promise<EmploymentView> {
  return act(at.kernel, viewer, 'workforce.end-employment', async (context) => {
    const seen = await openToChange(context, id, version);
    if (!isCivilDate(on) || on < seen.fromDate || on > civilDateAt(context.now)) refuse('employment-end-impossible');
    const row = await endOnRoster(context, seen, on);
    await handOnMonitoring(context, [id]);
    await context.record({ object: { kind: 'workforce.employment', id } });
    return employmentView(at, context, row);
  });
}

/**
 * Says that somebody never came: nothing is deleted, the employment is closed on the day before its first.
 * @throws DomainError `employment-begun` once the pack's days after the first have passed
 */
export async function sayNotBegun(
  at: Workplace,
  viewer: Viewer,
  id: string,
  { version }: { readonly version: number },
): Promise<EmploymentView> {
  return act(at.kernel, viewer, 'workforce.say-not-begun', async (context) => {
    const seen = await openToChange(context, id, version);
    if (!mayNotHaveBegun(seen, at.doors.law, context.now)) refuse('employment-begun');
    const row = await notBegunOnRoster(context, seen);
    await handOnMonitoring(context, [id]);
    await context.record({ object: { kind: 'workforce.employment', id } });
    return employmentView(at, context, row);
  });
}

/** The row as the clerk saw it, if it may still be changed. */
export async function openToChange(context: ActContext, id: string, version: number): Promise<Employment> {
  const row = await employmentStore(context).byId(id);
  if (!deedsOf(context.viewer, { unitId: row.unitId, isOpen: true }).includes('change')) refuse('not-found');
  if (!isOpen(row, context.now)) refuse('employment-ended');
  return row.version === version ? row : refuse('changed-meanwhile');
}

function soundEntry(at: Workplace, { now }: ActContext, entry: RosterEntry): SoundEntry {
  const { problems, documents } = checkedEntry(at, now, entry);
  return problems.length === 0 ? { entry, documents } : refuse('roster-problems', {}, [...problems]);
}
