import { describe, expect, test } from 'vitest';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { coverageInWords } from './scope.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const now = new Date('2026-06-01T02:00:00Z');

describe('what an answer covers, in words', () => {
  const wide = {
    en: 'sexual-offence, abuse, trafficking, violent-injury',
    zh: '性侵害、虐待、拐卖、暴力伤害',
  };
  test.each([
    ['the Opinions', ['A'], 'cook', { en: 'sexual-offence', zh: '性侵害' }],
    ['the Minors Law', ['B'], 'cook', wide],
    ['both', ['A', 'B'], 'cook', wide],
    [
      'the 2023 notice for a teacher',
      ['D'],
      'teacher',
      { en: 'sexual-offence, teacher-qualification', zh: '性侵害、教师资格' },
    ],
    ['the 2023 notice for a cook', ['D'], 'cook', { en: 'sexual-offence', zh: '性侵害' }],
  ])('under %s', (_name, legalBases, postClass, expected) => {
    expect(coverageInWords(pack, { legalBases, purpose: 'hiring', postClass }, now)).toEqual(expected);
  });
});
