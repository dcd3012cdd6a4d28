import { compareNames } from '@gatehouse/matching';
import { harderErrors, type Invented, inventPerson, type Kind, type Random, seeded } from '../population/index.js';
import { inPinyin, typingSlip } from '../population/slips.js';
import { bestThreshold, type BestThreshold } from './best-threshold.js';

/** How well two names alone, in any script, tell one bearer from two. */
export type NamePairs = BestThreshold & {
  readonly pairs: number;
  /** Pairs of each sort on the wrong side of the best threshold. */
  readonly wrong: Readonly<Record<string, { wrong: number; of: number }>>;
};

type Pair = { readonly sort: string; readonly a: string; readonly b: string; readonly isSame: boolean };

const kinds: readonly Kind[] = [
  'han',
  'hongKong',
  'taiwan',
  'southeast',
  'latin',
  'cyrillic',
  'arabic',
  'vietnamese',
  'korean',
];

/** Invents pairs as screening lists have them, half of them the same person, and finds the best threshold. */
export function compareNamePairs(seed: number, count: number): NamePairs {
  const pairs = inventPairs(seeded(seed), count);
  const scored = pairs.map(({ a, b, isSame }) => ({ score: compareNames(a, b).score, isRight: isSame }));
  const best = bestThreshold(scored, pairs.filter(({ isSame }) => isSame).length);
  const wrong: Record<string, { wrong: number; of: number }> = {};
  for (const [place, { sort, isSame, a, b }] of pairs.entries()) {
    const count = (wrong[sort] ??= { wrong: 0, of: 0 });
    count.of += 1;
    const { score } = scored[place] ?? { score: 0 };
    if (score >= best.threshold === isSame) continue;
    count.wrong += 1;
    if (process.env['GATEHOUSE_BENCH_EXAMPLES'] && count.wrong <= 8)
      process.stderr.write(`${sort}: ${a} | ${b} ${score}\n`);
  }
  return { ...best, pairs: pairs.length, wrong };
}

function inventPairs(random: Random, count: number): Pair[] {
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const person = inventPerson(random, '', random.pick(kinds));
    const other = inventPerson(random, '', person.kind);
    const isSame = random.chance(0.5);
    const [sort, name] = isSame ? sameBearer(random, person) : otherBearer(random, person, other);
    if (name === undefined || name === person.name) continue;
    const isWhole = !isSame && sort === 'one part differs';
    const written = isWhole || random.chance(0.5) ? person.name : person.spelled;
    if (written.toLowerCase() !== name.toLowerCase())
      pairs.push({ sort: `${isSame ? 'same' : 'other'}: ${sort}`, a: written, b: name, isSame });
  }
  return pairs;
}

function sameBearer(random: Random, person: Invented): [string, string | undefined] {
  const spelled = person.kind === 'han' ? inPinyin(random, person.family, person.given) : person.spelled;
  switch (random.below(6)) {
    case 0:
      return ['other script or spelling', harderErrors['other-spelling']?.(person, random)?.name ?? spelled];
    case 1:
      return ['typing slip', typingSlip(random, spelled)];
    case 2:
      return ['reordered', spelled.replace(',', '').split(' ').reverse().join(' ')];
    case 3:
      return ['part left out', harderErrors['middle-name-left-out']?.(person, random)?.name];
    case 4:
      return ['initials', initials(spelled)];
    default:
      return ['shortened', spelled.length > 12 ? spelled.slice(0, -2) : undefined];
  }
}

function initials(spelled: string): string | undefined {
  const parts = spelled.replaceAll(/[,-]/g, ' ').split(' ').filter(Boolean);
  if (parts.length < 3) return undefined;
  return [parts[0], `${parts[1]?.charAt(0)}.`, ...parts.slice(2)].join(' ');
}

function otherBearer(random: Random, person: Invented, other: Invented): [string, string | undefined] {
  const spell = (family: string, given: string) => {
    if (person.kind === 'han') return random.chance(0.5) ? family + given : inPinyin(random, family, given);
    return ['hongKong', 'taiwan', 'southeast', 'korean'].includes(person.kind) ? family + given : `${given} ${family}`;
  };
  switch (random.below(4)) {
    case 0:
      return ['family name shared', person.given === other.given ? undefined : spell(person.family, other.given)];
    case 1:
      return ['given name shared', person.family === other.family ? undefined : spell(other.family, person.given)];
    case 2: {
      const [first, middle] = person.given.split(' ');
      const [, second] = other.given.split(' ');
      const given = middle === undefined || second === undefined ? undefined : `${first} ${second}`;
      return [
        'one part differs',
        given === undefined || given === person.given ? undefined : spell(person.family, given),
      ];
    }
    default:
      return ['stranger', other.family === person.family ? undefined : random.chance(0.5) ? other.name : other.spelled];
  }
}
