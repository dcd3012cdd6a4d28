import weights from '../decision/weights.json' with { type: 'json' };
import particles from '../name/particles.json' with { type: 'json' };
import {
  joined,
  lengthBits,
  longPartBits,
  nameFacets,
  type PreparedName,
  rarityOf,
  relation,
  givenBits as rarityOfCharacter,
  spellingsInLatin,
  splitChineseName,
} from '../name/index.js';
import { maySpell, type SpelledFilter, spelledFilter } from './spelled-filter.js';
import { relatedSounds, type Sounds, soundCount, soundOf, spelledSounds } from './sounds.js';

/**
 * A name in 32 bits, to tell most strangers apart without reading the name. The two highest bits tell the kind: 1, 2, 3 a Chinese
 * name of up to two, of three and of four characters, by the sounds of its first three, ten bits each; 0 a longer one, by a bit
 * for each of its sounds (with bit 29), or the letters of any other name, one bit each.
 */
export type NameMark = number;

/** Says nothing: every name may agree with it. */
export const openMark: NameMark = 0x3fffffff;

const longBit = 0x20000000;
/** Set beside the letters of a name some part of which may be initials. */
const shortBit = 0x4000000;
const longBits = 29;
const letterA = 97;
const letterCount = 26;
const mostOfLong = longPartBits() * 2;
const partCost = Math.min(weights.nameCost.given_only, weights.nameCost.one_character) * 4;
const givenBits = (character: string) => rarityOfCharacter(character, relation.same);
const shortToken = 3;
const nicknames = new Set(particles.nicknames);
const nicknameSounds = new Set(particles.nicknames.map(soundOf));
const heaviest = 255;
const noSounds = new Uint8Array(soundCount);
const lettersOfSpellings = new Map<string, readonly number[]>();

/** The mark of a recorded name. */
export function nameMark(name: PreparedName): NameMark {
  const { characters } = name;
  if (characters.length > 4) return longBit | soundBits(characters.map(soundOf));
  if (characters.length > 0) {
    const kind = characters.length < 3 ? 1 : characters.length === 3 ? 2 : 3;
    let mark = kind;
    for (let place = 0; place < 3; place += 1) {
      const character = characters[place];
      mark = (mark << 10) | (character === undefined ? 0 : soundOf(character));
    }
    return mark >>> 0;
  }
  if (name.script === 'mixed' || name.script === 'other') return openMark;
  const letters = lettersOf(name.tokens);
  if (letters === 0) return openMark;
  return name.tokens.some((token) => token.length <= shortToken) ? letters | shortBit : letters;
}

/** What a name asked about asks of marks: those it lets through may agree with it, those it does not cannot. */
export interface NameFilter {
  /** By sound: what it may weigh, in quarters of a bit, where the name asked about holds it; 0 where it does not. */
  readonly sounds: Uint8Array;
  /** Of a Chinese name, the quarters of a bit that no agreement exceeds. */
  readonly most: number;
  /** What it weighs that two given names are of one length. */
  readonly lengthWeight: number;
  readonly length: number;
  /** The second character is none of the name's own: one that differs from it costs nothing. */
  readonly nickname: boolean;
  /** Of a name in letters, which Chinese names it may spell. */
  readonly spelling: SpelledFilter | undefined;
  readonly letters: number;
  /** Of each character of a Chinese name, the letters of every spelling, and the bits of the sounds it may be taken for. */
  readonly spellings: readonly (readonly number[])[];
  readonly related: readonly number[];
  /** Of a name in letters, the bits of the sounds it spells; all of them where it may hold initials. */
  readonly spelled: number;
}

/** The filters of a name, one for each writing it mixes; together they let through whatever may agree. */
export function nameFilters(sounds: Sounds, name: PreparedName): NameFilter[] {
  const facets = nameFacets(name);
  const filters = facets.map((facet) =>
    facet.characters.length > 0 ? chineseFilter(sounds, facet) : latinFilter(sounds, facet.tokens),
  );
  return name.script === 'mixed' ? [...filters, mixedFilter(sounds, facets)] : filters;
}

/** Of a name with a character in letters: which Chinese names hold its characters and what the letters spell, whatever they weigh. */
function mixedFilter(sounds: Sounds, facets: readonly PreparedName[]): NameFilter {
  const characters = facets.flatMap((facet) => facet.characters);
  const tokens = facets.flatMap((facet) => facet.tokens);
  const spelled = spelledSounds(sounds, tokens);
  const held = new Uint8Array(soundCount);
  for (const all of [spelled, ...characters.map((character) => relatedSounds(sounds, character))])
    for (const sound of all) held[sound] = heaviest;
  const related = characters.map((character) => soundBits(relatedSounds(sounds, character)));
  return {
    sounds: held,
    most: heaviest,
    lengthWeight: heaviest,
    length: characters.length + tokens.length,
    nickname: false,
    spelling: undefined,
    letters: 0,
    // No spelling: names in letters are for the other filters.
    spellings: [[]],
    related: [...related, ...tokens.map(() => soundBits(spelled))],
    spelled: 0,
  };
}

function chineseFilter(sounds: Sounds, name: PreparedName): NameFilter {
  const { characters } = name;
  const { family, given } = rarityOf(name, false);
  const familyLength = splitChineseName(characters).family.length;
  const held = new Uint8Array(soundCount);
  const related: number[] = [];
  const hold = (character: string, bits: number) => {
    const all = relatedSounds(sounds, character);
    const weight = quarters(bits);
    for (const sound of all) if ((held[sound] ?? 0) < weight) held[sound] = weight;
    return all;
  };
  for (const [place, character] of characters.entries()) {
    const bits = place < familyLength ? family : givenBits(character);
    related.push(soundBits(hold(character, bits)));
    const whole = joined(character, characters[place + 1] ?? '');
    if (whole !== undefined) hold(whole, bits + givenBits(whole));
  }
  return {
    sounds: held,
    most: quarters(Math.max(family + given, mostOfLong)),
    lengthWeight: quarters(lengthBits(characters.length - familyLength)),
    length: characters.length,
    nickname: nicknames.has(characters[1] ?? ''),
    spelling: undefined,
    letters: 0,
    spellings: characters.map(spelledLetters),
    related,
    spelled: 0,
  };
}

function latinFilter(sounds: Sounds, tokens: readonly string[]): NameFilter {
  const mayHoldInitials = tokens.some((token) => token.length <= shortToken);
  return {
    sounds: noSounds,
    most: 255,
    lengthWeight: 0,
    length: 0,
    nickname: false,
    letters: lettersOf(tokens),
    spelling: spelledFilter(sounds, tokens),
    spellings: [],
    related: [],
    spelled: mayHoldInitials ? openMark : soundBits(spelledSounds(sounds, tokens)),
  };
}

/** Whether a name with this mark may agree with the one asked about and weigh so many quarters of a bit. */
export function mayAgree(filter: NameFilter, mark: NameMark, wanted: number): boolean {
  if (mark >>> 30 !== 0) return filter.length === 0 ? maySpellIt(filter, mark) : chineseMayAgree(filter, mark, wanted);
  if (mark === openMark) return true;
  return (mark & longBit) !== 0 ? longMayAgree(filter, mark, wanted) : lettersMayAgree(filter, mark);
}

function maySpellIt({ spelling }: NameFilter, mark: NameMark): boolean {
  return spelling === undefined || maySpell(spelling, mark);
}

/** All parts agree, or all but one and what does weighs enough to make up for the rest. */
function chineseMayAgree(filter: NameFilter, mark: NameMark, wanted: number): boolean {
  const { sounds, length, lengthWeight } = filter;
  const middle = (mark >>> 10) & 1023;
  const first = sounds[(mark >>> 20) & 1023] ?? 0;
  const second = sounds[middle] ?? 0;
  const third = sounds[mark & 1023] ?? 0;
  const sum = first + second + third;
  if (sum + lengthWeight < wanted) return false;
  const held = (first > 0 ? 1 : 0) + (second > 0 ? 1 : 0) + (third > 0 ? 1 : 0);
  const kind = mark >>> 30;
  if (kind === 1) return held === 2 || (held === 1 && ((mark & 0xffc00) === 0 || sum >= wanted + partCost));
  if (held !== 2) return held === 3;
  if (kind === 3 || length === 2 || sum >= wanted + partCost) return true;
  return second === 0 && (filter.nickname || nicknameSounds.has(middle));
}

/** Three characters of a long name, or all but one of those it spells, are there by their sound. */
function longMayAgree({ related, spelled, length }: NameFilter, mark: NameMark, wanted: number): boolean {
  if (length === 0) return bitCount(mark & ~spelled & ~longBit) <= 1;
  if (length < 3 || wanted > quarters(mostOfLong)) return false;
  let held = 0;
  for (const sounds of related) if ((sounds & mark) !== 0) held += 1;
  return held >= 3;
}

function lettersMayAgree({ letters, spellings }: NameFilter, mark: NameMark): boolean {
  if (spellings.length > 0) return spellingsMayAgree(spellings, mark);
  if (letters === 0) return true;
  const least = Math.min(bitCount(letters), bitCount(mark & ~shortBit));
  return bitCount(letters & mark) * 2 >= least;
}

/** Bits as quarters, rounded up. */
export function quarters(bits: number): number {
  return Math.min(255, Math.ceil(bits * 4));
}

/** All characters but one are spelled by the letters at hand, or the first is and others may stand there by their first letter. */
function spellingsMayAgree(spellings: readonly (readonly number[])[], mark: NameMark): boolean {
  let spelled = 0;
  for (const ways of spellings) {
    for (const letters of ways) {
      if ((letters & ~mark) !== 0) continue;
      spelled += 1;
      break;
    }
  }
  return spelled > 0 && (spelled >= spellings.length - 1 || (mark & shortBit) !== 0);
}

function spelledLetters(character: string): readonly number[] {
  const known = lettersOfSpellings.get(character);
  if (known !== undefined) return known;
  const letters = spellingsInLatin(character).map((spelling) => lettersOf([spelling]));
  lettersOfSpellings.set(character, letters);
  return letters;
}

function soundBits(sounds: Iterable<number>): number {
  let bits = 0;
  for (const sound of sounds) bits |= 1 << (sound % longBits);
  return bits;
}

function lettersOf(tokens: readonly string[]): number {
  let letters = 0;
  for (const token of tokens) {
    for (let place = 0; place < token.length; place += 1) {
      const letter = token.charCodeAt(place) - letterA;
      if (letter >= 0 && letter < letterCount) letters |= 1 << letter;
    }
  }
  return letters;
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
