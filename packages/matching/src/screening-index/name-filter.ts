import particles from '../name/particles.json' with { type: 'json' };
import {
  familyBits,
  givenBits as rarityOfCharacter,
  joined,
  lengthBits,
  nameFacets,
  plainSyllable,
  type PreparedName,
  type SpelledParts,
  isHan,
  rarityOf,
  relation,
  spelledShare,
  spellingsInLatin,
  splitChineseName,
  unitsOf,
} from '../name/index.js';
import type { Firsts, MarkRanges } from './mark-ranges.js';
import { bitCount, lettersIn, longBit, type NameMark, openMark, shortBit } from './name-mark.js';
import type { LongNames } from './long-names.js';
import { longMayAgree, longMaySpell, mostOfLong } from './long-filter.js';
import { chineseMayAgree } from './places-filter.js';
import { maySpell, type SpelledFilter, spelledFilter } from './spelled-filter.js';
import { relatedSounds, soundOf, type Sounds, soundCount, spelledSounds } from './sounds.js';

/** What a name asked about asks of marks: those it lets through may agree with it, those it does not cannot. */
export interface NameFilter {
  /** By sound: what it may weigh, in quarters of a bit, where the name asked about holds it; 0 where it does not. */
  readonly sounds: Uint8Array;
  /** The same where any character may stand first, and weigh as a family name. */
  readonly anywhere: Uint8Array;
  /** By sound, the places of the characters that may be taken for it, a bit each. */
  readonly places: Uint32Array;
  /** Whether every character has a place of its own: not in a name of more than 31. */
  readonly ordered: boolean;
  /** The places are those of characters and runs of letters, which agree one by one or not at all. */
  readonly inUnits: boolean;
  /** Two of the characters may be a third one that is written apart. */
  readonly joins: boolean;
  /** Of a Chinese name, the quarters of a bit that no agreement exceeds; of it spelled in letters likewise. */
  readonly most: number;
  readonly mostSpelled: number;
  /** What it weighs that two given names are of one length. */
  readonly lengthWeight: number;
  readonly length: number;
  /** The second character is none of the name's own: one that differs from it costs nothing. */
  readonly nickname: boolean;
  /** Of a name in letters, which Chinese names it may spell. */
  readonly spelling: SpelledFilter | undefined;
  readonly letters: number;
  /** Of each character of a Chinese name, the letters of every spelling. */
  readonly spellings: readonly (readonly number[])[];
  /** The characters of a Chinese name asked about, for a second look. */
  readonly held: readonly HeldCharacter[];
  readonly spellable: SpelledParts;
  /** The parts of a name in letters. */
  readonly tokens: readonly string[];
  /** Sounds that a nickname's particle may have. */
  readonly nicknames: ReadonlySet<number>;
  /** What was worked out of the former for long lists (`rangesOf`). */
  readonly ranges: { firsts: Firsts | undefined; readonly made: (MarkRanges | undefined)[] };
  /** The long names of the index. */
  readonly long: LongNames;
}

/** A character asked about, or one that two of them are when written together, which has no place. */
export interface HeldCharacter {
  readonly character: string;
  readonly place: number | undefined;
  /** Quarters of a bit, where it stands and where any character may stand first. */
  readonly weight: number;
  readonly anywhere: number;
}

/** What marks alone do not say. */
export interface Recorded {
  readonly sounds: Sounds;
  readonly long: LongNames;
}

const nicknames = new Set(particles.nicknames);
const heaviest = 255;
const mostPlaces = 31;
const noSounds = new Uint8Array(soundCount);
const nicknameSounds: ReadonlySet<number> = new Set(particles.nicknames.map(soundOf));
/** A filter of no name: what is particular to one kind is put in its place. */
const nothing: Omit<NameFilter, 'long'> = {
  held: [],
  spellable: { characters: [], familyLength: 0 },
  tokens: [],
  nicknames: nicknameSounds,
  // Asked of names whose places are in order alone.
  ranges: { firsts: undefined, made: [] },
  sounds: noSounds,
  anywhere: noSounds,
  places: new Uint32Array(soundCount),
  ordered: false,
  inUnits: false,
  joins: false,
  most: heaviest,
  mostSpelled: heaviest,
  lengthWeight: 0,
  length: 0,
  nickname: false,
  spelling: undefined,
  letters: 0,
  spellings: [],
};
const lettersOfSpellings = new Map<string, readonly number[]>();

/** The filters of a name, one for each writing it mixes; together they let through whatever may agree. */
export function nameFilters(recorded: Recorded, name: PreparedName): NameFilter[] {
  const facets = nameFacets(name);
  const filters = facets.map((facet) =>
    facet.characters.length > 0 ? chineseFilter(recorded, facet) : latinFilter(recorded, facet.tokens),
  );
  return name.script === 'mixed' ? [...filters, ...mixedFilter(recorded, name)] : filters;
}

/** Whether a name with this mark may agree with the one asked about and weigh so many quarters of a bit. */
export function mayAgree(filter: NameFilter, mark: NameMark, wanted: number): boolean {
  if (mark >>> 30 !== 0) {
    if (filter.length > 0) return chineseMayAgree(filter, mark, wanted);
    return filter.spelling === undefined || maySpell(filter.spelling, mark);
  }
  if (mark === openMark) return true;
  if ((mark & longBit) === 0) return lettersMayAgree(filter, mark, wanted);
  if (filter.length > 0) return longMayAgree(filter, mark, wanted);
  return filter.spelling === undefined || longMaySpell(filter.spelling, filter.long, mark);
}

/** Bits as quarters, rounded up. */
export function quarters(bits: number): number {
  return Math.min(heaviest, Math.ceil(bits * 4));
}

/** Of a name with a character in letters: which Chinese names have its characters and what the letters spell, each in its place. */
function mixedFilter({ sounds, long }: Recorded, name: PreparedName): NameFilter[] {
  const units = unitsOf(name);
  if (units === undefined || units.length < 2) return [];
  const places = new Uint32Array(soundCount);
  for (const [place, unit] of units.entries()) {
    for (const sound of isHan(unit) ? relatedSounds(sounds, unit) : spelledSounds(sounds, [unit]))
      setPlace(places, sound, place);
  }
  return [
    {
      ...nothing,
      places,
      inUnits: true,
      length: units.length,
      // No spelling: names in letters are for the other filters.
      spellings: [[]],
      long,
    },
  ];
}

function chineseFilter({ sounds, long }: Recorded, name: PreparedName): NameFilter {
  const { characters } = name;
  const { family, given } = rarityOf(name, false);
  const familyLength = splitChineseName(characters).family.length;
  const held = new Uint8Array(soundCount);
  const anywhere = new Uint8Array(soundCount);
  const places = new Uint32Array(soundCount);
  const all = heldCharacters(characters, familyLength, family);
  for (const { character, place, weight, anywhere: first } of all) {
    const bit = place !== undefined && place < mostPlaces ? 1 << place : 0;
    for (const sound of relatedSounds(sounds, character)) {
      if ((held[sound] ?? 0) < weight) held[sound] = weight;
      if ((anywhere[sound] ?? 0) < first) anywhere[sound] = first;
      places[sound] = (places[sound] ?? 0) | bit;
    }
  }
  const most = Math.max(family + given, turnedBits(characters), mostOfLong / 4);
  return {
    sounds: held,
    anywhere,
    places,
    ordered: characters.length <= mostPlaces,
    inUnits: false,
    joins: all.length > characters.length,
    most: quarters(most),
    mostSpelled: quarters(most * spelledShare),
    lengthWeight: quarters(lengthBits(characters.length - familyLength)),
    length: characters.length,
    nickname: nicknames.has(characters[1] ?? ''),
    spelling: undefined,
    letters: 0,
    spellings: characters.map(spelledLetters),
    held: all,
    spellable: { characters, familyLength },
    tokens: [],
    nicknames: nicknameSounds,
    ranges: { firsts: undefined, made: [] },
    long,
  };
}

function heldCharacters(characters: readonly string[], familyLength: number, family: number): HeldCharacter[] {
  const hold = (character: string, bits: number, place?: number): HeldCharacter => ({
    character,
    place,
    weight: quarters(bits),
    anywhere: quarters(Math.max(bits, familyBits([character], relation.same))),
  });
  return characters.flatMap((character, place) => {
    const bits = place < familyLength ? family : givenBits(character);
    const whole = joined(character, characters[place + 1] ?? '');
    const own = hold(character, bits, place);
    return whole === undefined ? [own] : [own, hold(whole, bits + givenBits(whole))];
  });
}

function latinFilter({ sounds, long }: Recorded, tokens: readonly string[]): NameFilter {
  return {
    ...nothing,
    letters: lettersIn(tokens),
    spelling: spelledFilter(sounds, tokens),
    tokens: tokens.map(plainSyllable),
    long,
  };
}

/** What a name weighs at the most where family and given name are changed over: any of its characters may be the family name then. */
function turnedBits(characters: readonly string[]): number {
  const asGiven = characters.reduce((sum, character) => sum + givenBits(character), lengthBits(characters.length - 1));
  const first = characters.map((character) => familyBits([character], relation.same) - givenBits(character));
  return asGiven + Math.max(...first);
}

function setPlace(places: Uint32Array, sound: number, place: number): void {
  if (place < mostPlaces) places[sound] = (places[sound] ?? 0) | (1 << place);
}

function givenBits(character: string): number {
  return rarityOfCharacter(character, relation.same);
}

function lettersMayAgree({ letters, spellings, mostSpelled }: NameFilter, mark: NameMark, wanted: number): boolean {
  if (spellings.length > 0) return wanted <= mostSpelled && spellingsMayAgree(spellings, mark);
  if (letters === 0) return true;
  const least = Math.min(bitCount(letters), bitCount(mark & ~shortBit));
  return bitCount(letters & mark) * 2 >= least;
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
  const letters = spellingsInLatin(character).map((spelling) => lettersIn([spelling]));
  lettersOfSpellings.set(character, letters);
  return letters;
}
