import { inquiryStates, type InquiryState, settlementKinds } from '@gatehouse/contract';
import { builtInPacks, loadPack, retentionRule } from '@gatehouse/law';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inquiryRules, isGivenUp, keptAs, type KeptFacts, keptStates, onTheirWay } from './kept.js';
import { type InquiryFacts, type InquiryVerb, inquiryVerbs, step } from './states.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 1, 0, minute));
const facts: KeptFacts = {
  state: 'DRAFT',
  changedAt: at(9),
  ...{ askedAt: null, releasedAt: null, settledAt: null, objections: [] },
};
const asked = { askedAt: at(1) };
const found = { ...asked, releasedAt: at(2), outcome: 'record_found' } as const;
const none = { ...asked, releasedAt: at(2), outcome: 'no_record' } as const;

test.each<[string, Partial<KeptFacts>, string, number]>([
  ['a draft', {}, 'draft', 9],
  ['given up', { state: 'CANCELLED' }, 'draft', 9],
  ['withdrawn before anything was asked', { state: 'WITHDRAWN' }, 'draft', 9],
  ['withdrawn after it was asked', { state: 'WITHDRAWN', ...asked }, 'inquiry_refused', 9],
  ['refused', { state: 'CONSENT_REFUSED' }, 'inquiry_refused', 9],
  ['disputed and left', { state: 'DETAILS_DISPUTED' }, 'inquiry_begun', 9],
  ['agreed to and left', { state: 'CONSENTED' }, 'inquiry_begun', 9],
  ['told of and left', { state: 'NOTICE_SERVED' }, 'inquiry_begun', 9],
  ['sent and left', { state: 'SUBMITTED' }, 'inquiry_begun', 9],
  ['sent back and left', { state: 'RETURNED' }, 'inquiry_begun', 9],
  ['told: no record', { state: 'RELEASED', ...none }, 'inquiry_no_record', 2],
  ['told: no record, and settled', { state: 'SETTLED', ...none, settledAt: at(5) }, 'inquiry_no_record', 2],
  ['told: a record, and never settled', { state: 'RELEASED', ...found }, 'inquiry_record_found', 2],
  ['told: a record, and settled', { state: 'SETTLED', ...found, settledAt: at(5) }, 'inquiry_record_found', 5],
  ['objected to, to its end', { state: 'ANSWER_STANDS', ...found, objections: [at(7), at(6)] }, 'objection_file', 7],
  ['void', { state: 'RECALLED', ...none }, 'inquiry_void', 9],
  ['found wrong', { state: 'ANSWER_CORRECTED', ...found, objections: [at(7)] }, 'inquiry_void', 9],
])('%s', (_, given, rule, minute) => {
  expect(keptAs({ ...facts, ...given })).toEqual({ rule, countedFrom: at(minute) });
});

test.each<InquiryState>(['RELEASED', 'SETTLED', 'ANSWER_STANDS', ...keptStates.void])(
  'nothing counts in %s while an objection is open, whatever else was',
  (state) => {
    expect(keptAs({ ...facts, state, ...found, objections: [at(3)] })).toBeDefined();
    expect(keptAs({ ...facts, state, ...found, objections: [at(3), null] })).toBeUndefined();
  },
);

test('every state is under a rule, or on its way with what ends it', () => {
  const told = ['RELEASED', 'SETTLED', 'ANSWER_STANDS'] as const;
  const ruled = [...Object.values<readonly InquiryState[]>(keptStates).flat(), ...told];
  expect([...ruled, ...Object.keys(onTheirWay)].sort()).toEqual([...inquiryStates].sort());
  for (const state of ruled) expect([state, keptAs({ ...facts, ...none, state })]).not.toEqual([state, undefined]);
  for (const reason of Object.values(onTheirWay)) expect(reason.length).toBeGreaterThan(10);
});

test('the pack has every rule, and outlives with what was begun the consent that it rests on', () => {
  const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
  expect(inquiryRules.map((rule) => retentionRule(pack, rule).id)).toEqual([...inquiryRules]);
  const { amount, unit } = pack.deadlines.find(({ id }) => id === 'consent_validity') ?? {};
  expect(unit).toBe('days');
  // The shortest months of a year in a row.
  expect(retentionRule(pack, 'inquiry_begun').months * 28).toBeGreaterThan(Number(amount));
});

test('what waits for somebody is given up with its erasure; an answer and a refusal stay what they are', () => {
  expect(inquiryStates.filter(isGivenUp)).toEqual([
    ...(['DRAFT', 'CONSENT_PENDING', 'CONSENTED', 'DETAILS_DISPUTED'] as const),
    ...(['NOTICE_SERVED', 'SUBMITTED', 'RETURNED'] as const),
  ]);
});

const anyFacts: fc.Arbitrary<InquiryFacts> = fc.record({
  problems: fc.constantFrom(0, 0, 0, 1),
  permission: fc.constantFrom('consent' as const, 'notice' as const),
  standing: fc.constantFrom('candidate' as const, 'serving' as const),
  permitted: fc.constant(true),
  identityProven: fc.constant(true),
  hasAuthority: fc.constant(true),
  draftedBy: fc.constant('clerk'),
  actor: fc.constantFrom('clerk', 'reviewer'),
  answer: fc.constantFrom('NO_RECORD' as const, 'RECORD_FOUND' as const, 'PERSON_TOLD' as const),
  outcome: fc.constant(undefined),
  settlement: fc.constantFrom(...settlementKinds),
});

/** What the module writes beside a step. */
function after(kept: KeptFacts, verb: InquiryVerb, state: InquiryState, given: InquiryFacts, now: Date): KeptFacts {
  const ended = kept.objections.map((end) => end ?? now);
  return {
    ...kept,
    ...{ state, changedAt: now },
    ...(verb === 'ask' || verb === 'find' ? { askedAt: now } : {}),
    ...(verb === 'release'
      ? { releasedAt: now, outcome: given.answer === 'NO_RECORD' ? ('no_record' as const) : ('record_found' as const) }
      : {}),
    ...(verb === 'settle' ? { settledAt: now } : {}),
    ...(verb === 'object' ? { objections: [...kept.objections, null] } : {}),
    ...(verb === 'uphold' || verb === 'correct' || verb === 'recall' ? { objections: ended } : {}),
  };
}

test('whatever course an inquiry takes, wherever it is left lying it has one kind and an instant, or is on its way', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.nat()),
      fc.infiniteStream(anyFacts),
      fc.integer({ min: 1, max: 25 }),
      (picks, givens, steps) => {
        let state: InquiryState | 'NONE' = 'NONE';
        let kept = facts;
        for (let minute = 10; minute < 10 + steps; minute += 1) {
          const given = givens.next().value as InquiryFacts;
          const told = { ...given, outcome: kept.outcome === 'not_now' ? undefined : kept.outcome };
          const open = inquiryVerbs.filter((verb) => step(state, verb, told).ok);
          const verb = open[(picks.next().value as number) % Math.max(open.length, 1)];
          if (verb === undefined) continue;
          const result = step(state, verb, told);
          if (!result.ok) continue;
          state = result.state;
          kept = after(kept, verb, state, told, at(minute));
          const counted = keptAs(kept);
          met.add(counted?.rule ?? state);
          expect([state, counted === undefined]).toEqual([state, Object.hasOwn(onTheirWay, state)]);
          if (counted !== undefined) expect(counted.countedFrom.getTime()).toBeLessThanOrEqual(at(minute).getTime());
        }
      },
    ),
    { numRuns: 3000 },
  );
  // The courses that were taken pass by every rule.
  expect([...met]).toEqual(expect.arrayContaining([...inquiryRules]));
});
