import { type EnteredPerson, type FieldProblem, filledWords } from '@gatehouse/contract';
import { ageRequirements, civilDateAt, isCivilDate, type LawPack, purposeRequirements } from '@gatehouse/law';
import { foldName } from '@gatehouse/matching';
import {
  type DocumentType,
  describeProblem,
  isInventedNumber,
  type ParsedDocumentNumber,
  parseDocumentNumber,
} from '@gatehouse/matching/identity-number';
import words from './problem-words.json' with { type: 'json' };

/** A draft as entered or read from a row: any field may be empty or wrong. */
export type DraftFields = {
  readonly purpose: string;
  readonly postClass: string;
  readonly postTitle?: string | undefined;
  readonly employmentForm: string;
  readonly startDate?: string | undefined;
  readonly urgent: boolean;
  readonly person: Omit<EnteredPerson, 'documents' | 'sex'> & {
    readonly sex?: string | undefined;
    readonly documents: readonly { readonly type: string; readonly number: string }[];
  };
  readonly remarks?: string | undefined;
};

/** Against what a draft is checked. */
export type CheckGround = {
  readonly pack: LawPack;
  readonly unitType: string;
  readonly now: Date;
  /** `only` in a demonstration, `never` in production (decision A11). */
  readonly inventedNumbers: 'only' | 'either' | 'never';
};

/** Against what a person is checked. */
export type PersonGround = Omit<CheckGround, 'unitType'>;

export type CheckedDocument = { readonly type: DocumentType; readonly number: string };

/** What the check found, and what it made of the entry. */
export type CheckedDraft = {
  readonly problems: FieldProblem[];
  readonly notes: FieldProblem[];
  readonly documents: readonly CheckedDocument[];
  readonly covered: boolean;
  readonly standing: 'candidate' | 'serving';
  readonly permission: 'consent' | 'notice';
  readonly legalBases: string[];
  readonly reviewedBy: string | undefined;
  readonly reviewLevel: 'own' | 'next_up';
  readonly guardianNeeded: boolean;
};

export type ProblemWord = keyof typeof words;

/** A problem of the module's own words. */
export function problemAt(
  path: string,
  code: ProblemWord,
  parameters: Readonly<Record<string, string | number>> = {},
): FieldProblem {
  return { path, code, message: filledWords(words[code], parameters) };
}

const oldestAge = 120;

/**
 * Checks a draft: document numbers, age, and what the law pack requires for purpose, post and kind of unit. Pure; no message
 * holds any part of a number.
 */
export function checkDraft(draft: DraftFields, ground: CheckGround): CheckedDraft {
  const terms = checkTerms(draft, ground, civilDateAt(ground.now));
  const person = checkEnteredPerson(draft.person, ground);
  return { ...terms.requirement, ...person, problems: [...person.problems, ...terms.problems] };
}

/** Checks who was entered: documents, name, sex and birth date against each other, age. Wherever a person is entered, by this. */
export function checkEnteredPerson(
  entered: DraftFields['person'],
  ground: PersonGround,
): Pick<CheckedDraft, 'problems' | 'notes' | 'documents' | 'guardianNeeded'> {
  const today = civilDateAt(ground.now);
  const documents = checkDocuments(entered.documents, ground, today);
  const person = checkPerson(entered, documents.parsed, ground, today);
  return {
    problems: [...person.problems, ...documents.problems],
    notes: documents.notes,
    documents: documents.parsed.map(({ type, number }) => ({ type, number })),
    guardianNeeded: person.guardianNeeded,
  };
}

/** Reads the documents that were entered, and says what cannot be right about them. */
export function checkDocuments(
  entered: DraftFields['person']['documents'],
  ground: Pick<CheckGround, 'inventedNumbers'>,
  today: string,
): { parsed: ParsedDocumentNumber[]; problems: FieldProblem[]; notes: FieldProblem[] } {
  if (entered.length === 0)
    return { parsed: [], problems: [problemAt('person.documents', 'document-missing')], notes: [] };
  const parsed = entered.map((one) => parseDocumentNumber(one.type as DocumentType, one.number, { today }));
  const problems: FieldProblem[] = [];
  const notes: FieldProblem[] = [];
  for (const [at, one] of parsed.entries()) {
    const path = `person.documents.${at}.number`;
    for (const problem of one.problems) {
      const message = { en: describeProblem(problem, 'en'), zh: describeProblem(problem, 'zh') };
      (problem.severity === 'error' ? problems : notes).push({ path, code: problem.code, message });
    }
    if (one.status === 'masked') problems.push(problemAt(path, 'document-masked'));
    if (one.type === 'other') problems.push(problemAt(`person.documents.${at}.type`, 'document-type-unknown'));
    if (parsed.findIndex((other) => other.number === one.number && other.type === one.type) < at)
      problems.push(problemAt(path, 'document-twice'));
    problems.push(...inventedProblems(path, one, ground));
  }
  return { parsed, problems, notes };
}

/** One document by itself, as a field `document` of its own: in its one form, with what cannot be right about it. */
export function checkEnteredDocument(
  entered: DraftFields['person']['documents'][number],
  ground: Pick<CheckGround, 'inventedNumbers'>,
  today: string,
): { readonly document: ParsedDocumentNumber | undefined; readonly problems: FieldProblem[] } {
  const { parsed, problems } = checkDocuments([entered], ground, today);
  const atField = (problem: FieldProblem) => ({
    ...problem,
    path: problem.path.replace(/^person\.documents\.0/, 'document'),
  });
  return { document: parsed[0], problems: problems.map(atField) };
}

function inventedProblems(
  path: string,
  document: ParsedDocumentNumber,
  ground: Pick<CheckGround, 'inventedNumbers'>,
): FieldProblem[] {
  if (document.type !== 'resident_id' || document.status !== 'valid') return [];
  const invented = isInventedNumber(document.number);
  if (invented && ground.inventedNumbers === 'never') return [problemAt(path, 'document-invented')];
  return !invented && ground.inventedNumbers === 'only' ? [problemAt(path, 'document-not-invented')] : [];
}

function checkPerson(
  person: DraftFields['person'],
  documents: readonly ParsedDocumentNumber[],
  ground: PersonGround,
  today: string,
): { problems: FieldProblem[]; guardianNeeded: boolean } {
  const problems: FieldProblem[] = [];
  if (person.name.trim() === '') problems.push(problemAt('person.name', 'name-missing'));
  else if (foldName(person.name) === '') problems.push(problemAt('person.name', 'name-illegible'));
  const said = documents.filter((one) => one.status === 'valid');
  const bySex = said.find((one) => one.sex !== undefined)?.sex;
  if (person.sex !== undefined && person.sex !== 'male' && person.sex !== 'female')
    problems.push(problemAt('person.sex', 'sex-unknown'));
  else if (person.sex !== undefined && bySex !== undefined && person.sex !== bySex)
    problems.push(problemAt('person.sex', 'sex-differs'));
  const byNumber = said.find((one) => one.birthDate !== undefined)?.birthDate;
  problems.push(...birthDateProblems(person.birthDate, byNumber, documents, today));
  const birthDate = isCivilDate(person.birthDate ?? '') ? person.birthDate : byNumber;
  const age = ageRequirements(
    ground.pack,
    birthDate !== undefined && birthDate <= today ? birthDate : null,
    ground.now,
  );
  if (age.outcome === 'guardian' || age.outcome === 'under_employable_age')
    problems.push(
      ...age.reasons.map(({ words: message }) => ({ path: 'person.birthDate', code: age.outcome, message })),
    );
  return { problems, guardianNeeded: age.guardianConsentNeeded };
}

function birthDateProblems(
  entered: string | undefined,
  byNumber: string | undefined,
  documents: readonly ParsedDocumentNumber[],
  today: string,
): FieldProblem[] {
  const path = 'person.birthDate';
  if (entered === undefined || entered === '') {
    const readable = documents.some((one) => one.status === 'valid');
    return byNumber === undefined && readable ? [problemAt(path, 'birth-date-missing')] : [];
  }
  if (!isCivilDate(entered)) return [problemAt(path, 'birth-date-impossible')];
  if (entered > today) return [problemAt(path, 'birth-date-future')];
  if (Number(entered.slice(0, 4)) < Number(today.slice(0, 4)) - oldestAge)
    return [problemAt(path, 'birth-date-too-early')];
  return byNumber !== undefined && byNumber !== entered ? [problemAt(path, 'birth-date-differs')] : [];
}

type Requirement = Omit<CheckedDraft, 'problems' | 'notes' | 'documents' | 'guardianNeeded'>;

function checkTerms(
  draft: DraftFields,
  { pack, unitType, now }: CheckGround,
  today: string,
): { problems: FieldProblem[]; requirement: Requirement } {
  const knows = (rows: readonly { id: string }[], id: string): boolean => rows.some((row) => row.id === id);
  const problems: FieldProblem[] = [];
  if (!knows(pack.purposes, draft.purpose)) problems.push(problemAt('purpose', 'purpose-unknown'));
  if (!knows(pack.postClasses, draft.postClass)) problems.push(problemAt('postClass', 'post-class-unknown'));
  if (!knows(pack.employmentForms, draft.employmentForm))
    problems.push(problemAt('employmentForm', 'employment-form-unknown'));
  const unknown = problems.some(({ path }) => path !== 'employmentForm') || !knows(pack.unitTypes, unitType);
  const found = unknown ? undefined : purposeRequirements(pack, draft.purpose, draft.postClass, unitType, now);
  if (found?.covered === false) problems.push(problemAt('purpose', 'not-covered'));
  const permission = found?.permission ?? 'consent';
  const standing = found === undefined || found.standing === 'as_before' ? standingOf(permission) : found.standing;
  problems.push(...startDateProblems(draft.startDate, standing, today));
  return {
    problems,
    requirement: {
      covered: found?.covered ?? false,
      standing,
      permission,
      legalBases: found?.legalBases ?? [],
      reviewedBy: found?.reviewedBy,
      reviewLevel: found?.reviewLevel ?? 'own',
    },
  };
}

/** A review of an earlier answer keeps the standing that its permission tells: those asked were candidates. */
function standingOf(permission: 'consent' | 'notice'): 'candidate' | 'serving' {
  return permission === 'consent' ? 'candidate' : 'serving';
}

/** Those who serve already began in the past; a candidate cannot have. */
function startDateProblems(
  startDate: string | undefined,
  standing: 'candidate' | 'serving',
  today: string,
): FieldProblem[] {
  if (startDate === undefined || startDate === '') return [problemAt('startDate', 'start-date-missing')];
  if (!isCivilDate(startDate)) return [problemAt('startDate', 'start-date-impossible')];
  return standing === 'candidate' && startDate < today ? [problemAt('startDate', 'start-date-past')] : [];
}
