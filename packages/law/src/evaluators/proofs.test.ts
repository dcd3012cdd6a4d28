import { expect, test } from 'vitest';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { proofTerms } from './proofs.js';
import { packDefaults } from './rule.js';

const packOf = (id: string) => loadPack(builtInPacks.get(id), builtInPacks).pack;

test.each([
  ['cn-national', false],
  ['cn-minors-law', false],
  ['cn-guangzhou', false],
  ['demonstration', true],
])('%s has proofs of check before anybody chose: %s', (id, has) => {
  expect(proofTerms(packOf(id), packDefaults) !== undefined).toBe(has);
});

test('an operator may allow them, for at most fourteen days', () => {
  const terms = proofTerms(packOf('cn-national'), { choices: { 'proof-of-check': 'allowed' } });
  expect(terms?.validDays).toBeLessThanOrEqual(14);
});
