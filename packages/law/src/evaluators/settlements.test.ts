import { expect, test } from 'vitest';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { settlementsFor } from './settlements.js';

const at = new Date('2026-11-26T02:00:00Z');

test.each([
  ['hire', 'candidate', ['hired', 'not_hired', 'person_left']],
  ['qualification', 'candidate', ['qualification_granted', 'qualification_refused', 'person_left']],
  ['annual', 'serving', ['work_continued', 'work_stopped', 'employment_ended', 'person_left']],
  ['serving_screening', 'serving', ['work_continued', 'work_stopped', 'employment_ended', 'person_left']],
] as const)('for %s, of a %s, a unit chooses from what can have come of it', (purpose, standing, expected) => {
  const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
  expect(settlementsFor(pack, purpose, standing, at).map(({ id }) => id)).toEqual(expected);
});

test('a settlement outside its dates is not offered', () => {
  const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
  const ended = pack.settlements.map((one) => ({ ...one, effectiveTo: '2026-11-25' }));
  expect(settlementsFor({ ...pack, settlements: ended }, 'hire', 'candidate', at)).toEqual([]);
});
