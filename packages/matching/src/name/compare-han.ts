import { atLevel, better, type NameComparison } from './level.js';
import lookAlikes from './look-alike-characters.json' with { type: 'json' };
import { type PreparedName, splitChineseName } from './prepare.js';
import { readingsOf } from './romanise.js';

const groupsOf = new Map<string, Set<number>>();
for (const [group, characters] of lookAlikes.groups.entries()) {
  for (const character of characters) groupsOf.set(character, (groupsOf.get(character) ?? new Set()).add(group));
}

type Relation = 'same' | 'homophone' | 'look_alike' | 'other';

/** Compares two Chinese names after folding: as written, by sound, by shape, and with family and given name changed over. */
export function compareChinese(a: PreparedName, b: PreparedName): NameComparison {
  const straight = compareInOrder(a.characters, b.characters);
  if (straight.score === 1) return straight;
  let best = straight;
  for (const turned of turnedOver(a)) {
    const { level, score } = compareInOrder(turned, b.characters);
    if (level === 'equal_after_folding') best = better(best, atLevel('reordered'));
    else if (level === 'homophone' || level === 'look_alike') best = better(best, atLevel(level, score * 0.95));
  }
  return best;
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

function compareInOrder(a: readonly string[], b: readonly string[]): NameComparison {
  if (a.length !== b.length) return compareUnequalLengths(a, b);
  const relations = a.map((character, place) => relate(character, b[place] ?? ''));
  const count = (wanted: Relation) => relations.filter((relation) => relation === wanted).length;
  if (count('same') === a.length) return atLevel('equal_after_folding');
  if (count('same') + count('homophone') === a.length) return atLevel('homophone');
  if (count('other') === 0) return atLevel('look_alike');
  if (count('other') === 1 && a.length > 2) return compareAllButOne(a, relations);
  return compareParts(a, relations);
}

function compareAllButOne(a: readonly string[], relations: readonly Relation[]): NameComparison {
  const long = a.length > 3;
  const others = relations.filter((relation) => relation !== 'same').length;
  return atLevel(long ? 'near' : 'one_character', (long ? 1 - 0.8 / a.length : 0.7) - 0.05 * (others - 1));
}

function compareParts(a: readonly string[], relations: readonly Relation[]): NameComparison {
  const { family } = splitChineseName(a);
  const agrees = (relation: Relation) => relation !== 'other';
  if (relations.slice(0, family.length).every(agrees)) return atLevel('family_only');
  if (a.length > family.length && relations.slice(family.length).every(agrees)) return atLevel('given_only');
  return atLevel('different');
}

function compareUnequalLengths(a: readonly string[], b: readonly string[]): NameComparison {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const inOrder = isSubsequence(short, long);
  if (inOrder && short.length >= 2 && long.length - short.length === 1) {
    return atLevel(short.length > 2 ? 'near' : 'one_character', 1 - 0.8 / long.length);
  }
  if (inOrder && short.length >= 3) return atLevel('initials', Math.max(0.6, short.length / long.length));
  return relate(short[0] ?? '', long[0] ?? '') === 'other' ? atLevel('different') : atLevel('family_only');
}

function isSubsequence(short: readonly string[], long: readonly string[]): boolean {
  let place = 0;
  for (const character of long)
    if (place < short.length && relate(character, short[place] ?? '') !== 'other') place += 1;
  return place === short.length;
}

function relate(a: string, b: string): Relation {
  if (a === b) return 'same';
  const readings = readingsOf(b);
  if (readingsOf(a).some((reading) => readings.includes(reading))) return 'homophone';
  const groups = groupsOf.get(b);
  for (const group of groupsOf.get(a) ?? []) if (groups?.has(group)) return 'look_alike';
  return 'other';
}
