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
/** People in one post each, in one form of employment. */
const roster = (byPostClass: Record<string, number>, yetToBegin = 0, form = 'contract'): RosterCounts => {
  const atWork = Object.values(byPostClass).reduce((sum, count) => sum + count, 0);
  const holding = Object.entries(byPostClass).map(([postClass, people]) => ({ held: [{ postClass, form }], people }));
  return { people: atWork + yetToBegin, atWork, byPostClass: new Map(Object.entries(byPostClass)), holding };
};
/** Two parts of one roster. */
const together = (one: RosterCounts, other: RosterCounts): RosterCounts => ({
  people: one.people + other.people,
  atWork: one.atWork + other.atWork,
  byPostClass: new Map(
    [...new Set([...one.byPostClass.keys(), ...other.byPostClass.keys()])].map((post) => [
      post,
      (one.byPostClass.get(post) ?? 0) + (other.byPostClass.get(post) ?? 0),
    ]),
  ),
  holding: [...one.holding, ...other.holding],
});
const whole = { teacher: 20, catering: 2, security: 2 };
const insured = (headcount: number, postClass: string | null = null): Expectation => ({
  source: 'social_insurance',
  postClass,
  headcount,
  asOf: '2026-11-01',
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
    expect(gapsOfRoster(pack, about).map(({ kind, postClass, side }) => [kind, postClass, side])).toEqual(
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
    const licensed = { ...insured(4, 'security'), source: 'licence_register' };
    const registered = { ...insured(3, 'security'), source: 'social_credit_register' };
    expect(of([registered, licensed], whole)).toEqual([
      {
        kind: 'short',
        missing: 2,
        words: {
          en: 'Security guard: 2 short. Licence register counts 4, the roster 2.',
          zh: '安保人员缺2人：办学许可登记统计为4人，在岗名单为2人。',
        },
      },
    ]);
    for (const finding of [...of([insured(9)], {}), ...of([insured(99)], whole)])
      expect(JSON.stringify(finding)).not.toMatch(/\{[a-z]+\}/);
  });

  it('never lacks less when somebody is missing from it or a source counts one more', () => {
    const counts = fc.record({ teacher: fc.nat(9), catering: fc.nat(3), security: fc.nat(3) });
    const expectation = fc.record({
      source: fc.constantFrom('social_insurance', 'licence_register'),
      postClass: fc.constantFrom(null, 'teacher', 'catering'),
      headcount: fc.nat(12),
      asOf: fc.constant('2026-11-01'),
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
    { postClass: null, people: 3, atWork: 2, holding: [] },
    { postClass: 'teacher', people: 2, atWork: 2, holding: [] },
    { postClass: 'driver', people: 2, atWork: 1, holding: [] },
  ];
  // One person in two posts is one.
  expect(rosterCounts(counts)).toMatchObject({ people: 3, atWork: 2 });
});

it('says of a roster on the list of units what becomes a gap, and nothing else', () => {
  const counts = fc.record({ teacher: fc.nat(9), catering: fc.nat(3) });
  const expectation = fc.record({
    source: fc.constantFrom('social_insurance', 'contracts', 'teacher_register', 'licence_register'),
    postClass: fc.constantFrom(null, 'teacher', 'catering'),
    headcount: fc.nat(12),
    asOf: fc.constantFrom('2026-09-01', '2026-11-01'),
  });
  fc.assert(
    fc.property(counts, fc.nat(2), fc.array(expectation), (there, yetToBegin, expected) => {
      const known = roster(there, yetToBegin);
      const short = shortOf(pack, 'primary_school', expected, known);
      const asked = emptyPosts(pack, 'primary_school', known, [], '');
      const gaps = gapsOfRoster(pack, {
        unitId: 'unit',
        since: new Date(0),
        lookedAt: new Date(0),
        roster: known,
        expected,
        emptyPosts: asked,
      });
      if (known.people === 0) {
        expect(gaps.map(({ kind }) => kind)).toEqual(short.map(({ kind }) => kind));
        return;
      }
      // Sources may count different people of one post: each is said, and the most of them is the gap.
      const shortGaps = gaps.filter(({ kind }) => kind === 'short_of_headcount').map(({ missing }) => missing);
      const said = short.filter(({ kind }) => kind === 'short').map(({ missing }) => missing);
      expect(said).toEqual(expect.arrayContaining(shortGaps));
      expect(Math.max(0, ...said)).toBe(Math.max(0, ...shortGaps.map((missing) => missing ?? 0)));
      expect(gaps.length - shortGaps.length).toBe(short.length - said.length);
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

describe('people whom a source does not speak of fill no place of those whom it counts', () => {
  const employed = roster({ teacher: 20 });
  const sent = (posts: Record<string, number>) => roster(posts, 0, 'outsourced');
  const outsourced = (headcount: number): Expectation => ({ ...insured(headcount), source: 'contracts' });

  it('ten outsourced guards hide none of ten missing cooks', () => {
    const known = together(employed, sent({ security: 10 }));
    const found = shortOf(pack, 'academic_training', [insured(30)], known);
    expect(found).toEqual([
      {
        kind: 'short',
        missing: 10,
        words: {
          en: 'On the establishment, Under contract: 10 short. Social insurance counts 30, the roster 20.',
          zh: '在编、合同制缺10人：社会保险参保信息统计为30人，在岗名单为20人。',
        },
      },
    ]);
  });

  it('ten cooks of the unit hide none of ten missing guards of a contractor', () => {
    const known = together(roster({ teacher: 20, catering: 10 }), sent({ security: 1 }));
    expect(shortOf(pack, 'academic_training', [insured(30), outsourced(11)], known)).toMatchObject([
      { kind: 'short', missing: 10 },
    ]);
  });

  it('sources that speak of different people are each held against theirs, and make one gap of the post', () => {
    const known = together(employed, sent({ security: 1 }));
    const expected = [insured(24), outsourced(3)];
    expect(shortOf(pack, 'academic_training', expected, known).map(({ missing }) => missing)).toEqual([4, 2]);
    const facts = {
      unitId: 'unit',
      since: new Date(0),
      lookedAt: new Date(0),
      roster: known,
      expected,
      emptyPosts: [],
    };
    expect(gapsOfRoster(pack, facts).map(({ key, missing }) => [key, missing])).toEqual([
      ['short_of_headcount:unit:all', 4],
    ]);
  });

  it('the teacher register speaks of teachers alone', () => {
    const registered: Expectation = { ...insured(21), source: 'teacher_register' };
    expect(shortOf(pack, 'academic_training', [registered], roster({ teacher: 20, driver: 5 }))).toMatchObject([
      { missing: 1 },
    ]);
  });

  it('somebody who holds two posts, or one of them for a contractor, is counted once by each source that speaks of them', () => {
    const both = [
      { postClass: 'teacher', form: 'contract' },
      { postClass: 'driver', form: 'outsourced' },
    ];
    const known = { people: 1, atWork: 1, byPostClass: new Map(), holding: [{ held: both, people: 1 }] };
    expect(shortOf(pack, 'academic_training', [insured(1), outsourced(1)], known)).toEqual([]);
    expect(
      shortOf(pack, 'academic_training', [insured(2), outsourced(2)], known).map(({ missing }) => missing),
    ).toEqual([1, 1]);
  });
});

describe('a count that is older than the law pack lets it be relied on', () => {
  const known = roster({ teacher: 20 });
  const on = (today: string, expected: readonly Expectation[] = [insured(20)]) =>
    shortOf(pack, 'academic_training', expected, known, [], today);

  it.each([
    ['2027-01-02', [], 'whole'],
    ['2027-01-03', ['stale_count'], 'asked'],
  ])('on %s: %j', (today, kinds, state) => {
    const found = on(today);
    expect(found.map(({ kind }) => kind)).toEqual(kinds);
    expect(stateOf(found)).toBe(state);
  });

  it('says whose count it is and as of when, once for a source', () => {
    expect(on('2027-02-01', [{ ...insured(20), asOf: '2026-10-01' }, insured(20, 'teacher')])).toMatchObject([
      { kind: 'stale_count', words: { en: expect.stringContaining('Social insurance counted last as of 2026-10-01') } },
    ]);
  });

  it('hides nobody who is missing by it', () => {
    const found = on('2027-02-01', [insured(22)]);
    expect(found.map(({ kind, missing }) => [kind, missing])).toEqual([
      ['short', 2],
      ['stale_count', 0],
    ]);
    expect(stateOf(found)).toBe('lacking');
  });

  it('a fresh count of another source does not make good', () => {
    const licensed: Expectation = { ...insured(20), source: 'licence_register' };
    expect(on('2027-02-01', [insured(20), licensed]).map(({ kind }) => kind)).toEqual(['stale_count']);
  });
});
