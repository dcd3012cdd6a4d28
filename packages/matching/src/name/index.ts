export { compareNames, comparePreparedNames, type NameReason } from './compare.js';
export { foldName, nameSegments } from './fold.js';
export type { NameComparison, NameLevel } from './level.js';
export { type PreparedName, prepareName, readingsInOrder, splitChineseName, syllablesOf } from './prepare.js';
export { type NameRarity, rarityOf } from './rarity.js';
export { type Script, scriptOf } from './script.js';
