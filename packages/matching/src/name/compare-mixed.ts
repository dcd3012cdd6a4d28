import { relate, relation } from './characters.js';
import { wholeChineseBits } from './compare-han.js';
import { atLevel, type NameComparison } from './level.js';
import type { PreparedName } from './prepare.js';
import { plainSyllable, spellingsInLatin } from './romanise.js';
import { isHan } from './script.js';

const longest = 5;

/**
 * Compares two Chinese names of which one has a character in letters, as systems without the character print it: 王zhe明 for 王喆明.
 * Nothing when neither is written so.
 */
export function compareMixed(a: PreparedName, b: PreparedName): NameComparison | undefined {
  const [left, right] = [unitsOf(a), unitsOf(b)];
  if (left === undefined || right?.length !== left.length || left.length > longest) return undefined;
  let hanAgrees = false;
  for (let place = 0; place < left.length; place += 1) {
    const [one = '', other = ''] = [left[place], right[place]];
    if (isHan(one) && isHan(other)) {
      if (relate(one, other) < relation.lookAlike) return undefined;
      hanAgrees = true;
    } else if (!agreesInLetters(one, other)) return undefined;
  }
  if (!hanAgrees) return undefined;
  const chinese = [a, b].find(({ characters }) => characters.length > 0);
  return atLevel('written_apart', chinese ? Math.max(0, wholeChineseBits(chinese) - 2) : 10);
}

function agreesInLetters(a: string, b: string): boolean {
  if (a === b) return true;
  const [character, letters] = isHan(a) ? [a, b] : [b, a];
  return isHan(character) && !isHan(letters) && spellingsInLatin(character).includes(plainSyllable(letters));
}

/** Characters and runs of letters in their order; nothing for a name without a character. */
export function unitsOf({ folded }: PreparedName): readonly string[] | undefined {
  const units: string[] = [];
  let letters = '';
  for (const letter of folded) {
    if (!isHan(letter)) {
      letters += letter;
      continue;
    }
    if (letters !== '') units.push(letters);
    units.push(letter);
    letters = '';
  }
  if (letters !== '') units.push(letters);
  return units.some(isHan) ? units : undefined;
}
