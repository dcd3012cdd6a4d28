import { type ParsedDocumentNumber, parseDocumentNumber } from '../identity-number/index.js';
import { type PreparedName, prepareName, readNames } from '../name/index.js';
import { readBirthDate } from './birth-date.js';
import type { PersonEvidence } from './person-evidence.js';
import words from './sex-and-nationality.json' with { type: 'json' };

const sexes = new Map(Object.entries(words.sexes));
const countries = new Map(Object.entries(words.countries));
const twoLetters = /^[A-Z]{2}$/;
const mostNames = 20;
const mostDocuments = 20;

/** A person's evidence read once: folded names, parsed numbers, dates as digits. */
export interface PreparedPerson {
  readonly id: string;
  /** The current name first, then former ones; empty names are left out, so `hasCurrentName` tells whether the first is it. */
  readonly names: readonly PreparedName[];
  readonly hasCurrentName: boolean;
  readonly documents: readonly ParsedDocumentNumber[];
  /** `YYYYMMDD` or `YYYY`: the stated date first, then what valid numbers say. */
  readonly birthDates: readonly string[];
  /** Whether the first birth date was stated, and not only read from a number. */
  readonly birthDateStated: boolean;
  readonly sex: string;
  readonly nationality: string;
}

/** Reads evidence of any quality; never throws. At most 20 names and 20 documents of a person are used. */
export function preparePerson(evidence: PersonEvidence): PreparedPerson {
  const [current = prepareName(''), ...beside] = readNames(evidence.name).map(prepareName);
  const former = listOf(evidence.formerNames).slice(0, mostNames).flatMap(readNames).map(prepareName);
  const documents = listOf(evidence.documents)
    .slice(0, mostDocuments)
    .map((document) => parseDocumentNumber(document?.docType, document?.docNumber))
    .filter(({ status }) => status !== 'missing');
  const stated = readBirthDate(evidence.birthDate);
  const proven = documents.filter(({ status }) => status === 'valid');
  const derived = proven.map(({ birthDate }) => (birthDate ?? '').replaceAll('-', ''));
  return {
    id: String(evidence.id),
    names: [current, ...beside, ...former].filter(({ folded }) => folded !== '').slice(0, mostNames + 1),
    hasCurrentName: current.folded !== '',
    documents,
    birthDates: [...new Set([stated, ...derived])].filter(Boolean),
    birthDateStated: stated !== '',
    sex: readSex(evidence.sex) || (proven.find(({ sex }) => sex !== undefined)?.sex ?? ''),
    nationality: readNationality(evidence.nationality),
  };
}

function listOf<T>(values: readonly T[] | undefined): readonly T[] {
  return Array.isArray(values) ? values : [];
}

/** `male`, `female`, or the empty text when neither can be read. */
export function readSex(raw: unknown): string {
  if (raw === undefined || raw === '') return '';
  if (raw === 'male' || raw === 'female') return raw;
  return (
    sexes.get(
      String(raw ?? '')
        .normalize('NFKC')
        .trim()
        .toLowerCase(),
    ) ?? ''
  );
}

/** A country as two letters where it is known, else as it was given. */
export function readNationality(raw: unknown): string {
  if (raw === undefined || raw === '') return '';
  if (typeof raw === 'string' && twoLetters.test(raw)) return countries.get(raw) ?? raw;
  const code = String(raw ?? '')
    .normalize('NFKC')
    .trim()
    .toUpperCase();
  return countries.get(code) ?? code;
}
