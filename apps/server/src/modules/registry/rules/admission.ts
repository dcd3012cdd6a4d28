import type { DecisionEntry, FieldProblem, PersonEntry } from '@gatehouse/contract';
import { finality, isInScope, type Reason, type RecordFacts, recordFacts, sealing } from '@gatehouse/law';
import { describeProblem, isInventedNumber, parseDocumentNumber } from '@gatehouse/matching';
import type { NumberPolicy, RegistryLaw } from '../law.js';
import admissionWords from './admission-words.json' with { type: 'json' };

type RefusalCode = 'registry-record-not-kept' | 'registry-record-not-final' | 'registry-record-out-of-scope';

/**
 * Whether a record may be kept. `refused`: the law keeps it out, and nothing of it is stored. `held`: something has to be
 * mended first. `admitted`: with the document numbers as they are to be stored.
 */
export type Admission =
  | { readonly outcome: 'refused'; readonly code: RefusalCode; readonly reasons: readonly Reason[] }
  | { readonly outcome: 'held'; readonly problems: readonly FieldProblem[] }
  | { readonly outcome: 'admitted'; readonly person: PersonEntry };

/** The birth date given, or else the one a valid number states. */
export function birthDateOf(person: PersonEntry): string | null {
  if (person.birthDate !== null) return person.birthDate;
  for (const { type, number } of person.documents) {
    const parsed = parseDocumentNumber(type, number);
    if (parsed.status === 'valid' && parsed.birthDate !== undefined) return parsed.birthDate;
  }
  return null;
}

/** The facts of a decision as the law reads them. */
export function lawFacts(
  decision: DecisionEntry,
  birthDate: string | null,
  sealingLiftedOn: string | null,
): RecordFacts {
  const { decidingBodyName: _name, ...facts } = decision;
  return recordFacts({ ...facts, birthDate, sealingLiftedOn });
}

/**
 * Decides on a record before anything of it is stored. What the law seals for everybody is asked first, so that a minor's
 * record is not even held for mending (Criminal Procedure Law art. 286; Juvenile Delinquency Prevention Law art. 59).
 */
export function admit(
  entry: { readonly person: PersonEntry; readonly decision: DecisionEntry },
  law: RegistryLaw,
  numbers: NumberPolicy,
  now: Date,
): Admission {
  const facts = lawFacts(entry.decision, birthDateOf(entry.person), null);
  const sealed = sealing(law.pack, facts, now, law.settings);
  if (sealed.sealing === 'absolute') return refused('registry-record-not-kept', sealed.reasons);
  const scope = isInScope(law.pack, facts, now, law.settings);
  if (!scope.inScope) return refused('registry-record-out-of-scope', scope.reasons);
  const final = finality(law.pack, facts, now, law.settings);
  if (!final.final) return refused('registry-record-not-final', final.reasons);
  const problems = personProblems(entry.person, numbers, now);
  // A number that is mended may say the birth date itself.
  if (sealed.sealing === 'undecided' && problems.length === 0)
    problems.push(problem('person.birthDate', 'age-at-act-unknown'));
  if (problems.length > 0) return { outcome: 'held', problems };
  return { outcome: 'admitted', person: normalised(entry.person) };
}

function refused(code: RefusalCode, reasons: readonly Reason[]): Admission {
  return { outcome: 'refused', code, reasons };
}

function personProblems(person: PersonEntry, numbers: NumberPolicy, now: Date): FieldProblem[] {
  const today = now.toISOString().slice(0, 10);
  return person.documents.flatMap((document, index) => {
    const { status, birthDate } = parseDocumentNumber(document.type, document.number, { today });
    const differs = status === 'valid' && birthDate !== undefined && (person.birthDate ?? birthDate) !== birthDate;
    return [
      ...(differs ? [problem('person.birthDate', 'birth-date-differs')] : []),
      ...documentProblems(document, `person.documents.${index}.number`, numbers, now),
    ];
  });
}

/** What is wrong with a document's number: its form, its check, or that it is of a kind this node does not take. */
export function documentProblems(
  { type, number }: Pick<PersonEntry['documents'][number], 'type' | 'number'>,
  path: string,
  numbers: NumberPolicy,
  now: Date,
): FieldProblem[] {
  const parsed = parseDocumentNumber(type, number, { today: now.toISOString().slice(0, 10) });
  if (parsed.status === 'valid')
    return numberPolicyProblems(parsed.number, parsed.birthDate !== undefined, numbers, path);
  return parsed.problems
    .filter(({ severity }) => severity !== 'note')
    .map((found) => ({
      path,
      code: found.code,
      message: { en: describeProblem(found, 'en'), zh: describeProblem(found, 'zh') },
    }));
}

function numberPolicyProblems(number: string, hasRegion: boolean, numbers: NumberPolicy, path: string): FieldProblem[] {
  if (!hasRegion || numbers === 'any') return [];
  const invented = isInventedNumber(number);
  if (numbers === 'invented-only' && !invented) return [problem(path, 'number-of-a-real-person')];
  if (numbers === 'issued-only' && invented) return [problem(path, 'number-invented')];
  return [];
}

function problem(path: string, code: keyof typeof admissionWords): FieldProblem {
  return { path, code, message: admissionWords[code] };
}

function normalised(person: PersonEntry): PersonEntry {
  return { ...person, documents: person.documents.map(normalisedDocument) };
}

/** A document in the form in which it is stored and compared. */
export function normalisedDocument<T extends Pick<PersonEntry['documents'][number], 'type' | 'number'>>(
  document: T,
): T {
  const { type, number } = parseDocumentNumber(document.type, document.number);
  return { ...document, type, number };
}
