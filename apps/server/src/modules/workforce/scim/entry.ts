import { type FieldProblem, RosterEntry, scimSchemas } from '@gatehouse/contract';
import { fieldProblems } from '../../../kernel/http/field-problems.js';
import { entryProblem, type EntryFields } from '../rules/entry-check.js';
import { type Attributes, nameOf, textIn } from './resource.js';
import { isStaffNumber } from './numbers.js';

/** The numbers by which an HR system knows an employment. */
export type StaffNumbers = { readonly userName: string; readonly externalId: string | null };

/** An employment as a resource says it, with what does not fit. */
export type WantedStaff = {
  readonly entry: EntryFields;
  readonly numbers: StaffNumbers;
  readonly problems: readonly FieldProblem[];
};

/**
 * The employment that a resource describes. What is never told (documents, birth date, sex, nationality) stays as it is known where
 * the resource does not say it.
 */
export function wantedStaff(attributes: Attributes, known?: EntryFields['person']): WantedStaff {
  const staff = (name: string): unknown => attributes[`staff.${name}`];
  const text = (name: string): string | undefined => textIn(staff(name)) || undefined;
  const candidate = {
    person: {
      name: nameOf(attributes),
      formerNames: staff('formerNames') ?? known?.formerNames ?? [],
      sex: staff('sex') ?? known?.sex,
      birthDate: staff('birthDate') ?? known?.birthDate,
      nationality: staff('nationality') ?? known?.nationality,
      documents: staff('documents') ?? known?.documents ?? [],
    },
    postClass: text('postClass') ?? '',
    postTitle: textIn(attributes.title) || undefined,
    employmentForm: text('employmentForm') ?? '',
    supplierCreditCode: text('supplierCreditCode'),
    fromDate: text('fromDate') ?? '',
    untilDate: text('untilDate'),
  };
  const read = RosterEntry.safeParse(candidate);
  const problems = read.success ? [] : fieldProblems(read.error.issues.map((issue) => ({ ...issue })));
  const numbers = { userName: textIn(attributes.userName), externalId: textIn(attributes.externalId) || null };
  return {
    entry: read.success ? read.data : (candidate as EntryFields),
    numbers,
    problems: onTheWire([...problems, ...numberProblems(numbers)]),
  };
}

/** Problems under the names that the wire has for their fields. */
export function onTheWire(problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map((problem) => ({ ...problem, path: wirePath(problem.path) }));
}

function numberProblems({ userName, externalId }: StaffNumbers): FieldProblem[] {
  const wrong: FieldProblem[] = [];
  if (!isStaffNumber(userName)) wrong.push(entryProblem('userName', 'staff-number-wrong'));
  if (externalId !== null && !isStaffNumber(externalId)) wrong.push(entryProblem('externalId', 'staff-number-wrong'));
  return wrong;
}

const ownNames: Readonly<Record<string, string>> = {
  'person.name': 'name.formatted',
  postTitle: 'title',
  userName: 'userName',
  externalId: 'externalId',
};

function wirePath(path: string): string {
  if (path.startsWith('urn:')) return path;
  return ownNames[path] ?? `${scimSchemas.staff}:${path.replace(/^person\./, '')}`;
}
