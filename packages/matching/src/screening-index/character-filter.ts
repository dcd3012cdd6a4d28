import particles from '../name/particles.json' with { type: 'json' };
import { partsOf, relate, relation, simplifyCharacter } from '../name/index.js';
import type { HeldCharacter, NameFilter } from './name-filter.js';
import type { NameMark } from './name-mark.js';
import { chineseMayAgree } from './places-filter.js';
import { readLetters, type TextPool } from './text-pool.js';

/**
 * The second look at a Chinese name whose mark passed: the same question (`chineseMayAgree`) about its very characters instead of their
 * sounds, of which several characters share one. Characters met are numbered as they come; the name is not folded, nor kept.
 */
export interface CharacterFilter {
  /** The filter of the name asked about, by the number of a character where that has sounds. */
  readonly filter: NameFilter & { readonly nicknames: Set<number> };
  /** From the code of a character to its number. */
  readonly numbers: Map<number, number>;
}

const nicknames = new Set(particles.nicknames);
const [firstCharacter, lastCharacter, middleDot] = [0x4e00, 0x9fff, 0xb7];
const longest = 8;
/** Characters that a mark tells of. */
const inMark = 3;
/** Characters that are numbered at one time: few enough that a filter is made quickly, and fewer than a mark has room for. */
const mostCharacters = 256;
const letters = new Uint16Array(longest);
const pairs = new Map<number, boolean>();
const mostPairs = 100_000;

/** The second look for a name asked about; its first one is given. */
export function characterFilter(filter: NameFilter): CharacterFilter {
  const [sounds, anywhere] = [new Uint8Array(mostCharacters), new Uint8Array(mostCharacters)];
  const places = new Uint32Array(mostCharacters);
  return { filter: { ...filter, sounds, anywhere, places, nicknames: new Set() }, numbers: new Map() };
}

/** Whether a character may stand for one asked about. */
export function isHeld(look: CharacterFilter, code: number): boolean {
  if (look.numbers.size + inMark >= mostCharacters) look.numbers.clear();
  return (look.filter.sounds[numberOf(look, code)] ?? 0) > 0;
}

/** Whether a recorded name with this mark may agree by its characters; one that is not written in plain characters may. */
export function charactersMayAgree(
  look: CharacterFilter,
  texts: TextPool,
  place: number,
  mark: NameMark,
  wanted: number,
): boolean {
  const kind = mark >>> 30;
  // More are met for hardly anybody; those of before are then numbered anew.
  if (look.numbers.size + inMark >= mostCharacters) look.numbers.clear();
  const count = readLetters(texts, place, letters);
  let [numbered, characters] = [kind, 0];
  for (let at = 0; at < count; at += 1) {
    const code = letters[at] ?? 0;
    if (code === middleDot) continue;
    if (code < firstCharacter || code > lastCharacter) return true;
    characters += 1;
    if (characters <= inMark) numbered = (numbered << 10) | numberOf(look, code);
  }
  if (characters === 0 || (kind === 1 ? characters > 2 : characters !== kind + 1)) return true;
  if (characters < inMark) numbered <<= 10 * (inMark - characters);
  return chineseMayAgree(look.filter, numbered >>> 0, wanted);
}

function numberOf(look: CharacterFilter, code: number): number {
  const { numbers } = look;
  const known = numbers.get(code);
  if (known !== undefined) return known;
  const number = numbers.size + 1;
  numbers.set(code, number);
  learn(look, number, simplifyCharacter(String.fromCharCode(code)));
  return number;
}

function learn({ filter }: CharacterFilter, number: number, character: string): void {
  let [weight, anywhere, places] = [0, 0, 0];
  for (const held of filter.held) {
    if (!mayStandFor(character, held)) continue;
    weight = Math.max(weight, held.weight);
    anywhere = Math.max(anywhere, held.anywhere);
    if (held.place !== undefined) places |= 1 << held.place;
  }
  filter.sounds[number] = weight;
  filter.anywhere[number] = anywhere;
  filter.places[number] = places;
  if (nicknames.has(character)) filter.nicknames.add(number);
  else filter.nicknames.delete(number);
}

/** Known for pairs met of late: the same characters are in all names. */
function mayStandFor(recorded: string, { character }: HeldCharacter): boolean {
  const pair = recorded.charCodeAt(0) * 65_536 + character.charCodeAt(0);
  const known = pairs.get(pair);
  if (known !== undefined && character.length === 1) return known;
  const found = relate(recorded, character) !== relation.other || partsOf(character).includes(recorded);
  if (pairs.size >= mostPairs) pairs.clear();
  if (character.length === 1) pairs.set(pair, found);
  return found;
}
