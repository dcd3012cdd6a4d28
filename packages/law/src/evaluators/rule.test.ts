import { describe, expect, test } from 'vitest';
import { LawError } from '../errors.js';
import { type RecordFactsInput, recordFacts } from '../facts.js';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { dayAgeIsReached } from './age.js';
import { disclosable } from './disclosure.js';
import { purposeRequirements } from './requirements.js';
import { checkSettings } from './rule.js';
import { sealing } from './sealing.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const now = new Date('2026-06-01T02:00:00Z');
const adult: RecordFactsInput = {
  kind: 'judgment',
  offenceCodes: ['236'],
  decidingBody: 'court',
  decisionDate: '2022-05-10',
  effectiveDate: '2022-06-01',
  birthDate: '1985-03-03',
  acts: [{ from: '2021-11-02' }],
  identityEstablishedBy: 'fingerprint',
  sentence: { kind: 'fixed_term', months: 36 },
};

describe('the operator’s choices', () => {
  test.each([
    ['a point the pack does not have', { 'colour-of-forms': 'teal' }],
    ['an option the point does not have', { 'penalty-finality': 'whenever' }],
  ])('are refused when they name %s', (_what, choices) => {
    expect(() => checkSettings(pack, { choices })).toThrow(LawError);
  });

  test('are accepted when they are among the options', () => {
    expect(() => checkSettings(pack, { choices: { 'penalty-finality': 'period_over' } })).not.toThrow();
  });
});

describe('every decision says why', () => {
  test('with the rule, its source and words in both languages', () => {
    const { reasons } = disclosable(pack, recordFacts(adult), null, now);
    const known = new Set(pack.sources.map((source) => source.id));
    expect(reasons.map((reason) => reason.rule)).toEqual(
      expect.arrayContaining(['T1', 'scope-minors-law', 'final-judgment', 'not-sealed', 'identity-fingerprint']),
    );
    expect(reasons.every(({ source, words }) => known.has(source) && words.en !== '' && words.zh !== '')).toBe(true);
  });
});

describe('how identity was established caps what a match may count for', () => {
  test.each([
    ['fingerprint', 'strong'],
    ['photo', 'strong'],
    ['document', 'strong'],
    ['self_stated', 'possible'],
  ] as const)('%s: %s', (identityEstablishedBy, ceiling) => {
    expect(disclosable(pack, recordFacts({ ...adult, identityEstablishedBy }), null, now).evidenceCeiling).toBe(
      ceiling,
    );
  });
});

describe('ages', () => {
  test.each([
    ['last_day_of_february', '2022-03-01'],
    ['first_of_march', '2022-03-02'],
  ] as const)('a pack that puts the leap-day birthday on the %s', (leapDayBirthday, ofAge) => {
    const changed = { ...pack, ages: { ...pack.ages, leapDayBirthday } };
    expect(dayAgeIsReached(changed, '2004-02-29', 18)).toBe(ofAge);
    expect(dayAgeIsReached(changed, '2004-02-29', 20)).toBe('2024-03-01');
  });

  test('a pack that counts from the birthday itself', () => {
    const changed = { ...pack, ages: { ...pack.ages, reachedOn: 'birthday' as const } };
    expect(dayAgeIsReached(changed, '2004-05-10', 18)).toBe('2022-05-10');
  });
});

test('one of several sentences whose term is not known leaves the sealing to a person', () => {
  const facts = recordFacts({
    ...adult,
    birthDate: '2004-05-10',
    sentence: null,
    separateSentences: [
      { kind: 'fixed_term', months: 12 },
      { kind: 'fixed_term', months: null },
    ],
  });
  expect(sealing(pack, facts, now).sealing).toBe('undecided');
});

describe('requirements', () => {
  test('a head is reviewed by the next authority up', () => {
    const needs = purposeRequirements(pack, 'hire', 'head_or_sponsor', 'kindergarten', now);
    expect(needs).toMatchObject({ covered: true, reviewLevel: 'next_up', permission: 'consent' });
  });

  test('under the Opinions alone a university guard is not covered', () => {
    const { pack: national } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
    expect(purposeRequirements(national, 'hire', 'security', 'university', now)).toMatchObject({
      covered: false,
      legalBases: [],
    });
  });

  test('an unknown unit type is an error that names the known ones', () => {
    expect(() => purposeRequirements(pack, 'hire', 'teacher', 'space_camp', now)).toThrow(/medical_institution/);
  });
});
