import { joinedOrders } from './compare-latin.js';
import { atLevel, better, type NameComparison } from './level.js';
import { type PreparedName, splitChineseName, syllablesOf } from './prepare.js';
import { plainSyllable, spellingsInLatin } from './romanise.js';
import { jaroWinkler } from './similarity.js';

const longestSpelled = 10;
const mostTokens = 5;

/**
 * Compares a Chinese name with one in Latin letters: any usual romanisation, any layout (joined, spaced, hyphened), family name
 * first or last, initials for the given name, and a further Western given name beside the Chinese one.
 */
export function compareRomanised(chinese: PreparedName, latin: PreparedName): NameComparison {
  const { characters } = chinese;
  const tokens = latin.tokens.map(plainSyllable).slice(0, mostTokens);
  if (characters.length === 0 || tokens.length === 0 || tokens.join('').length < 2) return atLevel('different');
  if (characters.length <= longestSpelled && spellsWhole(chinese, tokens)) return atLevel('romanised');
  if (spellsWithInitials(characters, tokens)) return atLevel('initials');
  for (const [place] of tokens.entries()) {
    const without = tokens.filter((_, other) => other !== place);
    if (without.length > 1 && characters.length <= longestSpelled && spellsWhole(chinese, without)) {
      return atLevel('romanised', 0.86);
    }
  }
  return nearSpelling(chinese, tokens);
}

function spellsWhole(chinese: PreparedName, tokens: readonly string[]): boolean {
  const joined = tokens.join('');
  for (const order of ordersOf(chinese)) if (spells(order, joined, 0, 0)) return true;
  if (tokens.length < 2) return false;
  const { family, given } = splitChineseName(chinese.characters);
  for (const writing of joinedOrders(tokens)) {
    if (spells(family.concat(given), writing, 0, 0)) return true;
  }
  return false;
}

function ordersOf({ characters, segments }: PreparedName): readonly (readonly string[])[] {
  const { family, given } = splitChineseName(characters);
  const orders = [characters, [...given, ...family]];
  if (family.length === 2) orders.push([...characters.slice(1), ...characters.slice(0, 1)]);
  if (segments.length > 1) orders.push([...segments].reverse().flatMap((segment) => [...segment]));
  return orders;
}

function spells(characters: readonly string[], text: string, place: number, from: number): boolean {
  const character = characters[place];
  if (character === undefined) return from === text.length;
  return spellingsInLatin(character).some(
    (spelling) => text.startsWith(spelling, from) && spells(characters, text, place + 1, from + spelling.length),
  );
}

/** "X. M. Wang", "Wang XM": the family name whole, the given name by its first letters. */
function spellsWithInitials(characters: readonly string[], tokens: readonly string[]): boolean {
  const { family, given } = splitChineseName(characters);
  if (given.length === 0 || tokens.length < 2) return false;
  for (const [place, token] of tokens.entries()) {
    if (!spells(family, token, 0, 0)) continue;
    const initials = tokens.filter((_, other) => other !== place).join('');
    const starts = given.every((character, index) =>
      spellingsInLatin(character).some((spelling) => spelling[0] === initials[index]),
    );
    if (initials.length === given.length && starts) return true;
  }
  return false;
}

function nearSpelling(chinese: PreparedName, tokens: readonly string[]): NameComparison {
  const { family } = splitChineseName(chinese.characters);
  const syllables = syllablesOf(chinese);
  const joined = tokens.join('');
  let best: NameComparison = tokens.some((token) => spells(family, token, 0, 0))
    ? atLevel('family_only')
    : atLevel('different');
  const turned = [...syllables.slice(family.length), ...syllables.slice(0, family.length)];
  for (const spelled of [syllables.join(''), turned.join('')]) {
    const similarity = jaroWinkler(spelled, joined);
    if (similarity >= 0.93) best = better(best, atLevel('near', similarity * 0.85));
  }
  return best;
}
