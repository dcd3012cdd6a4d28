import { atLevel, type NameComparison } from './level.js';
import particles from './particles.json' with { type: 'json' };
import { jaroWinkler } from './similarity.js';

const ignorable = new Set(particles);
const manyTokens = 8;
const similarToken = 0.82;

interface Pairing {
  readonly similarity: number;
  readonly left: number;
  readonly right: number;
  readonly initial: boolean;
}

/** Compares two names in Latin letters part by part, whatever the order: initials, particles and small slips allowed. */
export function compareLatin(left: readonly string[], right: readonly string[]): NameComparison {
  const a = meaningful(left);
  const b = meaningful(right);
  if (a.length === 0 || b.length === 0) return atLevel('different');
  if (a.join(' ') === b.join(' ')) return atLevel('equal_after_folding');
  if (sameLettersInSomeOrder(a, b)) return atLevel('reordered');
  const pairs = pairUp(a, b);
  const score = agreement(a, b, pairs);
  const shared = pairs.filter(({ similarity }) => similarity === 1).length;
  if (shared < 2 && pairs.every(({ initial }) => initial)) return atLevel('different', score * 0.5);
  if (pairs.length === Math.min(a.length, b.length) && pairs.every((pair) => pair.initial || pair.similarity === 1)) {
    if (pairs.length > 1) return atLevel('initials', Math.min(0.9, 0.5 + score / 2));
  }
  if (pairs.length > 1 || (a.length === 1 && b.length === 1)) {
    if (score >= 0.75) return atLevel('near', score * 0.95);
  }
  return shared > 0 || score > 0.4 ? atLevel('partial', Math.min(score, 0.6)) : atLevel('different', score * 0.5);
}

function meaningful(tokens: readonly string[]): readonly string[] {
  const kept = tokens.filter((token) => !ignorable.has(token));
  return (kept.length > 0 ? kept : tokens).slice(0, manyTokens);
}

/** Whether some order of the parts of one, written together, is some order of the other: "wangxiaoming", "Xiao Ming Wang". */
function sameLettersInSomeOrder(a: readonly string[], b: readonly string[]): boolean {
  const anagram = (tokens: readonly string[]) => [...tokens.join('')].sort().join('');
  if (anagram(a) !== anagram(b) || a.length > 5 || b.length > 5) return false;
  const writings = new Set(joinedOrders(a));
  for (const writing of joinedOrders(b)) if (writings.has(writing)) return true;
  return false;
}

/** Every way of writing the given parts together; 120 at most for five parts. */
export function* joinedOrders(tokens: readonly string[]): Generator<string> {
  if (tokens.length <= 1) yield tokens.join('');
  for (const [place, token] of tokens.entries()) {
    const rest = tokens.filter((_, other) => other !== place);
    if (rest.length > 0) for (const tail of joinedOrders(rest)) yield token + tail;
  }
}

function pairUp(a: readonly string[], b: readonly string[]): readonly Pairing[] {
  const candidates: Pairing[] = [];
  for (const [left, token] of a.entries()) {
    for (const [right, other] of b.entries()) {
      const initial = token !== other && Math.min(token.length, other.length) === 1 && token[0] === other[0];
      const similarity = initial ? 0.85 : jaroWinkler(token, other);
      if (similarity >= similarToken) candidates.push({ similarity, left, right, initial });
    }
  }
  candidates.sort((x, y) => y.similarity - x.similarity || x.left - y.left || x.right - y.right);
  const usedLeft = new Set<number>();
  const usedRight = new Set<number>();
  return candidates.filter(({ left, right }) => {
    if (usedLeft.has(left) || usedRight.has(right)) return false;
    usedLeft.add(left);
    usedRight.add(right);
    return true;
  });
}

/** Similarity of the paired letters as a share of all letters; a part that the other name lacks counts half. */
function agreement(a: readonly string[], b: readonly string[], pairs: readonly Pairing[]): number {
  let agreed = 0;
  let weight = 0;
  for (const { similarity, left, right } of pairs) {
    const size = Math.max(a[left]?.length ?? 1, b[right]?.length ?? 1);
    agreed += similarity * size;
    weight += size;
  }
  const pairedLeft = new Set(pairs.map(({ left }) => left));
  const pairedRight = new Set(pairs.map(({ right }) => right));
  const missing = a.length === b.length ? 1 : 0.5;
  for (const [place, token] of a.entries()) if (!pairedLeft.has(place)) weight += token.length * missing;
  for (const [place, token] of b.entries()) if (!pairedRight.has(place)) weight += token.length * missing;
  return weight === 0 ? 0 : agreed / weight;
}
