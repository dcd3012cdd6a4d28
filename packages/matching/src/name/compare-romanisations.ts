import frequencies from './frequencies.json' with { type: 'json' };
import { atLevel, type NameComparison } from './level.js';
import { latinBits } from './rarity.js';
import { readingsOf, spellingsInLatin } from './romanise.js';
import { syllableId } from './sounds.js';

const fewestUnits = 2;
const mostUnits = 4;
let unitsOf: ReadonlyMap<string, ReadonlySet<number>> | undefined;

/**
 * Compares two names in Latin letters as romanisations of one Chinese name: Wong Siu-ming and Wang Xiaoming. Each syllable stands
 * for the sounds that usual name characters spelled so have; the names agree when every syllable may be the same character's.
 */
export function compareRomanisations(a: readonly string[], b: readonly string[]): NameComparison | undefined {
  const left = unitsIn(a);
  const right = left && unitsIn(b);
  if (!left || !right || left.length !== right.length) return undefined;
  const bits = a.reduce((sum, part) => sum + Math.min(6, latinBits(part)), 0);
  for (const turned of [
    right,
    [...right.slice(1), ...right.slice(0, 1)],
    [...right.slice(-1), ...right.slice(0, -1)],
  ]) {
    if (left.every((unit, place) => meet(unit, turned[place]))) return atLevel('other_spelling', bits, 0.84);
  }
  return undefined;
}

function meet(a: ReadonlySet<number>, b: ReadonlySet<number> | undefined): boolean {
  if (b === undefined) return false;
  for (const one of a) if (b.has(one)) return true;
  return false;
}

/** The syllables of a name, each as the sounds it may stand for; nothing when some part is no Chinese syllable. */
function unitsIn(parts: readonly string[]): readonly ReadonlySet<number>[] | undefined {
  unitsOf ??= spelledSyllables();
  const units: ReadonlySet<number>[] = [];
  for (const part of parts) {
    const cut = cutUp(part, unitsOf);
    if (cut === undefined) return undefined;
    units.push(...cut);
  }
  return units.length >= fewestUnits && units.length <= mostUnits ? units : undefined;
}

/** One syllable, or two or three written together, the first as long as can be. */
function cutUp(
  part: string,
  known: ReadonlyMap<string, ReadonlySet<number>>,
  most = 3,
): ReadonlySet<number>[] | undefined {
  const whole = known.get(part);
  if (whole) return [whole];
  if (most <= 1) return undefined;
  for (let length = Math.min(6, part.length - 1); length > 1; length -= 1) {
    const first = known.get(part.slice(0, length));
    const rest = first && cutUp(part.slice(length), known, most - 1);
    if (first && rest) return [first, ...rest];
  }
  return undefined;
}

function spelledSyllables(): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  const characters = [
    ...Object.keys(frequencies.family.perTenThousand),
    ...Object.keys(frequencies.given.perTenThousand),
  ];
  for (const character of new Set(characters.filter((text) => [...text].length === 1))) {
    const sounds = readingsOf(character).map(syllableId);
    for (const spelling of spellingsInLatin(character, 'chinese')) {
      const known = found.get(spelling);
      if (known) for (const sound of sounds) known.add(sound);
      else found.set(spelling, new Set(sounds));
    }
  }
  return found;
}
