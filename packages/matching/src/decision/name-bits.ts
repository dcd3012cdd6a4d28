import type { PeopleComparison, PreparedPerson } from '../evidence/index.js';
import { type PreparedName, rarityOf } from '../name/index.js';
import weights from './weights.json' with { type: 'json' };

const spokenLevels = new Set(['homophone', 'romanised', 'initials']);

/**
 * What the agreement of two names weighs in bits: a rare name that agrees says more than a common one, and a sound less than a
 * character. Of two names the commoner spelling counts.
 */
export function nameBits(
  comparison: PeopleComparison['name'],
  asked: PreparedPerson,
  recorded: PreparedPerson,
): number {
  const { level, score } = comparison;
  const left = asked.names[comparison.left];
  const right = recorded.names[comparison.right];
  if (left === undefined || right === undefined || level === 'missing') return 0;
  const spoken = spokenLevels.has(level);
  switch (level) {
    case 'different':
      return weights.differentNameBits;
    case 'family_only':
      return sharedBits(left, right, 'family') + weights.restDiffersBits;
    case 'given_only':
      return sharedBits(left, right, 'given') + weights.restDiffersBits;
    case 'partial':
      return wholeBits(left, right, false) * weights.partialShare;
    case 'near':
      return wholeBits(left, right, false) * nearShare(score);
    default:
      return wholeBits(left, right, spoken) * weights.nameShare[level];
  }
}

function nearShare(score: number): number {
  const { fromScore, leastShare } = weights.nearName;
  const place = Math.min(1, Math.max(0, (score - fromScore) / (1 - fromScore)));
  return leastShare + (1 - leastShare) * place;
}

function wholeBits(left: PreparedName, right: PreparedName, spoken: boolean): number {
  return Math.min(...chinesePreferred(left, right).map((name) => total(rarityOf(name, spoken))));
}

function sharedBits(left: PreparedName, right: PreparedName, part: 'family' | 'given'): number {
  return Math.min(...chinesePreferred(left, right).map((name) => rarityOf(name, false)[part]));
}

/** The Chinese side tells how common a name is; its letters alone do not. */
function chinesePreferred(left: PreparedName, right: PreparedName): readonly PreparedName[] {
  const chinese = [left, right].filter(({ characters }) => characters.length > 0);
  return chinese.length > 0 ? chinese : [left, right];
}

function total({ family, given }: { family: number; given: number }): number {
  return family + given;
}
