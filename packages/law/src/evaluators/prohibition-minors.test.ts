import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { prohibitionAgainstMinor, type ProhibitionDeed } from './prohibition-minors.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const now = new Date('2026-11-27T02:00:00Z');
const someDeed: ProhibitionDeed = {
  regime: 'lifelong',
  sentence: 'fixed_term',
  effectiveOn: '2026-03-02',
  birthDate: '2007-06-01',
  deedOn: '2025-05-01',
  sentenceMonths: 36,
};

describe('an order that rests on what somebody did', () => {
  it.each<[string, Partial<ProhibitionDeed>, string]>([
    ['before 18, up to five years', {}, 'sealed'],
    ['before 18, exactly five years', { sentenceMonths: 60 }, 'sealed'],
    ['before 18, five years and a month', { sentenceMonths: 61 }, 'may'],
    ['before 18, for life', { sentence: 'life', sentenceMonths: null }, 'may'],
    ['before 18, exempt from punishment', { sentence: 'exempt', sentenceMonths: null }, 'sealed'],
    ['before 18, control', { regime: 'restraining', sentence: 'control', sentenceMonths: null }, 'sealed'],
    [
      'before 18, suspended for two years',
      { regime: 'restraining', sentence: 'suspended', sentenceMonths: 24 },
      'sealed',
    ],
    ['before 18, penalised', { regime: 'hiring_bar', sentence: 'none', sentenceMonths: null }, 'sealed'],
    ['before 18, a qualification lost by it', { regime: 'qualification_loss' }, 'sealed'],
    ['before 18, length not said', { sentenceMonths: null }, 'months_needed'],
    ['on the 18th birthday, which still counts before it', { deedOn: '2025-06-01' }, 'sealed'],
    ['on the day after the 18th birthday', { deedOn: '2025-06-02' }, 'may'],
    ['on a day that was not said, young', { deedOn: null }, 'deed_needed'],
    ['on a day that was not said, old enough', { deedOn: null, birthDate: '1980-01-01' }, 'may'],
    ['while nothing tells their age', { birthDate: null }, 'birth_needed'],
  ])('%s', (_words, changed, expected) => {
    expect(prohibitionAgainstMinor(pack, { ...someDeed, ...changed }, now)).toBe(expected);
  });

  it('never asks anything more of somebody who was of age, whatever the sentence', () => {
    const sentences = fc.constantFrom<ProhibitionDeed['sentence']>('fixed_term', 'suspended', 'life', 'exempt', 'none');
    const regimes = fc.constantFrom(...pack.prohibitionRegimes.map(({ id }) => id));
    fc.assert(
      fc.property(
        sentences,
        regimes,
        fc.option(fc.integer({ min: 1, max: 300 })),
        (sentence, regime, sentenceMonths) => {
          const deed = { ...someDeed, sentence, regime, sentenceMonths, deedOn: '2025-12-01' };
          expect(prohibitionAgainstMinor(pack, deed, now)).toBe('may');
        },
      ),
    );
  });
});
