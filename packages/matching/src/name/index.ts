export { lookAlikesOf, partsOf, joined, relate, relation } from './characters.js';
export { mostOfKin } from './compare-han.js';
export { unitsOf } from './compare-mixed.js';
export { mayBeSpelled, type SpelledParts, spelledShare } from './compare-romanised.js';
export { compareNames, comparePreparedNames, type NameReason } from './compare.js';
export { foldName, nameSegments } from './fold.js';
export type { NameComparison, NameLevel } from './level.js';
export {
  nameFacets,
  type PreparedName,
  prepareName,
  readingsInOrder,
  splitChineseName,
  syllablesOf,
} from './prepare.js';
export { familyBits, givenBits, lengthBits, longPartBits, mostBits, type NameRarity, rarityOf } from './rarity.js';
export { readNames } from './read-names.js';
export { isHangul } from './hangul.js';
export { koreanReadings } from './overseas-spellings.js';
export { plainSyllable, readingsOf, spellingsInLatin, surnameLength } from './romanise.js';
export { isHan, type Script, scriptOf } from './script.js';
export { simplifyCharacter } from './simplify.js';
export { nearReadingsOf, nearSoundsOf } from './sounds.js';
