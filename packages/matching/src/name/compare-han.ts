import { joined, relate, type Relation, relation, sharesPart } from './characters.js';
import { atLevel, better, type NameComparison, type NameLevel } from './level.js';
import particles from './particles.json' with { type: 'json' };
import { type PreparedName, splitChineseName } from './prepare.js';
import { familyBits, givenBits, lengthBits, longPartBits } from './rarity.js';
import { surnameLength } from './romanise.js';

const longestOwnName = 4;
/** Bits that no agreement of brothers' and sisters' names exceeds: of the family name, of the character they share, of a part in the other. */
export const mostOfKin = { family: 8, shared: 7, part: 3 };
const nicknames = new Set(particles.nicknames);

/** Compares two Chinese names after folding: as written, by sound, by shape, and with family and given name changed over. */
export function compareChinese(a: PreparedName, b: PreparedName): NameComparison {
  const isLong = isTransliterated(a) || isTransliterated(b);
  const straight = compareInOrder(a.characters, b.characters, isLong);
  if (straight.level === 'equal_after_folding' || a.characters.length < 2) return straight;
  if (!everyOneRelates(a.characters, b.characters)) return straight;
  let best = straight;
  for (const turned of turnedOver(a)) {
    const { level, score, bits } = compareInOrder(turned, b.characters, isLong);
    if (level === 'equal_after_folding') best = better(best, atLevel('reordered', bits));
    else if (sounding.has(level)) best = better(best, atLevel(level, bits, score * 0.95));
  }
  return best;
}

const sounding = new Set<NameLevel>(['homophone', 'look_alike', 'near_sound']);

/** Whether each character has one in the other name that it may stand for; without that, no other order makes them agree. */
function everyOneRelates(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((character) => b.some((other) => relate(character, other) !== relation.other));
}

/** The rarity of a Chinese name as it is written. */
export function wholeChineseBits(name: PreparedName): number {
  const { characters } = name;
  return compareInOrder(characters, characters, isTransliterated(name)).bits;
}

/** Names of the nations that write in letters: many characters, often with a dot. */
function isTransliterated({ characters, segments }: PreparedName): boolean {
  return characters.length > longestOwnName || (segments.length > 1 && characters.length > 3);
}

/** The orders in which a name is written by people who put the given name first, other than its own. */
function* turnedOver({ characters, segments }: PreparedName): Generator<readonly string[]> {
  if (segments.length > 1) yield [...segments].reverse().flatMap((segment) => [...segment]);
  for (const length of [1, 2]) {
    if (characters.length <= length) continue;
    yield [...characters.slice(length), ...characters.slice(0, length)];
    yield [...characters.slice(-length), ...characters.slice(0, -length)];
  }
}

function compareInOrder(a: readonly string[], b: readonly string[], isLong: boolean): NameComparison {
  if (a.length !== b.length) return compareUnequalLengths(a, b, isLong);
  const relations: Relation[] = [];
  let [least, others, kin] = [relation.same as Relation, 0, 0];
  for (let place = 0; place < a.length; place += 1) {
    const how = relate(a[place] ?? '', b[place] ?? '');
    relations.push(how);
    if (how === relation.other) others += 1;
    else if (how !== relation.same) kin += 1;
    if (how < least) least = how;
  }
  const bits = agreedBits(a, b, relations, isLong);
  if (others === 0) {
    if (least === relation.same) return atLevel('equal_after_folding', bits);
    const level =
      least === relation.homophone ? 'homophone' : least === relation.lookAlike ? 'look_alike' : 'near_sound';
    return atLevel(level, bits, atLevel(level, 0).score - 0.02 * (kin - 1));
  }
  return compareAllButSome(a, b, relations, others, bits, isLong);
}

function compareAllButSome(
  a: readonly string[],
  b: readonly string[],
  relations: readonly Relation[],
  others: number,
  bits: number,
  isLong: boolean,
): NameComparison {
  const length = Math.max(surnameLength(a), surnameLength(b));
  const familyAgrees = relations.slice(0, length).every((how) => how !== relation.other);
  const givenAgrees = a.length > length && relations.slice(length).every((how) => how !== relation.other);
  const isOwnName = !isLong && a.length === length + 2;
  if (others === 1 && a.length > 3 && !(isOwnName && familyAgrees)) return atLevel('near', bits, 1 - 0.8 / a.length);
  if (isLong && a.length > 5 && others <= a.length / 4) return atLevel('near', bits, 1 - (0.8 * others) / a.length);
  if (others === 1 && (a.length === 3 || isOwnName) && familyAgrees) return compareAllButOne(a, b, relations, bits);
  if (familyAgrees) return atLevel('family_only', bits);
  return givenAgrees ? atLevel('given_only', bits) : atLevel('different');
}

/** Names of a family and two characters of which one differs: a nickname in its place says nothing, any other may be a relative's. */
function compareAllButOne(
  a: readonly string[],
  b: readonly string[],
  relations: readonly Relation[],
  bits: number,
): NameComparison {
  const place = relations.indexOf(relation.other);
  const isNickname = place === 1 && (nicknames.has(a[1] ?? '') || nicknames.has(b[1] ?? ''));
  if (isNickname) return atLevel('character_left_out', bits);
  return atLevel('one_character', bitsButOne(a, b, relations, place));
}

/**
 * Brothers and sisters share the family name by nature and a character by custom, so that what agrees says little, however rare it is.
 */
function bitsButOne(a: readonly string[], b: readonly string[], relations: readonly Relation[], place: number): number {
  const family = relations.map((how, at) => (at < surnameLength(a) ? how : relation.other));
  const shared = Math.min(mostOfKin.shared, agreedBits(a, b, relations, false) - agreedBits(a, b, family, false));
  const part = sharesPart(a[place] ?? '', b[place] ?? '') ? mostOfKin.part : 0;
  return Math.min(mostOfKin.family, agreedBits(a, b, family, false)) + shared + part;
}

function compareUnequalLengths(a: readonly string[], b: readonly string[], isLong: boolean): NameComparison {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const apart = writtenApart(short, long);
  if (apart) return apart;
  const within = short.length >= 2 ? subsequence(short, long) : undefined;
  if (within) return compareShortened(short, long, within, isLong);
  const how = relate(short[0] ?? '', long[0] ?? '');
  if (how === relation.other) return atLevel('different');
  return atLevel('family_only', familyBits(splitChineseName(short).family, how));
}

interface Subsequence {
  readonly relations: readonly Relation[];
  readonly matched: readonly string[];
}

function compareShortened(
  short: readonly string[],
  long: readonly string[],
  { relations, matched }: Subsequence,
  isLong: boolean,
): NameComparison {
  const bits = agreedBits(short, matched, relations, isLong);
  const isPrefixed = long.length - short.length === 1 && short.length >= 3 && subsequence(short, long.slice(1));
  if (isPrefixed) return atLevel('initials', bits);
  const family = relate(short[0] ?? '', long[0] ?? '') !== relation.other;
  if (long.length - short.length === 1 && family) {
    return atLevel('character_left_out', Math.max(0, bits - lengthBits(short.length - 1)));
  }
  const isPrefixedToTwo = short.length === 2 && long.length === 3 && subsequence(short, long.slice(1));
  if (isPrefixedToTwo) return atLevel('initials', bits, 0.76);
  if (short.length >= 3) return atLevel('initials', bits, Math.max(0.6, short.length / long.length));
  return family
    ? atLevel('family_only', familyBits(splitChineseName(short).family, relation.same))
    : atLevel('different');
}

/** One character written as its two parts, for want of the character: 王玥 as 王王月. */
function writtenApart(short: readonly string[], long: readonly string[]): NameComparison | undefined {
  if (long.length !== short.length + 1 || short.length < 2) return undefined;
  for (let place = 0; place < short.length; place += 1) {
    const whole = joined(long[place] ?? '', long[place + 1] ?? '');
    if (whole === undefined || whole !== short[place]) continue;
    const rest = [...long.slice(0, place), whole, ...long.slice(place + 2)];
    const { level, bits } = compareInOrder(short, rest, false);
    if (level === 'equal_after_folding') return atLevel('written_apart', bits);
  }
  return undefined;
}

/** The characters of a longer name that those of a short one may stand for, in order, and how they relate; nothing when one has none. */
function subsequence(short: readonly string[], long: readonly string[]): Subsequence | undefined {
  const [relations, matched]: [Relation[], string[]] = [[], []];
  for (const character of long) {
    if (relations.length === short.length) break;
    const how = relate(character, short[relations.length] ?? '');
    if (how === relation.other) continue;
    relations.push(how);
    matched.push(character);
  }
  return relations.length === short.length ? { relations, matched } : undefined;
}

/** The rarity of what agrees: of two spellings the commoner counts. */
function agreedBits(
  a: readonly string[],
  b: readonly string[],
  relations: readonly Relation[],
  isLong: boolean,
): number {
  if (isLong) {
    const agreeing = relations.filter((how) => how !== relation.other).length;
    return (longPartBits() * 2 * agreeing) / Math.max(1, relations.length);
  }
  return Math.min(oneSideBits(a, relations), oneSideBits(b, relations));
}

function oneSideBits(characters: readonly string[], relations: readonly Relation[]): number {
  const length = surnameLength(characters);
  let least = relation.same as Relation;
  for (let place = 0; place < length; place += 1) least = Math.min(least, relations[place] ?? 0) as Relation;
  let bits = familyBits(characters.slice(0, length), least);
  let isWhole = true;
  for (let place = length; place < characters.length; place += 1) {
    const how = relations[place] ?? relation.other;
    if (how === relation.other) isWhole = false;
    bits += givenBits(characters[place] ?? '', how);
  }
  return isWhole ? bits + lengthBits(characters.length - length) : bits;
}
