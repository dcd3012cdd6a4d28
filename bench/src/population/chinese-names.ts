import names from './chinese-names.json' with { type: 'json' };
import type { Random } from './random.js';

export type Sex = 'male' | 'female';

const families = [...names.families.matchAll(/(\D+)(\d+)/g)].map(([, family = '', share = '1']) => ({
  family,
  share: Number(share),
}));
const allShares = families.reduce((sum, { share }) => sum + share, 0);
const tail = [...names.tail];
const decades = ['1950', '1960', '1970', '1980', '1990', '2000'] as const;
type Decade = (typeof decades)[number];

/** A family name by its published share of the population. */
export function familyName(random: Random): string {
  let left = random.next() * allShares;
  for (const { family, share } of families) {
    left -= share;
    if (left < 0) return family;
  }
  return '王';
}

/**
 * A given name as people of that year and sex bear it: one in thirty one of the most frequent whole names, else one or two characters,
 * seven in ten of them among the fifty most frequent.
 */
export function givenName(random: Random, year: number, sex: Sex): string {
  const decade = decadeOf(year);
  if (random.chance(0.03)) return random.pickRanked(names.whole[decade][sex].split(' '), 4);
  const first = givenCharacter(random, decade, sex);
  const isSingle = random.chance(decade === '1980' || decade === '1990' ? 0.28 : 0.12);
  return isSingle ? first : first + givenCharacter(random, decade, sex);
}

function givenCharacter(random: Random, decade: Decade, sex: Sex): string {
  if (random.chance(0.3)) return random.pick(tail);
  return random.pickRanked([...names.given[decade][sex]], 12);
}

function decadeOf(year: number): Decade {
  return decades.findLast((decade) => Number(decade) <= year) ?? '1950';
}
