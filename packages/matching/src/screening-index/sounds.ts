import { lookAlikesOf, nearReadingsOf, partsOf, plainSyllable, readingsOf, spellingsInLatin } from '../name/index.js';
import { hashText } from './hash.js';

/**
 * What the characters of recorded names sound like, turned over: from a reading or a Latin spelling to the sounds of all
 * recorded characters that have it. A sound is the usual reading of a character as a number from 1 to 1023; two readings may share one.
 */
export interface Sounds {
  readonly characters: Set<string>;
  readonly ofReading: Map<string, Set<number>>;
  readonly ofNearReading: Map<string, Set<number>>;
  readonly ofSpelling: Map<string, Set<number>>;
  /** What was found for a character, until another one is recorded. */
  readonly related: Map<string, ReadonlySet<number>>;
}

/** How many sounds there are, the empty one included. */
export const soundCount = 1024;

const longestSpelling = 8;
const known = new Map<string, number>();

/** Knows no character yet. */
export function createSounds(): Sounds {
  return {
    characters: new Set(),
    ofReading: new Map(),
    ofNearReading: new Map(),
    ofSpelling: new Map(),
    related: new Map(),
  };
}

/** The sound of a character. */
export function soundOf(character: string): number {
  const sound = known.get(character);
  if (sound !== undefined) return sound;
  const fresh = (hashText(readingsOf(character)[0] ?? character) % (soundCount - 1)) + 1;
  known.set(character, fresh);
  return fresh;
}

/** Makes the characters of a recorded name findable. @returns whether one of them was new */
export function learnCharacters(sounds: Sounds, characters: readonly string[]): boolean {
  let learned = false;
  for (const character of characters) {
    if (sounds.characters.has(character)) continue;
    if (!learned) sounds.related.clear();
    learned = true;
    sounds.characters.add(character);
    const sound = soundOf(character);
    for (const reading of readingsOf(character)) keep(sounds.ofReading, reading, sound);
    for (const reading of nearReadingsOf(character)) keep(sounds.ofNearReading, reading, sound);
    for (const spelling of spellingsInLatin(character)) keep(sounds.ofSpelling, spelling, sound);
  }
  return learned;
}

/**
 * The sounds of all recorded characters that a character may be taken for (see `relate`): by a reading they share, exactly or
 * nearly, by their shape, or as one of the two parts it is written in for want of it.
 */
export function relatedSounds(sounds: Sounds, character: string): ReadonlySet<number> {
  const known = sounds.related.get(character);
  if (known) return known;
  const found = new Set([soundOf(character)]);
  for (const reading of readingsOf(character))
    for (const sound of sounds.ofReading.get(reading) ?? []) found.add(sound);
  for (const near of nearReadingsOf(character))
    for (const sound of sounds.ofNearReading.get(near) ?? []) found.add(sound);
  for (const lookAlike of lookAlikesOf(character)) found.add(soundOf(lookAlike));
  for (const part of partsOf(character)) found.add(soundOf(part));
  sounds.related.set(character, found);
  return found;
}

/** The sounds of all recorded characters one of whose spellings stands somewhere in the parts of a Latin name. */
export function spelledSounds(sounds: Sounds, tokens: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const joined = tokens.map(plainSyllable).join('');
  for (let from = 0; from < joined.length; from += 1) {
    const end = Math.min(joined.length, from + longestSpelling);
    for (let to = from + 1; to <= end; to += 1) {
      for (const sound of sounds.ofSpelling.get(joined.slice(from, to)) ?? []) found.add(sound);
    }
  }
  return found;
}

/** The sounds of all recorded characters a spelling of which begins with one of these letters. */
export function soundsByInitial(sounds: Sounds, initials: ReadonlySet<string>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [spelling, all] of sounds.ofSpelling) {
    if (initials.has(spelling.charAt(0))) for (const sound of all) found.add(sound);
  }
  return found;
}

function keep(map: Map<string, Set<number>>, key: string, sound: number): void {
  const all = map.get(key);
  if (all) all.add(sound);
  else map.set(key, new Set([sound]));
}
