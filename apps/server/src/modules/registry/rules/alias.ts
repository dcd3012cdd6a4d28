import type { AliasEntry, AliasView, FieldProblem } from '@gatehouse/contract';
import { parseDocumentNumber } from '@gatehouse/matching';
import type { NumberPolicy } from '../law.js';
import { documentProblems } from './admission.js';
import admissionWords from './admission-words.json' with { type: 'json' };

export type AliasState = AliasView['state'];
export type AliasVerb = AliasView['actions'][number]['verb'];

/** A document as a change names it. */
export type AliasDocument = NonNullable<AliasEntry['oldDocument']>;

/** A change with its numbers as they are stored, or what does not fit, by field. */
export type CheckedAlias =
  | { readonly ok: true; readonly change: AliasEntry }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** The documents a change names: whose it is follows from either. */
export function documentsOf({ oldDocument, newDocument }: AliasEntry): AliasDocument[] {
  return [oldDocument, newDocument].filter((document) => document !== null);
}

/**
 * Whether a change says whose it is and what is new: a new name needs a document that names the person, a new number the old
 * one. Numbers are held to their check, since a wrong one would tie somebody else to the record.
 */
export function checkAlias(change: AliasEntry, numbers: NumberPolicy, now: Date): CheckedAlias {
  const problems = [
    ...missing(change).map((path) => problem(path, 'alias-missing')),
    ...wrongNumbers(change, numbers, now),
  ];
  if (change.validFrom > now.toISOString().slice(0, 10)) problems.push(problem('validFrom', 'alias-in-future'));
  if (problems.length > 0) return { ok: false, problems };
  const { oldDocument, newDocument } = change;
  return {
    ok: true,
    change: { ...change, oldDocument: normalised(oldDocument), newDocument: normalised(newDocument) },
  };
}

function missing({ kind, newName, oldDocument, newDocument }: AliasEntry): string[] {
  const paths: string[] = [];
  const isNameNew = kind === 'name' || kind === 'name_and_number';
  if (isNameNew && newName === null) paths.push('newName');
  if (kind === 'name' && oldDocument === null && newDocument === null) paths.push('oldDocument');
  if (kind !== 'name' && oldDocument === null) paths.push('oldDocument');
  if (kind !== 'name' && newDocument === null) paths.push('newDocument');
  return paths;
}

function wrongNumbers(change: AliasEntry, numbers: NumberPolicy, now: Date): FieldProblem[] {
  return (['oldDocument', 'newDocument'] as const).flatMap((field) => {
    const document = change[field];
    return document === null ? [] : documentProblems(document, `${field}.number`, numbers, now);
  });
}

function normalised(document: AliasDocument | null): AliasDocument | null {
  if (document === null) return null;
  const { type, number } = parseDocumentNumber(document.type, document.number);
  return { type, number };
}

function problem(path: string, code: 'alias-missing' | 'alias-in-future'): FieldProblem {
  return { path, code, message: admissionWords[code] };
}

/** The names and documents a change states, each with its period. The old one ends on the day the new one begins. */
export function factsOf({ kind, validFrom, oldName, newName, oldDocument, newDocument }: AliasEntry) {
  const before = { validFrom: null, validTo: validFrom };
  const since = { validFrom, validTo: null };
  // Where only the name changed, a document names the person and begins or ends nothing.
  const [documentBefore, documentSince] = kind === 'name' ? [always, always] : [before, since];
  return {
    names: [
      ...(oldName === null ? [] : [{ name: oldName, kind: 'former' as const, ...before }]),
      ...(newName === null ? [] : [{ name: newName, kind: 'current' as const, ...since }]),
    ],
    documents: [
      ...(oldDocument === null ? [] : [{ ...oldDocument, ...documentBefore }]),
      ...(newDocument === null || isSame(oldDocument, newDocument) ? [] : [{ ...newDocument, ...documentSince }]),
    ],
  };
}

const always = { validFrom: null, validTo: null };

function isSame(one: AliasDocument | null, other: AliasDocument): boolean {
  return one?.type === other.type && one.number === other.number;
}

/** What the second of two people leaves behind, in either state in which a step waits for them. */
export function decided(
  state: 'waiting' | 'withdrawing',
  decision: 'confirm' | 'refuse',
): { readonly verb: AliasVerb; readonly state: AliasState } {
  if (state === 'waiting')
    return decision === 'confirm' ? { verb: 'verified', state: 'effective' } : { verb: 'rejected', state: 'rejected' };
  return decision === 'confirm'
    ? { verb: 'withdrawn', state: 'withdrawn' }
    : { verb: 'withdrawal_refused', state: 'effective' };
}
