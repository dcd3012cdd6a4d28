export { lookAlikesOf, partsOf, joined, relate, relation } from './characters.js';
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
export { givenBits, lengthBits, longPartBits, type NameRarity, rarityOf } from './rarity.js';
export { readNames } from './read-names.js';
export { isHangul } from './hangul.js';
export { plainSyllable, readingsOf, spellingsInLatin } from './romanise.js';
export { type Script, scriptOf } from './script.js';
export { nearReadingsOf, nearSoundsOf } from './sounds.js';
