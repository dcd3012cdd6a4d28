import type { PersonEvidence } from '@gatehouse/matching';
import {
  type ErrorClass,
  isChecked,
  isChinese,
  numbered,
  shifted,
  withoutNumber,
  wrongDigit,
} from './announced-errors.js';
import { givenName } from './chinese-names.js';
import { withCheck } from './documents.js';
import slips from './character-slips.json' with { type: 'json' };
import { type Invented, words } from './people.js';
import type { Random } from './random.js';
import {
  changeOne,
  componentsOf,
  homophone,
  inPinyin,
  lookAlike,
  nearSound,
  toTraditional,
  typingSlip,
} from './slips.js';

type NameSlip = (person: Invented, random: Random) => string | undefined;

const inHan: NameSlip = (person, random) =>
  random.pick([
    () => changeOne(random, person.name, homophone),
    () => changeOne(random, person.name, lookAlike),
    () => toTraditional(person.name),
    () => inPinyin(random, person.family, person.given),
    () => person.given + person.family,
  ])();

const dateSlip = (random: Random, date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return random.pick([
    shifted(date, random.chance(0.5) ? 1 : -1),
    `${Number(year) + (random.chance(0.5) ? 1 : -1)}-${month}-${day}`,
    Number(day) <= 12 ? `${year}-${day}-${month}` : `${year}-${month}-${shifted(date, 1).slice(8)}`,
  ]);
};

const onlyHan =
  (slip: NameSlip): ErrorClass =>
  (person, random) => {
    if (person.kind !== 'han') return undefined;
    const name = slip(person, random);
    return name === undefined || name === person.name ? undefined : { ...withoutNumber(person), name };
  };

const numberSlip = (person: Invented, random: Random): PersonEvidence | undefined =>
  isChecked(person) ? numbered(person, (number) => wrongDigit(random, number)) : undefined;

/** Two errors at once, and classes that the workload page does not announce. */
export const harderErrors: Readonly<Record<string, ErrorClass>> = {
  'number-typo+name-slip': (person, random) => {
    const [asked, name] = [numberSlip(person, random), person.kind === 'han' ? inHan(person, random) : person.spelled];
    return asked && name !== undefined ? { ...asked, name } : undefined;
  },
  'number-typo+birth-date-slip': (person, random) => {
    const asked = numberSlip(person, random);
    return asked && { ...asked, birthDate: dateSlip(random, person.birthDate) };
  },
  'two-number-typos': (person, random) =>
    isChecked(person) ? numbered(person, (number) => twoTypos(random, number)) : undefined,
  'number-digit-dropped': (person, random) => {
    const place = random.below(17);
    return isChecked(person)
      ? numbered(person, (number) => number.slice(0, place) + number.slice(place + 1))
      : undefined;
  },
  'number-read-by-machine': (person, random) =>
    isChecked(person) ? numbered(person, (number) => changeOne(random, number, readWrongly) ?? number) : undefined,
  'name-slip+birth-date-slip': (person, random) => {
    const name = person.kind === 'han' ? inHan(person, random) : undefined;
    return name === undefined
      ? undefined
      : { ...withoutNumber(person), name, birthDate: dateSlip(random, person.birthDate) };
  },
  'traditional+homophone': onlyHan((person, random) => {
    const name = changeOne(random, person.name, homophone);
    return name && toTraditional(name);
  }),
  'pinyin+swapped+typo': onlyHan((person, random) => typingSlip(random, inPinyin(random, person.family, person.given))),
  'near-sound': onlyHan((person, random) => changeOne(random, person.name, nearSound)),
  'two-homophones': onlyHan((person, random) => {
    const once = changeOne(random, person.given, homophone);
    return once === undefined || once.length < 2 ? undefined : person.family + changeOne(random, once, homophone);
  }),
  'character-dropped': onlyHan(({ family, given }, random) =>
    given.length > 1 ? family + given.charAt(random.below(2)) : undefined,
  ),
  'generation-character-added': onlyHan(({ family, given }, random) =>
    [...given].length === 1 ? family + random.pick([...slips.generation]) + given : undefined,
  ),
  'nickname-particle': onlyHan(({ family, given }, random) =>
    random.pick([
      `${family}${random.pick([...slips.particles])}${[...given].at(-1)}`,
      family + given + given.slice(-1),
    ]),
  ),
  'married-name-before': onlyHan((person, random) =>
    person.sex === 'female' ? random.pick([...'陈林黄李张王']) + person.name : undefined,
  ),
  'western-name-added': (person, random) => {
    const west = random.pick(words(slips.western));
    if (!isChinese(person) || person.kind === 'han') return undefined;
    return {
      ...withoutNumber(person),
      name: random.pick([`${west} ${person.spelled}`, `${person.spelled}, ${west}`, `${person.name} ${west}`]),
    };
  },
  'character-split': onlyHan((person, random) =>
    changeOne(random, person.name, (_, character) => componentsOf(character)),
  ),
  'character-as-pinyin': (person, random) => {
    if (person.kind !== 'han') return undefined;
    return { ...withoutNumber(person), name: withPinyin(random, person) };
  },
  'note-in-field': (person, random) => {
    if (person.kind !== 'han') return undefined;
    const other = person.family + givenName(random, 1980, person.sex);
    const name = random.pick([
      `${person.name}(曾用名${other})`,
      `${other}（曾用名：${person.name}）`,
      `${person.name}(已离职)`,
      `${person.name}(女)`,
      `${person.name}1`,
      `${person.name}老师`,
    ]);
    return { ...withoutNumber(person), name };
  },
  'zero-in-date': (person, random) => ({
    ...withoutNumber(person),
    birthDate: random.pick([
      person.birthDate.replace('0', '〇'),
      person.birthDate.replace(/-0(\d)$/, '-O$1'),
      `${person.birthDate} 00:00:00`,
      chineseDate(person.birthDate),
    ]),
  }),
  'year-off-by-one': (person, random) => ({
    ...withoutNumber(person),
    birthDate: `${Number(person.birthDate.slice(0, 4)) + (random.chance(0.5) ? 1 : -1)}${person.birthDate.slice(4)}`,
  }),
  'year-off-by-ten': (person, random) => ({
    ...withoutNumber(person),
    birthDate: `${Number(person.birthDate.slice(0, 4)) + (random.chance(0.5) ? 10 : -10)}${person.birthDate.slice(4)}`,
  }),
  'birth-date-one-digit': (person, random) =>
    withoutNumber({ ...person, birthDate: random.pick(oneDigitAway(person.birthDate)) }),
  'century-missing': (person) => ({ ...withoutNumber(person), birthDate: person.birthDate.slice(2) }),
  'lunar-date': (person) => ({ ...withoutNumber(person), birthDate: inLunarCalendar(person.birthDate) }),
  'first-of-january': (person) => ({ ...withoutNumber(person), birthDate: `${person.birthDate.slice(0, 4)}-01-01` }),
  'sex-wrong': (person) => ({ ...withoutNumber(person), sex: person.sex === 'male' ? 'female' : 'male' }),
  'letters-typo': (person, random) =>
    /^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(person.name)
      ? { ...withoutNumber(person), name: typingSlip(random, person.name) }
      : undefined,
  'other-spelling': (person) => {
    const abroad = ['cyrillic', 'arabic', 'vietnamese', 'korean'];
    return abroad.includes(person.kind) ? { ...withoutNumber(person), name: latinOf(person) } : undefined;
  },
  'middle-name-left-out': (person) => {
    const parts = person.given.split(' ');
    return parts.length === 2 && person.kind !== 'vietnamese'
      ? { ...withoutNumber(person), name: `${parts[0]} ${person.family}` }
      : undefined;
  },
  initials: (person) => {
    const parts = person.given.split(' ');
    return person.kind === 'latin' && parts.length === 2
      ? { ...withoutNumber(person), name: `${parts[0]} ${parts[1]?.charAt(0)}. ${person.family}` }
      : undefined;
  },
  'full-width-name': (person) => ({ ...withoutNumber(person), name: wide(person.name) }),
};

/** Letters in full width; Chinese characters with ideographic spaces between them. */
function wide(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return [...name].join('\u3000');
  return [...name]
    .map((letter) => (/[A-Za-z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter))
    .join('');
}

/** The days of our calendar whose date differs in one digit, the century apart. */
function oneDigitAway(date: string): string[] {
  const dates = [2, 3, 5, 6, 8, 9].flatMap((place) =>
    [...'0123456789'].map((digit) => [...date].with(place, digit).join('')),
  );
  const exists = (day: string) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  return dates.filter((day) => day !== date && exists(day));
}

function withPinyin(random: Random, person: Invented): string {
  const place = 1 + random.below(Math.max(1, [...person.name].length - 1));
  const characters = [...person.name];
  const spelled = inPinyin(random, '', characters[place] ?? '')
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();
  return characters.with(place, spelled).join('');
}

/** Two wrong digits; one in eleven such numbers passes its check by luck and is by decision A2 a contradiction, so another is taken. */
function twoTypos(random: Random, number: string): string {
  const twice = wrongDigit(random, wrongDigit(random, number));
  return withCheck(twice.slice(0, 17)) === twice || twice === number ? twoTypos(random, number) : twice;
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });

/** Month and day of the traditional calendar behind the year, as old registers have them. */
function inLunarCalendar(date: string): string {
  const [month = 1, day = 1] = lunar
    .format(new Date(date))
    .split('/')
    .map((part) => Number.parseInt(part, 10));
  const year = Number(date.slice(0, 4)) - (month - Number(date.slice(5, 7)) > 6 ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function readWrongly(_random: Random, character: string): string | undefined {
  return { '0': 'O', '1': 'I', '8': 'B', '5': 'S', '2': 'Z' }[character];
}

function chineseDate(date: string): string {
  const digits = [...'〇一二三四五六七八九'];
  const [year = '', month = '', day = ''] = date.split('-');
  return `${[...year].map((digit) => digits[Number(digit)]).join('')}年${Number(month)}月${Number(day)}日`;
}

const latin = new Map(
  Object.entries({
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'yo',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'h',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'sch',
    ъ: '',
    ы: 'y',
    ь: '',
    э: 'e',
    ю: 'yu',
    я: 'ya',
  }),
);

/** A spelling as a person would type it, not as a passport prints it. */
function latinOf({ kind, name, spelled }: Invented): string {
  if (kind !== 'cyrillic') return spelled;
  return [...name.toLowerCase()].map((letter) => latin.get(letter) ?? letter).join('');
}
