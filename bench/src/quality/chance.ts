import { comparePeople, decide, type PersonEvidence, preparePerson, type PreparedPerson } from '@gatehouse/matching';
import { pinyin } from 'pinyin-pro';
import { groupBy } from '../population/group-by.js';
import { type Invented, inventPeople, seeded } from '../population/index.js';

/** Staff whose evidence holds no number comparable with the record's: missing, masked, of another type, or mistyped. */
const shareWithoutNumber = 0.005;
const staff = 1_000_000;
const records = 2_000_000;
const mostPairsPerSound = 400;

/** How many possibles chance makes in a run of a million staff against two million records. */
export type Chance = {
  /** For each pair of strangers without a comparable number. */
  readonly perPair: number;
  readonly perMillionStaff: number;
  readonly assumedShareWithoutNumber: number;
  readonly pairsOfLikeNames: number;
  readonly byBirthDateLevel: Readonly<Record<string, number>>;
};

/**
 * Estimates the possibles of a run far larger than this one. Two strangers become possible when their names agree and, by
 * chance, their birth dates. So pairs whose names sound alike (any order) are enumerated in two samples of the population, each is
 * decided under each relation of birth dates, and the verdicts are weighed by how often strangers stand in that relation,
 * which is counted in the same population. Names that agree without sounding alike are rarer and are left out.
 */
export function estimateChance(seed: number, sample: number): Chance {
  const random = seeded(seed);
  const [asked, recorded] = [inventPeople(random, sample, 'A'), inventPeople(random, sample, 'B')];
  const levels = birthDateLevels(asked, recorded);
  const bySound = groupBy(recorded, soundOf);
  const byLevel: Record<string, number> = {};
  let pairs = 0;
  for (const one of asked) {
    const like = bySound.get(soundOf(one)) ?? [];
    const step = Math.max(1, Math.ceil(like.length / mostPairsPerSound));
    for (let place = random.below(step); place < like.length; place += step) {
      const other = like[place];
      if (other === undefined) continue;
      pairs += step;
      for (const [level, { share, dates }] of levels) {
        if (isPossible(one, other, dates)) byLevel[level] = (byLevel[level] ?? 0) + share * step;
      }
    }
  }
  const scale = 1 / (sample * sample);
  const perPair = Object.values(byLevel).reduce((sum, weight) => sum + weight, 0) * scale;
  return {
    perPair: rounded(perPair),
    perMillionStaff: rounded(perPair * staff * shareWithoutNumber * records),
    assumedShareWithoutNumber: shareWithoutNumber,
    pairsOfLikeNames: pairs,
    byBirthDateLevel: Object.fromEntries(
      Object.entries(byLevel).map(([level, weight]) => [level, rounded(weight * scale)]),
    ),
  };
}

type Level = { share: number; dates: readonly [string, string] };

/** How often two strangers' birth dates stand in each relation, with a pair of dates that does. */
function birthDateLevels(asked: readonly Invented[], recorded: readonly Invented[]): ReadonlyMap<string, Level> {
  const found = new Map<string, { count: number; dates: readonly [string, string] }>();
  const prepared = (people: readonly Invented[]): PreparedPerson[] =>
    people.slice(0, 1500).map(({ birthDate }) => preparePerson({ id: '', birthDate }));
  const [left, right] = [prepared(asked), prepared(recorded)];
  for (const a of left) {
    for (const b of right) {
      const { birthDate: level } = comparePeople(a, b);
      const known = found.get(level) ?? { count: 0, dates: [a.birthDates[0] ?? '', b.birthDates[0] ?? ''] };
      known.count += 1;
      found.set(level, known);
    }
  }
  const all = left.length * right.length;
  return new Map([...found].map(([level, { count, dates }]) => [level, { share: count / all, dates }]));
}

function isPossible(one: Invented, other: Invented, [left, right]: readonly [string, string]): boolean {
  const asked = preparePerson(bare(one, left));
  const record = preparePerson(bare(other, right));
  return decide(comparePeople(asked, record)).band !== 'none';
}

function bare({ id, name, sex, nationality }: Invented, birthDate: string): PersonEvidence {
  return { id, name, sex, birthDate, nationality };
}

function soundOf({ name }: Invented): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array' });
  return syllables
    .map((syllable) => syllable.toLowerCase())
    .sort()
    .join('');
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
