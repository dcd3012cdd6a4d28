import { birthDateNeighbours, type PreparedPerson } from '../evidence/index.js';
import { type PreparedName, readingsInOrder, splitChineseName, syllablesOf } from '../name/index.js';
import { textKey } from './keys.js';

const mostReadings = 6;

/** What is looked up, the surest first; `most` bounds the list that is still read, longer ones say too little. */
export interface BlockKey {
  readonly key: number;
  readonly most: number;
}

const bounds = {
  nameAndBirth: 64,
  nameAndYear: 128,
  name: 64,
  birth: 96,
  parts: 48,
  partAndBirth: 64,
  partAndMonth: 48,
} as const;

/** The keys under which a record is found by anything but its numbers. */
export function blockKeysOf(person: PreparedPerson): readonly number[] {
  return [...collectKeys(person, person.birthDates).keys()];
}

/** The keys under which a person is looked for: those of `blockKeysOf`, and those that typical slips of the date lead to. */
export function blockKeysFor(person: PreparedPerson): readonly BlockKey[] {
  const found = collectKeys(person, person.birthDates);
  const slips = person.birthDates.flatMap(birthDateNeighbours);
  for (const name of person.names) {
    for (const letters of orderFreeKeys(name)) {
      for (const date of slips) found.set(textKey(`nb|${letters}|${date}`), bounds.nameAndBirth);
    }
  }
  return [...found].map(([key, most]) => ({ key, most }));
}

function collectKeys(person: PreparedPerson, dates: readonly string[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of person.names) {
    const letters = orderFreeKeys(name);
    for (const date of dates) {
      for (const key of letters) found.set(textKey(`nb|${key}|${date}`), bounds.nameAndBirth);
      for (const part of partsOf(name)) found.set(textKey(`pb|${part}|${date}`), bounds.partAndBirth);
    }
    for (const key of letters) {
      for (const date of dates) found.set(textKey(`ny|${key}|${date.slice(0, 4)}`), bounds.nameAndYear);
      found.set(textKey(`n|${key}`), bounds.name);
    }
    addLatinParts(found, name, dates);
  }
  for (const date of dates) if (date.length === 8) found.set(textKey(`b|${date}`), bounds.birth);
  return found;
}

/**
 * The letters of a name in alphabetic order, one text for each likely reading: whatever the order, spacing or script, the same
 * name gives the same key.
 */
function orderFreeKeys(name: PreparedName): readonly string[] {
  const writings = name.characters.length > 0 ? readingsInOrder(name, mostReadings) : [syllablesOf(name).join('')];
  return [...new Set(writings.map((writing) => [...writing].sort().join('')))];
}

function partsOf(name: PreparedName): readonly string[] {
  if (name.characters.length === 0) return name.tokens.map(skeleton);
  const { family } = splitChineseName(name.characters);
  const syllables = syllablesOf(name);
  return [syllables.slice(0, family.length).join(''), syllables.slice(family.length).join('')].filter(Boolean);
}

/** Western names are misspelt more than they are mistaken: all parts roughly, or one with half of the date, find
 * them when name and date both have a slip. */
function addLatinParts(found: Map<number, number>, name: PreparedName, dates: readonly string[]): void {
  if (name.characters.length > 0) return;
  const parts = name.tokens.map(skeleton);
  if (parts.length > 1)
    found.set(
      textKey(
        `np|${parts
          .map((part) => part.slice(0, 3))
          .sort()
          .join('|')}`,
      ),
      bounds.parts,
    );
  for (const part of parts) {
    for (const date of dates) {
      if (date.length !== 8) continue;
      found.set(textKey(`pm|${part}|${date.slice(0, 6)}`), bounds.partAndMonth);
      found.set(textKey(`pd|${part}|${date.slice(4)}`), bounds.partAndMonth);
    }
  }
}

/** First letter and the next three consonants that differ from their neighbour: what survives most misspellings. */
function skeleton(token: string): string {
  const consonants = token
    .slice(1)
    .replace(/[aeiouhwy]/g, '')
    .replace(/(.)\1+/g, '$1');
  return token.charAt(0) + consonants.slice(0, 3);
}
