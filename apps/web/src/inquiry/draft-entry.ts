import type { documentKinds, EnteredPerson, InquiryDraft } from '@gatehouse/contract';

export type DocumentKind = (typeof documentKinds)[number];

/** A document as it stands in the form; the key tells rows apart while they are added and taken away. */
export type DocumentEntry = { readonly key: number; readonly type: DocumentKind; readonly number: string };

/** A draft as it stands in the form: texts, empty until something is entered. */
export type DraftEntry = {
  readonly purpose: string;
  readonly postClass: string;
  readonly postTitle: string;
  readonly employmentForm: string;
  readonly startDate: string;
  readonly urgent: boolean;
  readonly name: string;
  readonly formerNames: string;
  readonly documents: readonly DocumentEntry[];
  readonly sex: '' | 'male' | 'female';
  readonly birthDate: string;
  readonly nationality: string;
  readonly remarks: string;
};

/** An empty form. A choice that has only one possible value is made already. */
export function emptyEntry(only: {
  readonly purpose?: string | undefined;
  readonly employmentForm?: string | undefined;
}): DraftEntry {
  return {
    purpose: only.purpose ?? '',
    postClass: '',
    postTitle: '',
    employmentForm: only.employmentForm ?? '',
    startDate: '',
    urgent: false,
    name: '',
    formerNames: '',
    documents: [{ key: 0, type: 'resident_id', number: '' }],
    sex: '',
    birthDate: '',
    nationality: '',
    remarks: '',
  };
}

/** What even a draft cannot be kept without. */
export type Missing = 'name' | 'startDate';

/** What is missing before the form can be kept as a draft. */
export function missingIn(entry: DraftEntry): Missing[] {
  const missing: Missing[] = [];
  if (entry.name.trim() === '') missing.push('name');
  if (entry.startDate === '') missing.push('startDate');
  return missing;
}

/** The draft that the form says. Documents without a number are left out; former names stand apart by commas. */
export function draftOf(entry: DraftEntry): InquiryDraft {
  const { purpose, postClass, employmentForm, startDate, urgent } = entry;
  return {
    purpose,
    postClass,
    employmentForm,
    startDate,
    urgent,
    person: personOf(entry),
    ...(entry.postTitle.trim() === '' ? {} : { postTitle: entry.postTitle.trim() }),
    ...(entry.remarks.trim() === '' ? {} : { remarks: entry.remarks.trim() }),
  };
}

/** The part of a form that says who somebody is. */
export type PersonEntry = Pick<DraftEntry, 'name' | 'formerNames' | 'documents' | 'sex' | 'birthDate' | 'nationality'>;

/** The person that the form says. */
export function personOf(entry: PersonEntry): EnteredPerson {
  return {
    name: entry.name.trim(),
    formerNames: namesIn(entry.formerNames),
    documents: entry.documents
      .filter(({ number }) => number.trim() !== '')
      .map(({ type, number }) => ({ type, number: number.trim() })),
    ...(entry.sex === '' ? {} : { sex: entry.sex }),
    ...(entry.birthDate === '' ? {} : { birthDate: entry.birthDate }),
    ...(entry.nationality.trim() === '' ? {} : { nationality: entry.nationality.trim() }),
  };
}

function namesIn(text: string): string[] {
  return text
    .split(/[,，、;；\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, 10);
}

/** The part of a form that shows a person. */
export function personEntryOf(person: EnteredPerson): PersonEntry {
  const documents = person.documents.map(({ type, number }, key) => ({ key, type, number }));
  return {
    name: person.name,
    formerNames: person.formerNames.join('、'),
    documents: documents.length > 0 ? documents : [{ key: 0, type: 'resident_id', number: '' }],
    sex: person.sex ?? '',
    birthDate: person.birthDate ?? '',
    nationality: person.nationality ?? '',
  };
}

/** The form that shows a draft. */
export function entryOf(draft: InquiryDraft): DraftEntry {
  return {
    purpose: draft.purpose,
    postClass: draft.postClass,
    postTitle: draft.postTitle ?? '',
    employmentForm: draft.employmentForm,
    startDate: draft.startDate,
    urgent: draft.urgent,
    ...personEntryOf(draft.person),
    remarks: draft.remarks ?? '',
  };
}
