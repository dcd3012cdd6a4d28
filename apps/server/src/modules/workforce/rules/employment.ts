import { addDays, civilDateAt, deadline, startOfCivilDate } from '@gatehouse/law';
import type { EntryFields } from './entry-check.js';
import type { Law } from './facts.js';

/** What an employment says of the post; the person stands beside it, sealed. */
export type Terms = {
  readonly postClass: string;
  readonly postTitle: string | null;
  readonly employmentForm: string;
  readonly supplierCreditCode: string | null;
  readonly fromDate: string;
  readonly untilDate: string | null;
};

const termNames = [
  'postClass',
  'postTitle',
  'employmentForm',
  'supplierCreditCode',
  'fromDate',
  'untilDate',
] as const satisfies readonly (keyof Terms)[];

/** What may differ between two entries about one person. */
export type Difference = keyof Terms | 'name' | 'formerNames' | 'documents' | 'person';

/** An action as the list of actions keeps it. */
export type EmploymentAction = {
  readonly verb: 'add' | 'change' | 'end' | 'not-begin';
  /** The terms as they stand from then on; of an end, the last day; of one who never began, the day before the first. */
  readonly terms: Partial<Terms>;
  /** Which person it is about from then on; absent where that did not change. */
  readonly personId?: string;
  readonly changed?: readonly Difference[];
};

/** Whether somebody never came: nobody else's last day lies before their first. */
export function neverBegan({ fromDate, untilDate }: Pick<Terms, 'fromDate' | 'untilDate'>): boolean {
  return untilDate !== null && untilDate < fromDate;
}

/** The last day of somebody who never came. */
export function lastDayOfNeverBegun({ fromDate }: Pick<Terms, 'fromDate'>): string {
  return addDays(fromDate, -1);
}

/** Whether a unit may say by itself today that somebody never came: until the pack's days after the first have passed. */
export function mayNotHaveBegun({ fromDate }: Pick<Terms, 'fromDate'>, { pack, calendar }: Law, now: Date): boolean {
  return civilDateAt(now) <= deadline(pack, calendar, 'not_begun', startOfCivilDate(fromDate)).dueDate;
}

/** The terms of an entry that was checked. */
export function termsOf(entry: EntryFields): Terms {
  return {
    postClass: entry.postClass,
    postTitle: entry.postTitle || null,
    employmentForm: entry.employmentForm,
    supplierCreditCode: entry.supplierCreditCode || null,
    fromDate: entry.fromDate,
    untilDate: entry.untilDate || null,
  };
}

/** Where an entry differs from what stands; empty: nowhere. Documents are compared in their one form, in any order. */
export function differencesBetween(
  before: { readonly terms: Terms; readonly person: EntryFields['person'] },
  after: { readonly terms: Terms; readonly person: EntryFields['person'] },
): Difference[] {
  const differing: Difference[] = termNames.filter((name) => before.terms[name] !== after.terms[name]);
  const [was, is] = [before.person, after.person];
  if (was.name !== is.name) differing.push('name');
  if (set(was.formerNames) !== set(is.formerNames)) differing.push('formerNames');
  if (set(documentsIn(was)) !== set(documentsIn(is))) differing.push('documents');
  if (was.sex !== is.sex || was.birthDate !== is.birthDate || was.nationality !== is.nationality)
    differing.push('person');
  return differing;
}

function documentsIn({ documents }: EntryFields['person']): string[] {
  return documents.map(({ type, number }) => `${type}:${number}`);
}

function set(texts: readonly string[]): string {
  return [...texts].sort().join('\n');
}

/** Where an employment stands after its actions, in their order. */
export function replay(actions: readonly EmploymentAction[]): {
  readonly terms: Partial<Terms>;
  readonly personId: string | undefined;
  readonly ended: boolean;
} {
  let terms: Partial<Terms> = {};
  let personId: string | undefined;
  let ended = false;
  for (const action of actions) {
    terms = { ...terms, ...action.terms };
    personId = action.personId ?? personId;
    ended ||= action.verb === 'end' || action.verb === 'not-begin';
  }
  return { terms, personId, ended };
}
