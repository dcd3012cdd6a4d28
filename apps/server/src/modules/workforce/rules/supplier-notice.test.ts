import { type CoverageState, coverageStates, type SupplierWord } from '@gatehouse/contract';
import { addDays, builtInCalendar, builtInPacks, loadPack, packDefaults, startOfCivilDate } from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.js';
import type { CheckFacts, EmploymentFacts, Law } from './facts.js';
import { type SentFacts, windowDue, wordOfUnit, wordsForSupplier } from './supplier-notice.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const today = '2026-11-23';
const now = new Date('2026-11-23T02:00:00Z');

const sent = (employmentId: string, changes: Partial<SentFacts> = {}): SentFacts => ({
  employmentId,
  personId: 'person',
  unitType: 'primary_school',
  postClass: 'security',
  endedAt: null,
  untilDate: null,
  state: 'no_record',
  isProhibited: false,
  ...changes,
});
const wordsOf = (...facts: SentFacts[]): Record<string, SupplierWord> =>
  Object.fromEntries(wordsForSupplier(facts, law, now, today));

describe('the word about one employment', () => {
  it.each<[CoverageState | null, SupplierWord]>([
    [null, 'may_not'],
    ['not_yet_asked', 'may_not'],
    ['waiting', 'may_not'],
    ['refused_or_withdrawn', 'may_not'],
    ['overdue', 'may_not'],
    ['barred', 'may_not'],
    ['stopped', 'may_not'],
    ['no_record', 'may'],
    ['due', 'may'],
    ['unmonitored', 'may'],
  ])('%s: %s', (state, word) => {
    expect(wordsOf(sent('A', { state }))).toEqual({ A: word });
  });

  it('has a line in this table for every state there is', () => {
    expect(coverageStates.filter((state) => wordOfUnit({ state }) === 'may')).toEqual([
      'unmonitored',
      'due',
      'no_record',
    ]);
  });

  it('is told of nobody who has left', () => {
    expect(wordsOf(sent('A', { endedAt: now }), sent('B', { untilDate: '2026-11-22' }))).toEqual({});
  });
});

describe('one person at several units of one supplier', () => {
  const elsewhere = (changes: Partial<SentFacts>) => sent('B', { unitType: 'kindergarten', ...changes });
  it.each<[string, SentFacts, SupplierWord]>([
    ['a record told at one is about the person', elsewhere({ state: 'barred' }), 'may_not'],
    ['also once the work was stopped', elsewhere({ state: 'stopped' }), 'may_not'],
    ['also once they were sent away', elsewhere({ state: 'stopped', endedAt: now, untilDate: today }), 'may_not'],
    ['a record of somebody else is not', elsewhere({ state: 'barred', personId: 'other' }), 'may'],
    ['an order reaches every roster by itself', elsewhere({ state: 'barred', isProhibited: true }), 'may'],
    ['a refusal concerns the unit that asked', elsewhere({ state: 'refused_or_withdrawn' }), 'may'],
    ['a check that is overdue concerns its unit', elsewhere({ state: 'overdue' }), 'may'],
    ['a new post that waits takes no other away', elsewhere({ state: 'waiting' }), 'may'],
    ['what was found where less is asked holds here', elsewhere({ state: 'barred', postClass: 'driver' }), 'may_not'],
    ['what may rest on a list of teachers does not', elsewhere({ state: 'barred', postClass: 'teacher' }), 'may'],
  ])('%s', (_what, other, word) => {
    expect(wordsOf(sent('A'), other).A).toBe(word);
  });

  it('is told so of a new post from its first window', () => {
    const barred = sent('A', { state: 'barred' });
    for (const state of [null, ...coverageStates]) expect(wordsOf(barred, elsewhere({ state })).B).toBe('may_not');
  });
});

// Everything that a check may be and that its unit is told of; what the registry found before the release is no fact at all.
const check = fc.record({
  inquiryId: fc.constant('check'),
  purpose: fc.constantFrom('hire', 'annual'),
  postClass: fc.constant('security'),
  state: fc.constantFrom<CheckFacts['state']>('DRAFT', 'ASKING', 'RELEASED', 'SETTLED', 'WITHDRAWN', 'RECALLED'),
  begunAt: fc.date({ min: new Date('2024-01-01'), max: now, noInvalidDate: true }),
  changedAt: fc.constant(now),
  stepAt: fc.constant(now),
  outcome: fc.constantFrom<CheckFacts['outcome']>('no_record', 'record_found'),
  settlement: fc.constantFrom<CheckFacts['settlement']>(null, { kind: 'work_stopped', at: now }),
  sameIdentity: fc.boolean(),
  monitoring: fc.constantFrom<EmploymentFacts['monitoring']>('watched', 'unwatched', 'not_kept'),
});

describe('what a supplier can tell from its words', () => {
  const covered = ({ monitoring, ...one }: typeof check extends fc.Arbitrary<infer T> ? T : never, isTold: boolean) => {
    const releasedAt = isTold ? new Date(one.begunAt.getTime() + 86_400_000) : null;
    const told: CheckFacts = { ...one, releasedAt, outcome: isTold ? one.outcome : null };
    const facts = {
      employmentId: 'A',
      unitType: 'primary_school',
      postClass: 'security',
      untilDate: null,
      endedAt: null,
    };
    return coverageOf(
      { ...facts, fromDate: '2026-01-01', changedAt: now, checks: [told], monitoring } as EmploymentFacts,
      law,
      now,
    );
  };

  it('is the same before the release whatever the registry found', () => {
    fc.assert(
      fc.property(check, (one) => {
        const words = (['no_record', 'record_found'] as const).map((outcome) =>
          wordOfUnit(covered({ ...one, state: 'ASKING', outcome }, false)),
        );
        expect(words).toEqual(['may_not', 'may_not']);
      }),
    );
  });

  it('is never more than may, and that only where an answer stands that there is no record', () => {
    fc.assert(
      fc.property(check, fc.boolean(), (one, isTold) => {
        const { state, answeredOn } = covered(one, isTold);
        if (wordOfUnit({ state }) === 'may')
          expect([isTold, one.outcome, answeredOn !== null]).toEqual([true, 'no_record', true]);
      }),
    );
  });

  it('follows from state, person, post and unit alone, in whatever order and beside whomever', () => {
    const one = fc.record({
      employmentId: fc.uuid(),
      personId: fc.constantFrom('P', 'Q'),
      unitType: fc.constantFrom('primary_school', 'kindergarten'),
      postClass: fc.constantFrom('security', 'driver', 'teacher'),
      endedAt: fc.constantFrom(null, now),
      untilDate: fc.constant(null),
      state: fc.constantFrom(null, ...coverageStates),
      isProhibited: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (facts) => {
        const words = wordsOf(...facts);
        expect(wordsOf(...[...facts].reverse())).toEqual(words);
        const ofP = facts.filter(({ personId }) => personId === 'P');
        expect(wordsOf(...ofP)).toEqual(
          Object.fromEntries(
            Object.entries(words).filter(([id]) => ofP.some(({ employmentId }) => employmentId === id)),
          ),
        );
        // Nobody gains by what others were told.
        for (const fact of facts) if (words[fact.employmentId] === 'may') expect(wordOfUnit(fact)).toBe('may');
      }),
    );
  });
});

describe('windows', () => {
  const at = (day: string, hour: number): Date => new Date(startOfCivilDate(day).getTime() + hour * 3_600_000);
  it.each<[string, Date, Date, Date | undefined]>([
    ['none has come', at(today, 10.5), at(today, 16), undefined],
    ['the afternoon one has', at(today, 10.5), at(today, 16.5), at(today, 16.5)],
    ['of several that were missed the last', at(today, 10.5), at(addDays(today, 1), 12), at(addDays(today, 1), 10.5)],
    ['none on days off', at('2026-11-27', 16.5), at('2026-11-29', 12), undefined],
  ])('%s', (_what, last, moment, due) => {
    expect(windowDue(law, last, moment)).toEqual(due);
  });
});
