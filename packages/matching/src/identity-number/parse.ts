import { type DocumentType, isDocumentType } from './document-type.js';
import { guessDocumentType } from './guess.js';
import { type NormalisedText, normaliseDocumentText } from './normalise.js';
import {
  convertLegacyNumber,
  hasLegacyShape,
  hasNumber18Shape,
  readNumber18,
  type Sex,
  typeOfNumber18,
} from './number-18.js';
import type { DocumentProblem } from './problem.js';

/**
 * A document number as it can be compared. `valid`: complete and without an error of its own. `invalid`: complete text that fails
 * its own rules, kept as evidence. `masked`: hidden characters are `*`. `unreadable`: a spreadsheet destroyed it. `missing`:
 * nothing was given. `birthDate` (ISO) and `sex` are what the number says, given only when valid or merely mistyped elsewhere.
 */
export interface ParsedDocumentNumber {
  readonly status: 'valid' | 'invalid' | 'masked' | 'unreadable' | 'missing';
  readonly type: DocumentType;
  readonly number: string;
  readonly birthDate?: string;
  readonly sex?: Sex;
  readonly problems: readonly DocumentProblem[];
}

export interface ParseOptions {
  /** ISO date on which the number is judged; without it a birth date in the future goes unnoticed. */
  readonly today?: string;
}

/**
 * Reads a document number of the given type (guessed when the type is missing or unknown). Accepts anything, never throws, and
 * never changes a digit: normalisation (see `normaliseDocumentText`), the 15-digit conversion and the dropping of issue
 * counters are told as notes. Where an 18-character number proves another type than the one given, that type is returned with
 * the warning `other_type`. Permits and passports carry no check and are held to their shape only, as a warning.
 */
export function parseDocumentNumber(
  type: DocumentType | undefined,
  raw: unknown,
  options: ParseOptions = {},
): ParsedDocumentNumber {
  const normalised = normaliseDocumentText(raw);
  const declared = isDocumentType(type) ? type : guessDocumentType(normalised.text);
  const broken = readBroken(declared, normalised);
  if (broken) return broken;
  const text = normalised.text;
  switch (declared) {
    case 'resident_id':
    case 'hmt_residence':
      return readChecked(declared, text, options.today);
    case 'foreign_pr':
      return /^[A-Z]{3}\d{12}$/.test(text) ? valid(declared, text, []) : readChecked(declared, text, options.today);
    case 'hm_permit':
      return readPermit(declared, text, /^([HM]\d{8})(?:\d{2})?$/);
    case 'tw_permit':
      return readPermit(declared, text, /^(\d{8})(?:\d{2}[A-Z]{0,2})?$/);
    case 'passport':
      return readPermit(declared, text, /^([A-Z\d]{6,20})$/);
    case 'other':
      return valid(declared, text, []);
  }
}

function readBroken(
  type: DocumentType,
  { text, scientific, masked }: NormalisedText,
): ParsedDocumentNumber | undefined {
  if (text === '') return { status: 'missing', type, number: '', problems: [{ code: 'missing', severity: 'error' }] };
  if (scientific) {
    return {
      status: 'unreadable',
      type,
      number: '',
      problems: [{ code: 'mangled_by_spreadsheet', severity: 'error' }],
    };
  }
  if (masked) return { status: 'masked', type, number: text, problems: [{ code: 'masked', severity: 'warning' }] };
  return undefined;
}

function readChecked(declared: DocumentType, text: string, today: string | undefined): ParsedDocumentNumber {
  const converted = convertLegacyNumber(text);
  const number = converted ?? text;
  if (!hasNumber18Shape(number)) {
    return { status: 'invalid', type: declared, number, problems: [shapeProblem(number)] };
  }
  const content = readNumber18(number, today);
  const problems: DocumentProblem[] = [...content.problems];
  if (converted !== undefined) problems.push({ code: 'converted_from_15_digits', severity: 'note' });
  const failed = problems.some((problem) => problem.severity === 'error');
  const proven = failed ? declared : typeOfNumber18(number);
  if (proven !== declared) problems.push({ code: 'other_type', severity: 'warning' });
  const { birthDate, sex } = content;
  const read = { status: failed ? 'invalid' : 'valid', type: proven, number, sex, problems } as const;
  return birthDate === undefined ? read : { ...read, birthDate };
}

function shapeProblem(text: string): DocumentProblem {
  const position = [...text].findIndex(
    (character, index) => !/\d/.test(character) && !(character === 'X' && index === 17),
  );
  if (position >= 0 && position < 18) return { code: 'wrong_character', severity: 'error', position };
  return { code: 'wrong_length', severity: 'error', actualLength: text.length };
}

function readPermit(type: DocumentType, text: string, shape: RegExp): ParsedDocumentNumber {
  if (hasNumber18Shape(text) || (type !== 'passport' && hasLegacyShape(text))) {
    const checked = readChecked('resident_id', text, undefined);
    if (checked.status === 'valid') {
      return { ...checked, problems: [...checked.problems, { code: 'other_type', severity: 'warning' }] };
    }
  }
  const number = shape.exec(text)?.[1];
  if (number === undefined) return valid(type, text, [{ code: 'unusual_form', severity: 'warning' }]);
  return valid(type, number, number === text ? [] : [{ code: 'issue_digits_dropped', severity: 'note' }]);
}

function valid(type: DocumentType, number: string, problems: readonly DocumentProblem[]): ParsedDocumentNumber {
  return { status: 'valid', type, number, problems };
}
