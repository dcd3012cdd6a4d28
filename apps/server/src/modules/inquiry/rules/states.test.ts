import { type InquiryState, inquiryStates, settlementKinds } from '@gatehouse/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import words from '../words.json' with { type: 'json' };
import transitions from './transitions.json' with { type: 'json' };
import {
  type AnswerState,
  answerStep,
  arrivalOf,
  type InquiryFacts,
  type InquiryVerb,
  inquiryVerbs,
  step,
} from './states.js';

const facts: InquiryFacts = {
  problems: 0,
  permission: 'consent',
  standing: 'candidate',
  permitted: true,
  identityProven: true,
  hasAuthority: true,
  draftedBy: 'clerk',
  actor: 'reviewer',
};

test('every step has words for the timeline', () => {
  expect(inquiryVerbs.filter((verb) => !Object.hasOwn(words.timeline, verb))).toEqual([]);
});

test('every state is where some step leads (ADR 74)', () => {
  const reached = new Set(Object.values(transitions).map(({ to }) => to));
  expect(inquiryStates.filter((state) => !reached.has(state))).toEqual([]);
});

const toldStates: readonly InquiryState[] = [
  ...(['RELEASED', 'SETTLED', 'OBJECTED', 'AT_EDUCATION', 'AT_MINISTRY', 'AT_PUBLIC_SECURITY'] as const),
  ...(['ANSWER_STANDS', 'ANSWER_CORRECTED'] as const),
];

const anyFacts: fc.Arbitrary<InquiryFacts> = fc.record({
  problems: fc.nat(1),
  permission: fc.constantFrom('consent' as const, 'notice' as const),
  standing: fc.constantFrom('candidate' as const, 'serving' as const),
  permitted: fc.boolean(),
  identityProven: fc.boolean(),
  hasAuthority: fc.boolean(),
  draftedBy: fc.constant('clerk'),
  actor: fc.constantFrom('clerk', 'reviewer', undefined),
  answer: fc.constantFrom<(AnswerState | undefined)[]>(
    undefined,
    'WAITING',
    'NO_RECORD',
    'RECORD_FOUND',
    'SOURCE_SILENT',
    'PERSON_TOLD',
  ),
  outcome: fc.constantFrom(undefined, 'no_record' as const, 'record_found' as const),
  settlement: fc.constantFrom(undefined, ...settlementKinds),
});

describe('the states of an inquiry (decision A10)', () => {
  test.each<[InquiryState | 'NONE', InquiryVerb, InquiryState]>([
    ['NONE', 'draft', 'DRAFT'],
    ['DRAFT', 'send-consent', 'CONSENT_PENDING'],
    ['CONSENT_PENDING', 'agree', 'CONSENTED'],
    ['CONSENT_PENDING', 'refuse', 'CONSENT_REFUSED'],
    ['CONSENT_PENDING', 'dispute', 'DETAILS_DISPUTED'],
    ['DETAILS_DISPUTED', 'edit', 'DRAFT'],
    ['DRAFT', 'record-paper', 'CONSENTED'],
    ['CONSENTED', 'submit', 'SUBMITTED'],
    ['SUBMITTED', 'return', 'RETURNED'],
    ['RETURNED', 'submit', 'SUBMITTED'],
    ['SUBMITTED', 'approve', 'APPROVED'],
    ['APPROVED', 'ask', 'ASKING'],
    ['RELEASED', 'settle', 'SETTLED'],
    ['RELEASED', 'object', 'OBJECTED'],
    ['RELEASED', 'recall', 'RECALLED'],
    ['SETTLED', 'recall', 'RECALLED'],
    ['OBJECTED', 'recall', 'RECALLED'],
    ['RECALLED', 'note-recall', 'RECALLED'],
    ['ASKING', 'withdraw', 'WITHDRAWN'],
  ])('%s, %s: %s', (from, verb, to) => {
    expect(step(from, verb, facts)).toEqual({ ok: true, state: to });
  });

  test('serving staff are given notice instead of being asked', () => {
    const serving: InquiryFacts = { ...facts, permission: 'notice', standing: 'serving' };
    expect(step('DRAFT', 'serve-notice', serving)).toEqual({ ok: true, state: 'NOTICE_SERVED' });
    expect(step('DRAFT', 'serve-notice', facts)).toEqual({ ok: false, code: 'inquiry-consent-missing' });
    expect(step('DRAFT', 'send-consent', serving).ok).toBe(false);
  });

  test('A5: no path to APPROVED without permission, proven identity and a second person', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...inquiryStates),
        fc.constantFrom(...inquiryVerbs),
        anyFacts,
        (state, verb, given) => {
          const result = step(state, verb, given);
          if (!result.ok || result.state !== 'APPROVED') return;
          expect([state, verb]).toEqual(['SUBMITTED', 'approve']);
          expect([given.permitted, given.identityProven, given.actor === given.draftedBy]).toEqual([true, true, false]);
        },
      ),
    );
  });

  test('no path to ASKING leaves out submission and approval, but for a record that two people found about somebody who serves', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...inquiryVerbs), anyFacts), { maxLength: 40 }), (course) => {
        let state: InquiryState | 'NONE' = 'NONE';
        const passed: string[] = [];
        for (const [verb, given] of course) {
          const result = step(state, verb, given);
          if (!result.ok) continue;
          if (verb === 'find') {
            expect([state, given.standing, given.answer]).toEqual(['NONE', 'serving', 'RECORD_FOUND']);
            return;
          }
          state = result.state;
          passed.push(state);
        }
        if (passed.includes('ASKING')) expect(passed).toEqual(expect.arrayContaining(['SUBMITTED', 'APPROVED']));
      }),
      { numRuns: 500 },
    );
  });

  test('nobody is hired, kept or granted on a record found', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const result = step('RELEASED', 'settle', { ...given, outcome: 'record_found' });
        const barred = ['hired', 'work_continued', 'qualification_granted'].includes(given.settlement ?? '');
        expect(result.ok).toBe(!barred);
      }),
    );
  });

  test('a record of a candidate leaves only after the person was told; of serving staff at once', () => {
    const found: InquiryFacts = { ...facts, answer: 'RECORD_FOUND' };
    expect(step('ASKING', 'release', found).ok).toBe(false);
    expect(step('ASKING', 'release', { ...found, answer: 'PERSON_TOLD' }).ok).toBe(true);
    expect(step('ASKING', 'release', { ...found, standing: 'serving' }).ok).toBe(true);
    expect(step('ASKING', 'release', { ...facts, answer: 'SOURCE_SILENT' }).ok).toBe(false);
  });

  test('nothing happens to one that was erased but that what was told becomes void', () => {
    const erased: InquiryFacts = { ...facts, isErased: true };
    const taken = inquiryStates.flatMap((state) => inquiryVerbs.filter((verb) => step(state, verb, erased).ok));
    expect(new Set(taken)).toEqual(new Set(['recall']));
    expect(step('SETTLED', 'recall', erased)).toEqual({ ok: true, state: 'RECALLED' });
  });

  test('only what was told is recalled, and nothing comes after a recall but that it is noted, once', () => {
    for (const state of inquiryStates) {
      const isTold = step(state, 'recall', facts).ok;
      expect([state, isTold]).toEqual([state, toldStates.includes(state)]);
    }
    const after = inquiryVerbs.filter((verb) => step('RECALLED', verb, facts).ok);
    expect(after).toEqual(['note-recall']);
    expect(step('RECALLED', 'note-recall', { ...facts, recallNoted: true })).toEqual({
      ok: false,
      code: 'inquiry-state',
    });
  });

  test('whoever was told of a record cannot take the question back', () => {
    expect(step('ASKING', 'withdraw', { ...facts, answer: 'PERSON_TOLD' }).ok).toBe(false);
  });
});

describe("the registry's side", () => {
  test('a silent source is followed by an answer', () => {
    const silent = answerStep('WAITING', arrivalOf('not_now'));
    expect(silent).toBe('SOURCE_SILENT');
    expect(answerStep('SOURCE_SILENT', arrivalOf('no_record'))).toBe('NO_RECORD');
  });

  test('what nobody was told is asked for anew, what was told is void, and a question taken back stays so', () => {
    const open = ['WAITING', 'SOURCE_SILENT', 'NO_RECORD', 'RECORD_FOUND', 'PERSON_TOLD'] as const;
    expect(open.map((state) => answerStep(state, 'ask-anew'))).toEqual(open.map(() => 'WAITING'));
    expect(answerStep('RELEASED', 'recall')).toBe('RECALLED');
    for (const verb of ['ask-anew', 'recall'] as const)
      for (const state of ['CANCELLED', 'RECALLED'] as const) expect(answerStep(state, verb)).toBeUndefined();
  });

  test.each<AnswerState>(['RELEASED', 'RECALLED', 'CANCELLED', 'PERSON_TOLD', 'NO_RECORD', 'RECORD_FOUND'])(
    'an answer that comes when it is %s changes nothing',
    (state) => {
      expect(answerStep(state, 'answer-no-record')).toBeUndefined();
      expect(answerStep(state, 'answer-record-found')).toBeUndefined();
    },
  );
});
