import { joinedOrders } from './compare-latin.js';
import { editDistance } from './latin-part.js';
import { atLevel, better, type NameComparison } from './level.js';
import { isMandarin, nearReadingsOf, nearSoundsOf } from './sounds.js';
import { allSpellings, plainSyllable, readingsOf, type Spelling, spellingsInLatin } from './romanise.js';

const longestSpelled = 10;
const mostTokens = 5;
/** What of a name's weight is left where letters spell it. */
export const spelledShare = 0.9;
type Marked = Map<string, readonly { text: string; set: number }[]>;
const marked: Record<Spelling, Marked> = { chinese: new Map(), korean: new Map(), vietnamese: new Map() };

/** The syllables of a name, family name first. */
export interface SpelledParts {
  readonly characters: readonly string[];
  readonly familyLength: number;
}

/** A name of syllables: the characters of a Chinese one or the syllables of a Korean one. */
export interface SpelledName extends SpelledParts {
  /** The parts that dots or spaces leave, for names that put the given name first. */
  readonly segments: readonly string[];
  /** What the whole name weighs by its sound. */
  readonly bits: number;
}

/**
 * Compares a Chinese or Korean name with one in Latin letters: any usual romanisation, any layout (joined, spaced, hyphened), family
 * name first or last, initials for the given name, a further Western name beside it, and one typing slip.
 */
export function compareRomanised(name: SpelledName, latinTokens: readonly string[]): NameComparison {
  const tokens = latinTokens.map(plainSyllable).slice(0, mostTokens);
  let best = atLevel('different');
  for (const spelling of allSpellings) {
    best = better(best, compareSpelled(name, tokens, spelling));
    if (best.level === 'romanised') return best;
  }
  return best;
}

function compareSpelled(name: SpelledName, tokens: readonly string[], way: Spelling): NameComparison {
  const { characters, bits } = name;
  const joined = tokens.join('');
  if (characters.length === 0 || joined.length < 2) return atLevel('different');
  if (!mayHoldSome(name, joined, way)) return atLevel('different');
  const spoken = bits * spelledShare;
  if (characters.length <= longestSpelled && spellsWhole(name, tokens, way)) return atLevel('romanised', spoken);
  if (spellsWithInitials(name, tokens, way)) return atLevel('initials', spoken * 0.6);
  if (characters.length <= longestSpelled && tokens.length > 2) {
    for (const [place] of tokens.entries()) {
      const without = tokens.filter((_, other) => other !== place);
      if (spellsWhole(name, without, way)) return atLevel('romanised', spoken, 0.86);
    }
  }
  return nearSpelling(name, tokens, joined, way);
}

/**
 * Whether a name in letters, by its parts, may agree with the given one: where they hold a spelling of all its characters but one, or its
 * family name and the first letters of what is given. Never no where `compareRomanised` finds more than the family name.
 */
export function mayBeSpelled(name: SpelledParts, latinTokens: readonly string[]): boolean {
  const tokens = latinTokens.slice(0, mostTokens);
  const joined = tokens.join('');
  return allSpellings.some(
    (way) => mayHoldAllButOne(name.characters, joined, way) || spellsWithInitials(name, tokens, way),
  );
}

function mayHoldSome({ characters, familyLength }: SpelledParts, letters: string, way: Spelling): boolean {
  const [family, given] = [characters.slice(0, familyLength), characters.slice(familyLength)];
  return mayHold(family, letters, way) || (given.length > 0 && mayHold(given, letters, way));
}

/** Whether the letters hold some spelling of every character given: a quick no to most strangers. */
function mayHold(characters: readonly string[], letters: string, way: Spelling): boolean {
  const held = letterSet(letters);
  return characters.every((character) => isHeld(character, letters, held, way));
}

/** The same of every character but one. */
function mayHoldAllButOne(characters: readonly string[], letters: string, way: Spelling): boolean {
  const held = letterSet(letters);
  let missing = 0;
  for (const character of characters) if (!isHeld(character, letters, held, way)) missing += 1;
  return missing <= 1;
}

function isHeld(character: string, letters: string, held: number, way: Spelling): boolean {
  for (const { text, set } of markedSpellings(character, way)) {
    if ((set & ~held) === 0 && letters.includes(text)) return true;
  }
  return false;
}

/** The spellings of a character with the letters of each as bits, which rule most out before the text is searched. */
function markedSpellings(character: string, way: Spelling): readonly { text: string; set: number }[] {
  const known = marked[way].get(character);
  if (known) return known;
  const made = spellingsInLatin(character, way).map((text) => ({ text, set: letterSet(text) }));
  marked[way].set(character, made);
  return made;
}

/** A bit for each letter; two letters may share one. */
function letterSet(text: string): number {
  let letters = 0;
  for (let place = 0; place < text.length; place += 1) letters |= 1 << (text.charCodeAt(place) & 31);
  return letters;
}

function spellsWhole(name: SpelledName, tokens: readonly string[], way: Spelling): boolean {
  const { characters } = name;
  const joined = tokens.join('');
  if (!mayHold(characters, joined, way)) return false;
  for (const order of ordersOf(name)) if (spells(order, joined, way, 0, 0)) return true;
  if (tokens.length < 2 || characters.length > tokens.length + 3) return false;
  for (const writing of joinedOrders(tokens)) if (spells(characters, writing, way, 0, 0)) return true;
  return false;
}

function ordersOf({ characters, familyLength, segments }: SpelledName): readonly (readonly string[])[] {
  const orders = [characters, [...characters.slice(familyLength), ...characters.slice(0, familyLength)]];
  if (familyLength === 2) orders.push([...characters.slice(1), ...characters.slice(0, 1)]);
  if (segments.length > 1) orders.push([...segments].reverse().flatMap((segment) => [...segment]));
  return orders;
}

function spells(characters: readonly string[], text: string, way: Spelling, place: number, from: number): boolean {
  const character = characters[place];
  if (character === undefined) return from === text.length;
  for (const spelling of spellingsInLatin(character, way)) {
    if (text.startsWith(spelling, from) && spells(characters, text, way, place + 1, from + spelling.length))
      return true;
  }
  return false;
}

/** "X. M. Wang", "Wang XM", "Chan T. M.": the family name whole, some or all of the given name by first letters. */
function spellsWithInitials(
  { characters, familyLength }: SpelledParts,
  tokens: readonly string[],
  way: Spelling,
): boolean {
  const family = characters.slice(0, familyLength);
  const given = characters.slice(familyLength);
  if (given.length === 0 || tokens.length < 2) return false;
  for (const [place, token] of tokens.entries()) {
    if (!spells(family, token, way, 0, 0)) continue;
    const rest = tokens.filter((_, other) => other !== place);
    if (startsWith(given, rest, way) || (rest.length === 1 && startsWith(given, [...(rest[0] ?? '')], way)))
      return true;
  }
  return false;
}

function startsWith(given: readonly string[], parts: readonly string[], way: Spelling): boolean {
  if (parts.length !== given.length || parts.every(({ length }) => length > 1)) return false;
  return given.every((character, place) => {
    const part = parts[place] ?? '';
    const fits = (spelling: string) => (part.length === 1 ? spelling.startsWith(part) : spelling === part);
    return spellingsInLatin(character, way).some(fits);
  });
}

function nearSpelling(name: SpelledName, tokens: readonly string[], joined: string, way: Spelling): NameComparison {
  const { characters, familyLength, bits } = name;
  const isShort = characters.length <= 4 && joined.length > 5 && mayHoldAllButOne(characters, joined, way);
  const orders = isShort ? ordersOf(name) : [];
  const spoken = Math.max(0, bits * spelledShare);
  const isSlip = (order: readonly string[]) =>
    spellsNearly(order, joined, way, false, 0, 0) || isOneSlipOfPinyin(order, joined);
  if (orders.some(isSlip)) return atLevel('near', spoken - 2, 0.8);
  if (orders.some((order) => spellsNearly(order, joined, way, true, 0, 0))) return atLevel('near', spoken - 3, 0.68);
  const family = characters.slice(0, familyLength);
  const hasFamily = tokens.some((token) => spells(family, token, way, 0, 0));
  return hasFamily ? atLevel('family_only', 4) : atLevel('different');
}

/** The usual pinyin of the whole name but for one slip, which may lie between two syllables: huyaun for huayun. */
function isOneSlipOfPinyin(characters: readonly string[], text: string): boolean {
  const spelled = characters.map((character) => readingsOf(character)[0] ?? '').join('');
  if (spelled.length < 6 || !text.startsWith(spelled.charAt(0))) return false;
  const between = text.length <= spelled.length ? editDistance(text, spelled, 1) : editDistance(spelled, text, 1);
  return between === 1 && [...text].sort().join('') === [...spelled].sort().join('');
}

/**
 * Spells the name but for one wrong, missing or extra letter in one syllable, or two changed over. Of short syllables only pinyin is
 * given that room. Where the slip makes another syllable (Cheng for Chen, unlike Cehn) it may as well be another name: that is told
 * apart by `otherSyllables`.
 */
function spellsNearly(
  characters: readonly string[],
  text: string,
  way: Spelling,
  otherSyllables: boolean,
  place: number,
  from: number,
): boolean {
  const character = characters[place];
  if (character === undefined) return false;
  for (const spelling of spellingsInLatin(character, way)) {
    const next = from + spelling.length;
    if (text.startsWith(spelling, from) && spellsNearly(characters, text, way, otherSyllables, place + 1, next))
      return true;
  }
  const pinyin = readingsOf(character);
  for (const spelling of spellingsInLatin(character, way)) {
    if (spelling.length < (pinyin.includes(spelling) ? 3 : 4)) continue;
    for (let length = spelling.length - 1; length <= spelling.length + 1; length += 1) {
      const written = text.slice(from, from + length);
      if (written.length < length || isOtherSyllable(character, written) !== otherSyllables) continue;
      const [short, long] = written.length <= spelling.length ? [written, spelling] : [spelling, written];
      if (editDistance(short, long, 1) === 1 && spells(characters, text, way, place + 1, from + length)) return true;
    }
  }
  return false;
}

function isOtherSyllable(character: string, written: string): boolean {
  if (!isMandarin(written)) return false;
  const near = nearReadingsOf(character);
  return !nearSoundsOf(written).some((sound) => near.includes(sound));
}
