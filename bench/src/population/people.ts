import type { PersonEvidence } from '@gatehouse/matching';
import { Converter } from 'opencc-js/cn2t';
import { familyName, givenName, type Sex } from './chinese-names.js';
import { birthDate, passport, residencePermit, residentNumber, travelPermit } from './documents.js';
import names from './other-names.json' with { type: 'json' };
import type { Random } from './random.js';

const traditional = Converter({ from: 'cn', to: 't' });

/** The people a population is made of. */
export type Kind =
  | 'han'
  | 'minority'
  | 'hongKong'
  | 'taiwan'
  | 'southeast'
  | 'latin'
  | 'cyrillic'
  | 'arabic'
  | 'vietnamese'
  | 'korean'
  | 'japanese';

/** One invented person as the best record would have them, and what only the generator knows. */
export interface Invented extends PersonEvidence {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly documents: readonly {
    docType: 'resident_id' | 'passport' | 'hmt_residence' | 'hm_permit' | 'tw_permit';
    docNumber: string;
  }[];
  readonly kind: Kind;
  /** Family name and given name apart, in the script of the name. */
  readonly family: string;
  readonly given: string;
  /** The name as another document of the same person spells it, where that is another spelling. */
  readonly spelled: string;
}

const shares: readonly (readonly [Kind, number])[] = [
  ['han', 0.86],
  ['minority', 0.05],
  ['hongKong', 0.025],
  ['taiwan', 0.015],
  ['southeast', 0.005],
  ['latin', 0.015],
  ['cyrillic', 0.008],
  ['arabic', 0.007],
  ['vietnamese', 0.005],
  ['korean', 0.006],
  ['japanese', 0.004],
];

/** People of every kind by their rough share; the ones from abroad far more frequent than in a country, so that each is measured. */
export function inventPeople(random: Random, count: number, prefix: string): Invented[] {
  return Array.from({ length: count }, (_, place) => inventPerson(random, `${prefix}${place}`, anyKind(random)));
}

/** One person of a kind. */
export function inventPerson(random: Random, id: string, kind: Kind): Invented {
  const born = birthDate(random);
  const sex: Sex = random.chance(0.5) ? 'male' : 'female';
  const named = nameOf(random, kind, Number(born.slice(0, 4)), sex);
  const documents = documentsOf(random, kind, named.nation, born, sex);
  return {
    id,
    kind,
    sex,
    birthDate: born,
    nationality: named.nation,
    documents: documents as Invented['documents'],
    ...named,
  };
}

interface Named {
  readonly name: string;
  readonly family: string;
  readonly given: string;
  readonly spelled: string;
  readonly nation: string;
}

function anyKind(random: Random): Kind {
  let left = random.next();
  for (const [kind, share] of shares) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'han';
}

function documentsOf(random: Random, kind: Kind, nation: string, born: string, sex: Sex) {
  switch (kind) {
    case 'han':
    case 'minority':
      return [{ docType: 'resident_id', docNumber: residentNumber(random, born, sex) }];
    case 'hongKong':
    case 'taiwan': {
      const region = kind === 'hongKong' ? 'HK' : 'TW';
      return random.chance(0.5) ? [travelPermit(random, region)] : [residencePermit(random, region, born, sex)];
    }
    default:
      return [passport(random, nation)];
  }
}

function nameOf(random: Random, kind: Kind, year: number, sex: Sex): Named {
  switch (kind) {
    case 'han': {
      const [family, given] = [familyName(random), givenName(random, year, sex)];
      return { family, given, name: family + given, spelled: traditional(family + given), nation: 'CN' };
    }
    case 'minority': {
      const [given, family] = [random.pick(words(names.minority.parts)), random.pick(words(names.minority.parts))];
      return { family, given, name: `${given}·${family}`, spelled: `${given}${family}`, nation: 'CN' };
    }
    case 'hongKong':
      return overseas(random, names.hongKong, 'HK', ' ');
    case 'taiwan':
      return overseas(random, names.taiwan, 'TW', '-');
    case 'southeast':
      return overseas(random, names.southeast, random.pick(['SG', 'MY']), ' ');
    case 'latin':
      return western(random);
    case 'cyrillic':
      return russian(random, sex);
    case 'arabic':
      return arabic(random);
    case 'vietnamese':
      return vietnamese(random);
    case 'korean':
      return spelledApart(random, names.korean, 2);
    case 'japanese':
      return spelledApart(random, names.japanese, 1);
  }
}

interface Spellings {
  readonly families: string;
  readonly given: string;
  readonly nations?: string;
}

function overseas(random: Random, { families, given }: Spellings, nation: string, between: string): Named {
  const [family, familySpelled] = apart(random.pickRanked(words(families), 8));
  const parts = [random.pick(words(given)), random.pick(words(given))].map(apart);
  const written = parts.map(([character]) => character).join('');
  const spelled = `${familySpelled} ${parts.map(([, letters]) => letters).join(between)}`;
  return { family, given: written, name: family + written, spelled: spelled.toUpperCase(), nation };
}

function apart(entry: string): [string, string] {
  const [, characters = '', letters = ''] = /^(\P{Script=Latin}+)(\w+)$/u.exec(entry) ?? [];
  return [characters, letters];
}

function western(random: Random): Named {
  const family = random.pickRanked(words(names.latin.families), 40).replaceAll('-', (dash) => (dash ? ' ' : ''));
  const given = random.pickRanked(words(names.latin.given), 40);
  const middle = random.chance(0.5) ? ` ${random.pickRanked(words(names.latin.given), 40)}` : '';
  const name = `${given}${middle} ${family}`;
  return {
    family,
    given: given + middle,
    name,
    spelled: `${family}, ${given}${middle}`.toUpperCase(),
    nation: random.pick(words(names.latin.nations)),
  };
}

function russian(random: Random, sex: Sex): Named {
  const given = random.pickRanked(words(names.cyrillic[sex]), 10);
  const father = random.pickRanked(words(names.cyrillic.male), 10).replace(/[йь]$/, '');
  const family = random.pickRanked(words(names.cyrillic.families), 30) + (sex === 'female' ? 'а' : '');
  const patronymic = father + (sex === 'female' ? 'овна' : 'ович');
  const name = `${family} ${given} ${patronymic}`;
  return {
    family,
    given: `${given} ${patronymic}`,
    name,
    spelled: `${given} ${family}`,
    nation: random.pick(words(names.cyrillic.nations)),
  };
}

function arabic(random: Random): Named {
  const variants = new Map(words(names.arabic.variants).map((entry) => entry.split('=') as [string, string]));
  const [given, middle] = [
    random.pickRanked(words(names.arabic.given), 8),
    random.pickRanked(words(names.arabic.given), 8),
  ];
  const family = random.pick(words(names.arabic.families));
  const other = (part: string) => random.pick((variants.get(part) ?? part).split('|'));
  const spelled = `${other(given)} ${other(middle)} ${family.replace('Al-', random.pick(['El ', 'al ', 'Al']))}`;
  return {
    family,
    given: `${given} ${middle}`,
    name: `${given} ${middle} ${family}`,
    spelled,
    nation: random.pick(words(names.arabic.nations)),
  };
}

function vietnamese(random: Random): Named {
  const family = random.pickRanked(words(names.vietnamese.families), 2);
  const given = `${random.pick(words(names.vietnamese.middle))} ${random.pick(words(names.vietnamese.given))}`;
  const name = `${family} ${given}`;
  const spelled = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toUpperCase();
  return { family, given, name, spelled, nation: 'VN' };
}

/** Names whose parts have several spellings: one in the script of the country, one in Latin letters. */
function spelledApart(random: Random, source: Required<Spellings>, parts: number): Named {
  const [family, familyLetters] = spelling(random, random.pickRanked(words(source.families), 4));
  const given = Array.from({ length: parts }, () => spelling(random, random.pick(words(source.given))));
  const written = given.map(([own]) => own).join('');
  const spelled = `${familyLetters} ${given.map(([, letters]) => letters).join(random.pick(['-', ' ', '']))}`;
  return { family, given: written, name: family + written, spelled, nation: source.nations };
}

function spelling(random: Random, entry: string): [string, string] {
  const [own = '', letters = ''] = entry.split('=');
  return [own, random.pick(letters.split('|'))];
}

/** The entries of a list in the data file. */
export function words(list: string): readonly string[] {
  const known = lists.get(list);
  if (known) return known;
  const split = list.split(' ');
  lists.set(list, split);
  return split;
}

const lists = new Map<string, readonly string[]>();
