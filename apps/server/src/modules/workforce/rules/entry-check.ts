import { type FieldProblem, filledWords } from '@gatehouse/contract';
import { isCivilDate, type LawPack } from '@gatehouse/law';
import { isUnifiedSocialCreditCode } from '@gatehouse/matching/identity-number';
import type { CheckedPerson, PersonFields } from '../doors.js';
import words from './problem-words.json' with { type: 'json' };

/** One person in one post as entered or read from a row: any field may be empty or wrong. */
export type EntryFields = {
  readonly person: PersonFields;
  readonly postClass: string;
  readonly postTitle?: string | undefined;
  readonly employmentForm: string;
  readonly supplierCreditCode?: string | undefined;
  readonly fromDate: string;
  readonly untilDate?: string | undefined;
};

/** What is wrong with an entry, and the documents in the form in which they are compared. */
export type CheckedEntry = Pick<CheckedPerson, 'documents'> & { readonly problems: readonly FieldProblem[] };

/** A problem of the module's own words. */
export function entryProblem(
  path: string,
  code: keyof typeof words,
  parameters: Readonly<Record<string, number>> = {},
): FieldProblem {
  return { path, code, message: filledWords(words[code], parameters) };
}

/** Adds to what was found about the person what is wrong with their post and days. Pure. */
export function checkEntry(entry: EntryFields, person: CheckedPerson, pack: LawPack, today: string): CheckedEntry {
  const knows = (rows: readonly { id: string }[], id: string): boolean => rows.some((row) => row.id === id);
  const problems = [...person.problems];
  if (!knows(pack.postClasses, entry.postClass)) problems.push(entryProblem('postClass', 'post-class-unknown'));
  if (!knows(pack.employmentForms, entry.employmentForm))
    problems.push(entryProblem('employmentForm', 'employment-form-unknown'));
  if (isGiven(entry.supplierCreditCode) && !isUnifiedSocialCreditCode(entry.supplierCreditCode))
    problems.push(entryProblem('supplierCreditCode', 'credit-code-wrong'));
  return { documents: person.documents, problems: [...problems, ...dayProblems(entry, today)] };
}

function dayProblems({ fromDate, untilDate }: EntryFields, today: string): FieldProblem[] {
  if (fromDate === '') return [entryProblem('fromDate', 'from-missing')];
  if (!isCivilDate(fromDate)) return [entryProblem('fromDate', 'from-impossible')];
  if (!isGiven(untilDate)) return [];
  if (!isCivilDate(untilDate)) return [entryProblem('untilDate', 'until-impossible')];
  if (untilDate < fromDate) return [entryProblem('untilDate', 'until-before-from')];
  return untilDate < today ? [entryProblem('untilDate', 'until-past')] : [];
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
