import type { RosterEntry, RosterRowEntry } from '@gatehouse/contract';
import { type DocumentKind, type PersonEntry, personEntryOf, personOf } from '../inquiry/draft-entry.js';

/** Somebody in a post as it stands in the form: texts, empty until something is entered. */
export type StaffEntry = PersonEntry & {
  readonly postClass: string;
  readonly postTitle: string;
  readonly employmentForm: string;
  readonly fromDate: string;
  readonly untilDate: string;
  readonly supplierCreditCode: string;
};

/** An empty form. */
export const emptyStaffEntry: StaffEntry = {
  ...personEntryOf({ name: '', formerNames: [], documents: [] }),
  postClass: '',
  postTitle: '',
  employmentForm: '',
  fromDate: '',
  untilDate: '',
  supplierCreditCode: '',
};

/** What the form says. */
export function rosterEntryOf(entry: StaffEntry): RosterEntry {
  const { postClass, employmentForm, fromDate } = entry;
  return {
    person: personOf(entry),
    postClass,
    employmentForm,
    fromDate,
    ...(entry.postTitle.trim() === '' ? {} : { postTitle: entry.postTitle.trim() }),
    ...(entry.untilDate === '' ? {} : { untilDate: entry.untilDate }),
    ...(entry.supplierCreditCode.trim() === '' ? {} : { supplierCreditCode: entry.supplierCreditCode.trim() }),
  };
}

/** The form that shows an entry. */
export function staffEntryOf({ person, ...terms }: RosterEntry): StaffEntry {
  return {
    ...personEntryOf(person),
    postClass: terms.postClass,
    postTitle: terms.postTitle ?? '',
    employmentForm: terms.employmentForm,
    fromDate: terms.fromDate,
    untilDate: terms.untilDate ?? '',
    supplierCreditCode: terms.supplierCreditCode ?? '',
  };
}

/** The form that shows a row as it was read. What is no value of its kind is left for the person to enter. */
export function staffEntryOfRow(
  row: RosterRowEntry,
  choices: Readonly<Record<'documentTypes' | 'postClasses' | 'employmentForms', readonly { readonly id: string }[]>>,
): StaffEntry {
  const known = (of: keyof typeof choices, id: string): string => (choices[of].some((one) => one.id === id) ? id : '');
  const kind = (type: string): DocumentKind => (known('documentTypes', type) || 'resident_id') as DocumentKind;
  return staffEntryOf({
    person: {
      name: row.name,
      formerNames: row.formerNames,
      documents: row.documents.map(({ type, number }) => ({ type: kind(type), number })),
      ...(row.sex === 'male' || row.sex === 'female' ? { sex: row.sex } : {}),
      ...(row.birthDate === undefined ? {} : { birthDate: dayIn(row.birthDate) }),
      ...(row.nationality === undefined ? {} : { nationality: row.nationality }),
    },
    postClass: known('postClasses', row.postClass),
    postTitle: row.postTitle,
    employmentForm: known('employmentForms', row.employmentForm),
    supplierCreditCode: row.supplierCreditCode,
    fromDate: dayIn(row.fromDate),
    untilDate: row.untilDate === undefined ? undefined : dayIn(row.untilDate),
  });
}

function dayIn(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '';
}
