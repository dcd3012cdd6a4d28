import type { ScimUser } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { deedsOf } from '../policy.js';
import { neverBegan } from '../rules/employment.js';
import { endsLeft } from '../rules/wire-ends.js';
import { wantedStaff } from '../scim/entry.js';
import { patched } from '../scim/patch.js';
import { activeIn, type ReadResource, readResource, textIn } from '../scim/resource.js';
import { type Employment, employmentStore } from '../store/employment-store.js';
import { openPersons } from '../store/person-sealing.js';
import { type NumberedEmployment, staffNumberStore } from '../store/staff-number-store.js';
import { isOpen } from '../views/employment-view.js';
import { standingAttributes, versionOf } from '../views/scim-view.js';
import { byWire, soundOnWire, userView, writeOnWire } from './provision-staff.js';
import { endOnRoster, handOnMonitoring, notBegunOnRoster } from './write-employment.js';

type Message = Readonly<Record<string, unknown>>;

/** One change as it comes: of which employment, what, and the version that was seen where that was said. */
export type WireChange = { readonly id: string; readonly message: Message; readonly ifMatch: string | undefined };

/** Replaces what was sent of an employment; `active` false ends it. */
export async function replaceProvisioned(at: Workplace, viewer: Viewer, change: WireChange): Promise<ScimUser> {
  return changeOnWire(at, viewer, change, () => readResource(change.message));
}

/** Changes some of an employment; `active` false ends it. */
export async function patchProvisioned(at: Workplace, viewer: Viewer, change: WireChange): Promise<ScimUser> {
  return changeOnWire(at, viewer, change, (standing) => ({
    attributes: patched(standing, change.message),
    problems: [],
  }));
}

/**
 * @throws DomainError `not-found` for an employment of others; `scim-version` where somebody was faster; `employment-ended`,
 * `employment-end-impossible`, `staff-ends-by-person`, `staff-number-taken`, `roster-problems`
 */
async function changeOnWire(
  at: Workplace,
  viewer: Viewer,
  { id, ifMatch }: WireChange,
  resourceOf: (standing: ReadResource['attributes']) => ReadResource,
): Promise<ScimUser> {
  return act(at.kernel, viewer, 'workforce.change-employment', async (context) => {
    const standing = await ownEmployment(context, id);
    if (ifMatch !== undefined && ifMatch.trim() !== '*' && ifMatch.trim() !== versionOf(standing))
      refuse('scim-version');
    const person = (await openPersons(at.kernel.keys, context, [standing.row])).get(id);
    const { attributes, problems } = resourceOf(standingAttributes(standing, person));
    const isLeaving = activeIn(attributes) === false;
    const about = { object: { kind: 'workforce.employment', id }, details: { ...byWire } };
    if (!isOpen(standing.row, context.now)) {
      if (!isLeaving) refuse('employment-ended');
      await context.record(about);
      return userView(at, context, standing.row);
    }
    // The day of an end may have passed; of somebody who stays it may not.
    const until = textIn(attributes['staff.untilDate']);
    const kept = isLeaving ? { ...attributes, 'staff.untilDate': standing.row.untilDate } : attributes;
    const wanted = wantedStaff(kept, person);
    const sound = soundOnWire(at, context, { ...wanted, problems: [...problems, ...wanted.problems] });
    const { row, subjects } = await writeOnWire(at, context, standing, sound, wanted.numbers);
    if (!isLeaving || row.version !== standing.row.version) await context.record({ ...about, subjects });
    if (!isLeaving) return userView(at, context, row);
    const ended = await endOnWire(at, context, row, until);
    const verb = neverBegan(ended) ? 'workforce.say-not-begun' : 'workforce.end-employment';
    await context.record({ ...about, subjects }, verb);
    return userView(at, context, ended);
  });
}

async function ownEmployment(context: ActContext, id: string): Promise<NumberedEmployment> {
  const row = await employmentStore(context).byId(id);
  if (!deedsOf(context.viewer, { unitId: row.unitId, isOpen: true }).includes('change')) refuse('not-found');
  return { row, number: (await staffNumberStore(context).of([id])).get(id) };
}

/** Ends an employment on the day that was said, if it has come, else today; before the first day nobody began. */
async function endOnWire({ doors }: Workplace, context: ActContext, row: Employment, until: string) {
  const today = civilDateAt(context.now);
  const on = until !== '' && until <= today ? until : today;
  const isBefore = today < row.fromDate;
  if (on < row.fromDate && !isBefore) refuse('employment-end-impossible');
  const numbers = staffNumberStore(context);
  const counts = await employmentStore(context).headCounts(today, [row.unitId]);
  const people = counts.find(({ postClass }) => postClass === null)?.people ?? 0;
  const ended = await numbers.endedOn(row.unitId, today);
  if (endsLeft(doors.law.pack, { people, ended }) === 0) refuse('staff-ends-by-person', { limit: ended });
  // What has no number yet is known by its id from now on, so that its end is counted.
  const known = (await numbers.of([row.id])).get(row.id);
  if (known === undefined) await numbers.assign(row, { userName: row.id, externalId: null });
  await numbers.ended(row.id, today);
  await handOnMonitoring(context, [row.id]);
  return isBefore ? notBegunOnRoster(context, row) : endOnRoster(context, row, on);
}
