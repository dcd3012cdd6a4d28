import { latinPart, likeness } from './latin-part.js';
import { atLevel, type NameComparison } from './level.js';
import particles from './particles.json' with { type: 'json' };
import { bitsOfLetters, latinBits, lettersBits } from './rarity.js';
import { compareRomanisations } from './compare-romanisations.js';

const ignorable = new Set(particles.words);
const alsoNames = new Set(particles.alsoFamilyNames);
const manyTokens = 8;
const oneName = 0.9;
const initialLikeness = 0.75;
/** What an unpaired part costs: both names have one that the other lacks; only one of them has. */
const cost = { conflict: 0.9, leftOut: 0.3 };

interface Pairing {
  readonly similarity: number;
  readonly left: number;
  readonly right: number;
  readonly initial: boolean;
}

/** Compares two names in Latin letters part by part, whatever the order: spellings, initials, particles and small slips allowed. */
export function compareLatin(left: readonly string[], right: readonly string[]): NameComparison {
  const a = meaningful(left);
  const b = meaningful(right);
  if (a.length === 0 || b.length === 0) return atLevel('different');
  const all = lettersBits(a.length <= b.length ? a : b);
  if (a.join(' ') === b.join(' ')) return atLevel('equal_after_folding', all);
  if (sameLettersInSomeOrder(a, b)) return atLevel('reordered', all);
  const [x, y] = [joinedLike(a, b), joinedLike(b, a)];
  const compared = compareParts(x, y);
  if (compared.score >= oneName) return compared;
  const romanised = compareRomanisations(a, b);
  return romanised && romanised.score > compared.score ? romanised : compared;
}

function compareParts(a: readonly string[], b: readonly string[]): NameComparison {
  const pairs = pairUp(a, b);
  const { score, bits } = agreement(a, b, pairs);
  const least = pairs.reduce((found, { similarity, initial }) => (initial ? found : Math.min(found, similarity)), 1);
  const wholes = pairs.filter(({ initial }) => !initial).length;
  const [short, long] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  if (wholes === 0) return atLevel('different', 0, 0);
  if (pairs.length < short) {
    const share = pairs.length / short;
    return share >= 0.5 ? atLevel('partial', bits, Math.min(score, 0.74)) : atLevel('different', bits, score * 0.5);
  }
  if (pairs.length === 1 && long > 1) return atLevel('partial', bits, Math.min(score, 0.6));
  if (least < oneName) return atLevel('near', bits, Math.min(score, 0.92));
  if (wholes < pairs.length || short < long) return atLevel('initials', bits, Math.min(score, 0.9));
  return least === 1 ? atLevel('reordered', bits) : atLevel('other_spelling', bits, Math.min(score, 0.94));
}

function meaningful(tokens: readonly string[]): readonly string[] {
  const last = tokens.length - 1;
  const isName = (token: string, place: number) => (place === 0 || place === last) && alsoNames.has(token);
  const kept = tokens.filter((token, place) => !ignorable.has(token) || isName(token, place));
  return (kept.length > 0 ? kept : tokens).slice(0, manyTokens);
}

/** Two neighbouring parts that the other name writes as one are joined: "abdul rahman", "abdulrahman". */
function joinedLike(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length < 2) return a;
  for (let place = 0; place + 1 < a.length; place += 1) {
    const [first = '', second = ''] = [a[place], a[place + 1]];
    if (first.length + second.length < 4 || b.includes(first) || b.includes(second)) continue;
    const whole = first + second;
    const isOne = b.some(
      (other) => other.length > 3 && (other === whole || likeness(latinPart(whole), latinPart(other)) >= oneName),
    );
    if (isOne) return joinedLike([...a.slice(0, place), whole, ...a.slice(place + 2)], b);
  }
  return a;
}

/** Whether some order of the parts of one, written together, is some order of the other: "wangxiaoming", "Xiao Ming Wang". */
function sameLettersInSomeOrder(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [a.join(''), b.join('')];
  if (left.length !== right.length || a.length > 5 || b.length > 5) return false;
  if ([...left].sort().join('') !== [...right].sort().join('')) return false;
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
      const similarity = initial ? initialLikeness : likeness(latinPart(token), latinPart(other));
      if (similarity > 0) candidates.push({ similarity, left, right, initial });
    }
  }
  candidates.sort((x, y) => y.similarity - x.similarity || x.left + x.right - y.left - y.right || x.left - y.left);
  const usedLeft = new Set<number>();
  const usedRight = new Set<number>();
  return candidates.filter(({ left, right }) => {
    if (usedLeft.has(left) || usedRight.has(right)) return false;
    usedLeft.add(left);
    usedRight.add(right);
    return true;
  });
}

/** The share of both names that is paired, and what the pairs weigh. A slip counts by its square: it may as well be another name. */
function agreement(
  a: readonly string[],
  b: readonly string[],
  pairs: readonly Pairing[],
): { score: number; bits: number } {
  let [agreed, weight, bits] = [0, 0, pairs.length > 1 ? bitsOfLetters : 0];
  for (const { similarity, left, right, initial } of pairs) {
    const [one = '', other = ''] = [a[left], b[right]];
    const size = initial ? 0.5 : 1;
    agreed += size * (similarity >= oneName ? similarity : similarity ** 2);
    weight += size;
    const rarity = Math.min(latinBits(one), latinBits(other));
    bits += initial || similarity >= oneName ? rarity : Math.max(1, rarity - 3);
  }
  const [left, right] = [a.length - pairs.length, b.length - pairs.length];
  const conflict = Math.min(left, right);
  weight += cost.conflict * conflict + cost.leftOut * (Math.max(left, right) - conflict);
  return { score: weight === 0 ? 0 : agreed / weight, bits };
}
