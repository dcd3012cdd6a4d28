import { calendarDate } from './calendar.js';
import { expectedCheckCharacter, hasValidCheckCharacter } from './check-character.js';
import type { DocumentType } from './document-type.js';
import type { DocumentProblem } from './problem.js';
import regions from './regions.json' with { type: 'json' };

export type Sex = 'male' | 'female';

/** What the digits of an 18-character number say, whether or not its check character agrees. */
export interface NumberContent {
  readonly birthDate?: string;
  readonly sex: Sex;
  readonly problems: readonly DocumentProblem[];
}

const shape = /^\d{17}[\dX]$/;
const legacyShape = /^\d{15}$/;
const centenarianOrders = new Set(['996', '997', '998', '999']);
const provinces = new Set(Object.keys(regions.provinces));

/** Whether the text is seventeen digits and a digit or X. */
export function hasNumber18Shape(text: string): boolean {
  return shape.test(text);
}

/** Whether the text is a first-generation number of fifteen digits (in use until 1999). */
export function hasLegacyShape(text: string): boolean {
  return legacyShape.test(text);
}

/**
 * The 18-character number that replaced a 15-digit one: century 19, or 18 for order numbers 996 to 999, which were kept for
 * people already past their hundredth birthday (GB 11643-1999), and the check character added.
 */
export function convertLegacyNumber(legacy: string): string | undefined {
  if (!hasLegacyShape(legacy)) return undefined;
  const century = centenarianOrders.has(legacy.slice(12)) ? '18' : '19';
  const digits = legacy.slice(0, 6) + century + legacy.slice(6);
  const check = expectedCheckCharacter(digits);
  return check === undefined ? undefined : digits + check;
}

/** The document type that an 18-character number belongs to by its own first digits. */
export function typeOfNumber18(number: string): DocumentType {
  if (number.startsWith('9')) return 'foreign_pr';
  return regions.residencePermitPrefixes.includes(number.slice(0, 6)) ? 'hmt_residence' : 'resident_id';
}

/**
 * Reads birth date, sex and everything doubtful from an 18-character number. An unknown province is only a warning: address
 * codes are abolished and re-issued, the number stays.
 */
export function readNumber18(number: string, today: string | undefined): NumberContent {
  const problems: DocumentProblem[] = [];
  const birthDate = calendarDate(
    Number(number.slice(6, 10)),
    Number(number.slice(10, 12)),
    Number(number.slice(12, 14)),
  );
  if (birthDate === undefined) problems.push({ code: 'impossible_birth_date', severity: 'error' });
  else if (today !== undefined && birthDate > today) problems.push({ code: 'birth_date_in_future', severity: 'error' });
  if (!hasValidCheckCharacter(number)) {
    const rounded = number.endsWith('000');
    problems.push({ code: rounded ? 'rounded_by_spreadsheet' : 'wrong_check_character', severity: 'error' });
  }
  if (!number.startsWith('9') && !provinces.has(number.slice(0, 2))) {
    problems.push({ code: 'unknown_region', severity: 'warning' });
  }
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female';
  return birthDate === undefined ? { sex, problems } : { birthDate, sex, problems };
}

/** Whether the number uses province code 10, which is never issued: demonstrations, canaries and tests live there. */
export function isInventedNumber(number: string): boolean {
  return hasNumber18Shape(number) && number.startsWith(regions.inventedProvince);
}
