import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { enrolledList, newsAmong, questionInCommon, standingQuestion } from './enrolment.js';

const enrolled = {
  ...{ purpose: 'serving_screening', postClass: 'teacher', unitType: 'primary_school', divisionCode: '100101' },
  ...{ legalBases: ['A', 'E'], identityProof: 'held_by_unit' },
  person: {
    name: '虚构甲',
    formerNames: ['虚构乙', '虚构丙'],
    documents: [
      { type: 'resident_id' as const, number: '1' },
      { type: 'passport' as const, number: '2' },
    ],
  },
};

describe('whom one question tells', () => {
  const key = questionInCommon('node', enrolled);
  const { person } = enrolled;

  test('those of one identity and reach, whatever the order of names, documents and bases, and wherever the unit lies', () => {
    const reversed = { ...person, formerNames: ['虚构丙', '虚构乙'], documents: [...person.documents].reverse() };
    const same = { ...enrolled, divisionCode: '100102', legalBases: ['E', 'A'], person: reversed };
    expect(questionInCommon('node', same)).toBe(key);
  });

  test.each([
    { postClass: 'driver' },
    { unitType: 'kindergarten' },
    { purpose: 'annual' },
    { legalBases: ['A'] },
    { identityProof: 'original_seen' },
    { person: { ...person, name: '虚构丁' } },
    { person: { ...person, formerNames: [] } },
    { person: { ...person, sex: 'male' as const } },
    { person: { ...person, birthDate: '1990-01-01' } },
    { person: { ...person, nationality: 'CHN' } },
    { person: { ...person, documents: person.documents.slice(1) } },
  ])('and nobody who differs in %o', (change) => {
    expect(questionInCommon('node', { ...enrolled, ...change })).not.toBe(key);
  });

  test('nor anybody whom another node enrolled', () => {
    expect(questionInCommon('other', enrolled)).not.toBe(key);
  });
});

test('the question says what was enrolled, of somebody who serves', () => {
  const at = new Date('2026-11-26T00:00:00Z');
  expect(standingQuestion(enrolled, 'id', at)).toEqual({
    ...enrolled,
    ...{ askId: 'id', personClass: 'serving', urgent: true, askedAt: at.toISOString() },
  });
});

test('news is whom no token of what was compared knows, whichever of their tokens; without a token nobody is', () => {
  const token = fc.integer({ min: 0, max: 9 }).map((byte) => Buffer.from([byte]));
  const persons = fc.array(fc.record({ evidenceTokens: fc.array(token, { maxLength: 3 }) }));
  fc.assert(
    fc.property(persons, fc.array(token), (pointedTo, compared) => {
      const known = new Set(compared.map((one) => one.toString('hex')));
      const isNew = ({ evidenceTokens }: (typeof pointedTo)[number]) =>
        evidenceTokens.length > 0 && evidenceTokens.every((one) => !known.has(one.toString('hex')));
      expect(newsAmong(pointedTo, known)).toEqual(pointedTo.filter(isNew));
    }),
  );
});

test('the list of those enrolled has no name that a question could reach', () => {
  expect(enrolledList).not.toContain('/');
});
