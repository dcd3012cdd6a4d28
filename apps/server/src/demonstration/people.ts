import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';
import type { Chance } from './random.js';
import words from './words.json' with { type: 'json' };

/** An invented person. The number begins with 10, a province code that was never issued. */
export type InventedPerson = {
  readonly name: string;
  readonly sex: 'male' | 'female';
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly number: string;
};

/** County codes under province 10 in invented numbers; where a person is registered says nothing about where they work. */
const numberDivisions = ['100101', '100102', '100201', '100202'];

/** Invents a person born within a span of years. */
export function inventPerson(chance: Chance, fromYear = 1962, toYear = 2003): InventedPerson {
  const sex = chance.next() < 0.5 ? 'male' : 'female';
  const birthDate = inventDay(chance, fromYear, toYear);
  return { name: inventName(chance, sex), sex, birthDate, number: inventNumber(chance, birthDate, sex) };
}

/** Invents a name: mostly one-character surnames with two given characters, as names in China are. */
export function inventName(chance: Chance, sex: 'male' | 'female'): string {
  if (chance.next() < 0.004) return chance.pick(words.minority);
  const surname = chance.next() < 0.01 ? chance.pick(words.compoundSurnames) : chance.pick(words.surnames);
  const given = words[sex];
  return surname + chance.pick(given) + (chance.next() < 0.75 ? chance.pick(given) : '');
}

/** A day of a span of years; never the 29th to 31st, so that every month has it. */
export function inventDay(chance: Chance, fromYear: number, toYear: number): string {
  const month = String(chance.whole(1, 12)).padStart(2, '0');
  const day = String(chance.whole(1, 28)).padStart(2, '0');
  return `${chance.whole(fromYear, toYear)}-${month}-${day}`;
}

/** A number of the form of GB 11643 that fits the birth date and sex, under province code 10. */
export function inventNumber(chance: Chance, birthDate: string, sex: 'male' | 'female'): string {
  const half = chance.whole(0, 498);
  const order = String(sex === 'male' ? half * 2 + 1 : half * 2).padStart(3, '0');
  const body = chance.pick(numberDivisions) + birthDate.replaceAll('-', '') + order;
  return body + (expectedCheckCharacter(body) ?? '');
}
