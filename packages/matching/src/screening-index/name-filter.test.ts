import { describe, expect, it } from 'vitest';
import {
  announcedErrors,
  harderErrors,
  inventPeople,
  type Random,
  seeded,
} from '../../../../bench/src/population/index.js';
import { agreeingNames, partlyAgreeingNames } from '../decision/index.js';
import { nameBits } from '../decision/name-bits.js';
import { comparePreparedNames, type PreparedName, prepareName } from '../name/index.js';
import { createLongNames } from './long-names.js';
import { type MarkRanges, rangesOf } from './mark-ranges.js';
import { nameFilters } from './name-filter.js';
import { nameMark } from './name-mark.js';
import { nameMayWeigh, secondLooks } from './second-look.js';
import { createSounds, learnCharacters } from './sounds.js';
import { addText, createTextPool } from './text-pool.js';

/** Characters that sound alike, look alike, are parts of one another, or begin compound family names. */
const characters = [...'欧阳杨司马王玥月玉明朋日名铭小晓阿买提吐图尔逊孙李里木林张章'];
/** What the levels of a birth date leave to be wanted of a name, in bits, and nothing. */
const wantedBits = [0, 4, 8.5, 11, 12, 16, 17];

describe('a mark and the second look let through every name that agrees and weighs what is wanted', () => {
  it.each([1, 2])('names made of few characters, so that most are near: seed %i', (seed) => {
    const random = seeded(seed);
    const names = Array.from({ length: 110 }, () => prepareName(closeName(random)));
    expect(lost(names, names)).toEqual([]);
  });

  it('names of people of every kind, with every class of error on either side', () => {
    const random = seeded(4);
    const people = inventPeople(random, 80, 'P');
    const classes = Object.values({ ...announcedErrors, ...harderErrors });
    const written = people.map(({ name }) => prepareName(name));
    const slipped = people.flatMap((person) =>
      [1, 2].map(() => prepareName(random.pick(classes)(person, random)?.name ?? person.name)),
    );
    const others = slipped.filter((name) => name.folded !== '');
    expect(lost(others, written)).toEqual([]);
    expect(lost(written, others)).toEqual([]);
  });

  it.each([
    ['欧阳小明', '司马小明'],
    ['欧阳龘', '司马龘'],
    ['王龘靐', '李龘靐'],
    ['明小王', '王明小'],
    ['王·小·明', '明小王'],
    ['王玥', '王王月'],
    ['阿里木·买买提', '买买提·阿里木'],
    ['买买提', '阿里木·买买提·吐尔逊'],
    ['吕小明', 'Lyu Xiaoming'],
    ['吕小明', 'LÜ XIAOMING'],
    ['金敏秀', '김민수'],
    ['王小明', '王 小 明'],
    ['陳國華', '陈国华'],
  ])('%s and %s', (asked, recorded) => {
    const pair = [prepareName(asked), prepareName(recorded)] as const;
    expect(weighs(...pair)).toBeGreaterThan(0);
    expect(lost([pair[0]], [pair[1]])).toEqual([]);
  });

  it('and few others: of strangers with names of three characters not one in a hundred', () => {
    const names = inventPeople(seeded(6), 400, 'P')
      .map(({ name }) => prepareName(name))
      .filter((name) => name.characters.length === 3);
    const passed = pairsOf(names, names).filter(([asked, recorded, passes]) => asked !== recorded && passes(34));
    expect(passed.length).toBeLessThan(names.length ** 2 / 100);
  });
});

/** Pairs that agree at a level that counts and are ruled out all the same. */
function lost(asked: readonly PreparedName[], recorded: readonly PreparedName[]): string[] {
  return pairsOf(asked, recorded).flatMap(([one, other, passes]) => {
    const ruledOut = wantedBits.filter((wanted) => !passes(wanted * 4));
    if (ruledOut.length === 0) return [];
    const bits = weighs(one, other);
    return ruledOut.filter((wanted) => bits >= wanted).map((wanted) => `${one.raw}|${other.raw} at ${wanted}`);
  });
}

const weighed = new Map<string, number>();

/** The bits of two names, or less than nothing where they do not agree. */
function weighs(one: PreparedName, other: PreparedName): number {
  const key = `${one.raw}|${other.raw}`;
  const known = weighed.get(key);
  if (known !== undefined) return known;
  const compared = comparePreparedNames(one, other);
  const counts = agreeingNames.has(compared.level) || partlyAgreeingNames.has(compared.level);
  const bits = counts ? Math.max(0, nameBits(compared)) : -1;
  weighed.set(key, bits);
  return bits;
}

type Pair = readonly [asked: PreparedName, recorded: PreparedName, passes: (wanted: number) => boolean];

function pairsOf(asked: readonly PreparedName[], recorded: readonly PreparedName[]): Pair[] {
  const [sounds, long] = [createSounds(), createLongNames()];
  for (const name of recorded) learnCharacters(sounds, name.characters);
  const texts = createTextPool(0, 0);
  for (const { raw } of recorded) addText(texts, raw);
  const marks = recorded.map((name) => [name, nameMark(name, long)] as const);
  return asked.flatMap((one) => {
    const filters = nameFilters({ sounds, long }, one);
    const looks = secondLooks(filters);
    const passes = (mark: number, place: number) => (wanted: number) =>
      isRead(rangesOf(filters, wanted), mark) &&
      filters.some(({ most }) => most >= wanted) &&
      nameMayWeigh(looks, texts, place, mark, wanted);
    return marks.map(([other, mark], place): Pair => [one, other, passes(mark, place)]);
  });
}

function isRead(ranges: MarkRanges | undefined, mark: number): boolean {
  return (
    ranges === undefined || ranges.some((from, at) => at % 2 === 0 && from <= mark && mark <= (ranges[at + 1] ?? 0))
  );
}

function closeName(random: Random): string {
  const length = random.pick([1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 7, 8]);
  const name = Array.from({ length }, () => random.pick(characters));
  if (length > 3 && random.chance(0.5)) name.splice(1 + random.below(length - 1), 0, '·');
  return name.join('');
}
