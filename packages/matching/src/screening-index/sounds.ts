import { lookAlikesOf, nearReadingsOf, partsOf, plainSyllable, readingsOf, spellingsInLatin } from '../name/index.js';
import { hashText, mixWords } from './hash.js';

/**
 * What the characters of recorded names sound like, turned over: from a reading or a Latin spelling to the sounds of all
 * recorded characters that have it. A sound is the usual reading of a character as a number from 1 to 1023; two readings may share one.
 */
export interface Sounds {
  readonly characters: Set<string>;
  readonly ofReading: Map<string, Set<number>>;
  readonly ofNearReading: Map<string, Set<number>>;
  readonly ofSpelling: Map<string, Set<number>>;
  readonly ofInitial: Map<string, Set<number>>;
  /** By a spelling, and by each that one letter taken out of it leaves: two that differ by a slip meet there. */
  readonly ofShortened: Map<string, Set<number>>;
  /** By sound, the letters of the usual readings. */
  readonly letters: Map<number, Letters[]>;
  /** What was found for a character, until another one is recorded. */
  readonly related: Map<string, readonly number[]>;
}

/** The letters of a text in no order: which there are, a bit each (two may share one), and a sum that differs where their counts do. */
export interface Letters {
  readonly set: number;
  readonly sum: number;
}

/** How many sounds there are, the empty one included. */
export const soundCount = 1024;

const longestSpelling = 8;
const shortestWithSlip = 3;
const known = new Map<string, number>();

/** Knows no character yet. */
export function createSounds(): Sounds {
  return {
    characters: new Set(),
    ofReading: new Map(),
    ofNearReading: new Map(),
    ofSpelling: new Map(),
    ofInitial: new Map(),
    ofShortened: new Map(),
    letters: new Map(),
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
    for (const spelling of spellingsInLatin(character)) keepSpelling(sounds, spelling, sound);
    keepLetters(sounds, readingsOf(character)[0] ?? character, sound);
  }
  return learned;
}

/**
 * The sounds of all recorded characters that a character may be taken for (see `relate`): by a reading they share, exactly or
 * nearly, by their shape, or as one of the two parts it is written in for want of it.
 */
export function relatedSounds(sounds: Sounds, character: string): readonly number[] {
  const known = sounds.related.get(character);
  if (known) return known;
  const found = new Set([soundOf(character)]);
  for (const reading of readingsOf(character))
    for (const sound of sounds.ofReading.get(reading) ?? []) found.add(sound);
  for (const near of nearReadingsOf(character))
    for (const sound of sounds.ofNearReading.get(near) ?? []) found.add(sound);
  for (const lookAlike of lookAlikesOf(character)) found.add(soundOf(lookAlike));
  for (const part of partsOf(character)) found.add(soundOf(part));
  const listed = [...found];
  sounds.related.set(character, listed);
  return listed;
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

/**
 * Calls `visit` with the sounds of all recorded characters that letters may spell but for a slip, a sound perhaps several times; those of
 * shorter spellings are left out (`spellsNearly`).
 */
export function visitNearlySpelled({ ofShortened }: Sounds, letters: string, visit: (sound: number) => void): void {
  ofShortened.get(letters)?.forEach(visit);
  for (let place = 0; place < letters.length; place += 1)
    ofShortened.get(letters.slice(0, place) + letters.slice(place + 1))?.forEach(visit);
}

/** The letters of a text. */
export function lettersOf(text: string): Letters {
  let [set, sum] = [0, 0];
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    set |= 1 << (code & 31);
    sum = (sum + mixWords(code, 0)) | 0;
  }
  return { set, sum };
}

function keepSpelling(sounds: Sounds, spelling: string, sound: number): void {
  if (sounds.ofSpelling.get(spelling)?.has(sound)) return;
  keep(sounds.ofSpelling, spelling, sound);
  keep(sounds.ofInitial, spelling.charAt(0), sound);
  if (spelling.length < shortestWithSlip) return;
  keep(sounds.ofShortened, spelling, sound);
  for (let place = 0; place < spelling.length; place += 1)
    keep(sounds.ofShortened, spelling.slice(0, place) + spelling.slice(place + 1), sound);
}

function keepLetters({ letters }: Sounds, reading: string, sound: number): void {
  const made = lettersOf(reading);
  const known = letters.get(sound);
  if (known === undefined) letters.set(sound, [made]);
  else if (!known.some(({ set, sum }) => set === made.set && sum === made.sum)) known.push(made);
}

function keep(map: Map<string, Set<number>>, key: string, sound: number): void {
  const all = map.get(key);
  if (all) all.add(sound);
  else map.set(key, new Set([sound]));
}
