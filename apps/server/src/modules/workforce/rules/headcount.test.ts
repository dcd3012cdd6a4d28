import { builtInPacks, loadPack } from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsOfRoster } from './gaps.js';
import {
  emptyPosts,
  type Expectation,
  orderOf,
  type PostAnswerFacts,
  type RosterCounts,
  rosterCounts,
  shortOf,
  stateOf,
} from './headcount.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const roster = (byPostClass: Record<string, number>, yetToBegin = 0): RosterCounts => {
  const atWork = Object.values(byPostClass).reduce((sum, count) => sum + count, 0);
  return { people: atWork + yetToBegin, atWork, byPostClass: new Map(Object.entries(byPostClass)) };
};
const whole = { teacher: 20, catering: 2, security: 2 };
const insured = (headcount: number, postClass: string | null = null): Expectation => ({
  source: 'social_insurance',
  postClass,
  headcount,
});
const of = (expected: readonly Expectation[], counts: Record<string, number>, unitType = 'primary_school') =>
  shortOf(pack, unitType, expected, roster(counts));

describe('a roster', () => {
  it.each<[string, Expectation[], Record<string, number>, string[], string]>([
    ['that nobody counts', [], whole, [], 'whole'],
    ['as large as a source counts', [insured(24)], whole, [], 'whole'],
    ['with nobody on it', [], {}, ['no_roster 0'], 'lacking'],
    ['with nobody on it where a source counts people', [insured(24)], {}, ['no_roster 24'], 'lacking'],
    ['three short', [insured(27)], whole, ['short 3'], 'lacking'],
    ['short of teachers', [insured(24), insured(22, 'teacher')], whole, ['short 2'], 'lacking'],
    ['short twice, the worse first', [insured(25), insured(29, 'teacher')], whole, ['short 9', 'short 1'], 'lacking'],
    ['without a cook', [], { teacher: 20, security: 1 }, ['nobody_in 0'], 'asked'],
    ['without a cook and a guard', [], { teacher: 20 }, ['nobody_in 0', 'nobody_in 0'], 'asked'],
  ])('%s', (_what, expected, counts, findings, state) => {
    const found = of(expected, counts);
    expect(found.map(({ kind, missing }) => `${kind} ${missing}`)).toEqual(findings);
    expect(stateOf(found)).toBe(state);
  });

  it.each<[string, PostAnswerFacts | undefined, string[]]>([
    ['is asked', undefined, ['catering -']],
    [
      'is asked until its authority has looked',
      { question: 'catering', verdict: null, holdsUntil: null },
      ['catering waiting'],
    ],
    ['is asked again', { question: 'catering', verdict: 'asked_again', holdsUntil: null }, ['catering asked_again']],
    [
      'is not asked while an accepted answer holds',
      { question: 'catering', verdict: 'accepted', holdsUntil: '2026-11-23' },
      [],
    ],
    [
      'is asked when it holds no more',
      { question: 'catering', verdict: 'accepted', holdsUntil: '2026-11-22' },
      ['catering asked_again'],
    ],
    [
      'is asked where another question was answered',
      { question: 'security', verdict: 'accepted', holdsUntil: '2027-11-23' },
      ['catering -'],
    ],
  ])('without a cook %s', (_what, answer, asked) => {
    const found = shortOf(
      pack,
      'primary_school',
      [],
      roster({ teacher: 20, security: 1 }),
      answer === undefined ? [] : [answer],
      '2026-11-23',
    );
    expect(found.map(({ question, answered }) => `${question} ${answered ?? '-'}`)).toEqual(asked);
    expect(stateOf(found)).toBe(asked.length > 0 ? 'asked' : 'whole');
    const without = roster({ teacher: 20, security: 1 });
    const empty = emptyPosts(pack, 'primary_school', without, answer === undefined ? [] : [answer], '2026-11-23');
    const about = {
      unitId: 'unit',
      since: new Date(0),
      lookedAt: new Date(0),
      roster: without,
      expected: [],
      emptyPosts: empty,
    };
    // The clock is the unit's, and its authority's while an answer waits to be judged.
    expect(gapsOfRoster(about).map(({ kind, postClass, side }) => [kind, postClass, side])).toEqual(
      asked.map((one) => ['nobody_in_post', 'catering', one.endsWith('waiting') ? 'reviewing' : 'unit']),
    );
  });

  it('no answer hides that people are missing', () => {
    const accepted = { question: 'catering', verdict: 'accepted', holdsUntil: '2027-11-23' } as const;
    const found = shortOf(
      pack,
      'primary_school',
      [insured(30)],
      roster({ teacher: 20, security: 1 }),
      [accepted],
      '2026-11-23',
    );
    expect(found).toMatchObject([{ kind: 'short', missing: 9 }]);
  });

  it('is asked about cooks and guards only where the law pack asks', () => {
    expect(of([], { teacher: 3 }, 'academic_training')).toEqual([]);
  });

  it('is held against the source that counts most, in words without a gap', () => {
    const contracts = { source: 'contracts', postClass: 'security', headcount: 4 };
    expect(of([insured(3, 'security'), contracts], whole)).toEqual([
      {
        kind: 'short',
        missing: 2,
        words: {
          en: 'Security guard: 2 short. Dispatch and service contracts counts 4, the roster 2.',
          zh: '安保人员缺2人：派遣和服务合同统计为4人，在岗名单为2人。',
        },
      },
    ]);
    for (const finding of [...of([insured(9)], {}), ...of([insured(99)], whole)])
      expect(JSON.stringify(finding)).not.toMatch(/\{[a-z]+\}/);
  });

  it('never lacks less when somebody is missing from it or a source counts one more', () => {
    const counts = fc.record({ teacher: fc.nat(9), catering: fc.nat(3), security: fc.nat(3) });
    const expectation = fc.record({
      source: fc.constantFrom('social_insurance', 'contracts'),
      postClass: fc.constantFrom(null, 'teacher', 'catering'),
      headcount: fc.nat(12),
    });
    const missing = (...given: Parameters<typeof of>): number =>
      Math.max(0, ...of(...given).map((finding) => finding.missing));
    fc.assert(
      fc.property(counts, fc.array(expectation), expectation, (there, expected, one) => {
        const fewer = { ...there, teacher: Math.max(0, there.teacher - 1) };
        expect(missing(expected, fewer)).toBeGreaterThanOrEqual(missing(expected, there));
        expect(missing([...expected, one], there)).toBeGreaterThanOrEqual(missing(expected, there));
        const atLeast = [...expected, one].map((each) => {
          const { people, byPostClass } = roster(there);
          return each.headcount - (each.postClass === null ? people : (byPostClass.get(each.postClass) ?? 0));
        });
        expect(missing([...expected, one], there)).toBeGreaterThanOrEqual(Math.max(0, ...atLeast));
      }),
    );
  });
});

it('counts whoever has yet to begin as on the roster, and as nobody whom a source could count', () => {
  const found = shortOf(pack, 'primary_school', [insured(24)], roster({ teacher: 20, catering: 1, security: 1 }, 2));
  expect(found).toMatchObject([{ kind: 'short', missing: 2 }]);
  expect(shortOf(pack, 'primary_school', [], roster({}, 1)).map(({ kind }) => kind)).toEqual([
    'nobody_in',
    'nobody_in',
  ]);
  const counts = [
    { postClass: null, people: 3, atWork: 2 },
    { postClass: 'teacher', people: 2, atWork: 2 },
    { postClass: 'driver', people: 2, atWork: 1 },
  ];
  // One person in two posts is one.
  expect(rosterCounts(counts)).toMatchObject({ people: 3, atWork: 2 });
});

it('says of a roster on the list of units what becomes a gap, and nothing else', () => {
  const counts = fc.record({ teacher: fc.nat(9), catering: fc.nat(3) });
  const expectation = fc.record({
    source: fc.constantFrom('social_insurance', 'contracts'),
    postClass: fc.constantFrom(null, 'teacher', 'catering'),
    headcount: fc.nat(12),
    asOf: fc.constantFrom('2026-09-01', '2026-11-01'),
  });
  fc.assert(
    fc.property(counts, fc.nat(2), fc.array(expectation), (there, yetToBegin, expected) => {
      const known = roster(there, yetToBegin);
      const short = shortOf(pack, 'primary_school', expected, known);
      const asked = emptyPosts(pack, 'primary_school', known, [], '');
      const gaps = gapsOfRoster({
        unitId: 'unit',
        since: new Date(0),
        lookedAt: new Date(0),
        roster: known,
        expected,
        emptyPosts: asked,
      });
      const numbersOf = (found: readonly { readonly missing: number | null }[]) =>
        found.map(({ missing }) => missing ?? 0);
      if (known.people === 0) expect(gaps.map(({ kind }) => kind)).toEqual(short.map(({ kind }) => kind));
      else expect(numbersOf(gaps)).toEqual(numbersOf(short));
    }),
  );
});

it('gives what orders units: no roster, then the most people missing, then how much there is to say', () => {
  const orders = [
    of([], {}),
    of([insured(60)], whole),
    of([insured(25)], whole),
    of([], { teacher: 1 }),
    of([], whole),
  ];
  expect(orders.map(orderOf)).toEqual([
    { lacksAll: true, missing: 0, findings: 1 },
    { lacksAll: false, missing: 36, findings: 1 },
    { lacksAll: false, missing: 1, findings: 1 },
    { lacksAll: false, missing: 0, findings: 2 },
    { lacksAll: false, missing: 0, findings: 0 },
  ]);
});
