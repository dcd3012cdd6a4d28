import type { EmploymentView, RosterEntry } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { PersonFields, Workplace } from '../doors.js';
import { deedsOf } from '../policy.js';
import type { Terms } from '../rules/employment.js';
import { employmentStore } from '../store/employment-store.js';
import { openPersons } from '../store/person-sealing.js';
import { documentTokens } from '../store/person-store.js';
import { employmentView, isOpen } from '../views/employment-view.js';

/** One employment as its page shows it. */
export async function readEmployment(at: Workplace, viewer: Viewer, id: string): Promise<EmploymentView> {
  return readAct(at.kernel, viewer, 'workforce.read-employment', async (context) => {
    const row = await employmentStore(context).byId(id);
    const person = (await openPersons(at.kernel.keys, context, [row])).get(id);
    const { subjects } = documentTokens(at.kernel.keys, person?.documents ?? []);
    context.record({ object: { kind: 'workforce.employment', id }, subjects });
    return employmentView(at, context, row);
  });
}

/** The employment as it was entered, for the clerk who may go on editing it. */
export async function readEntry(
  at: Workplace,
  viewer: Viewer,
  id: string,
): Promise<RosterEntry & { readonly version: number }> {
  return readAct(at.kernel, viewer, 'workforce.read-entry', async (context) => {
    const row = await employmentStore(context).byId(id);
    const person = (await openPersons(at.kernel.keys, context, [row])).get(id);
    if (person === undefined || !deedsOf(viewer, { unitId: row.unitId, isOpen: true }).includes('change'))
      refuse('not-found');
    if (!isOpen(row, context.now)) refuse('employment-ended');
    const { subjects } = documentTokens(at.kernel.keys, person.documents);
    context.record({ object: { kind: 'workforce.employment', id }, subjects });
    return { ...entryOf(row, person), version: row.version };
  });
}

/** Terms and person as a form has them. */
export function entryOf(terms: Terms, person: PersonFields): RosterEntry {
  return {
    person: {
      ...person,
      formerNames: [...person.formerNames],
      sex: person.sex as RosterEntry['person']['sex'],
      documents: person.documents as RosterEntry['person']['documents'],
    },
    postClass: terms.postClass,
    ...(terms.postTitle === null ? {} : { postTitle: terms.postTitle }),
    employmentForm: terms.employmentForm,
    ...(terms.supplierCreditCode === null ? {} : { supplierCreditCode: terms.supplierCreditCode }),
    fromDate: terms.fromDate,
    ...(terms.untilDate === null ? {} : { untilDate: terms.untilDate }),
  };
}
