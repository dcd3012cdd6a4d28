import { builtInPacks, loadPack } from '@gatehouse/law';
import { expect, it, test } from 'vitest';
import { groundHash, isGrant } from './grant-review.js';

const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);

test.each([
  ['a qualification that was granted', 'qualification', { kind: 'qualification_granted', on: '2026-01-05' }, true],
  ['one that was refused', 'qualification', { kind: 'qualification_refused' }, false],
  ['an answer of which nothing came yet', 'qualification', null, false],
  ['a hire', 'hire', { kind: 'hired' }, false],
  ['words that are no settlement', 'qualification', 'qualification_granted', false],
] as const)('%s', (_what, purpose, settlement, expected) => {
  expect(isGrant(pack, { purpose, settlement })).toBe(expected);
});

it('keeps of the ground what leads to it from its id, and not back', () => {
  const id = 'f3b1a4c2-0c1d-4a5b-8e6f-1a2b3c4d5e6f';
  expect(groundHash(id)).toHaveLength(32);
  expect(groundHash(id)).toEqual(groundHash(id));
  expect(groundHash(id).toString('latin1')).not.toContain(id);
});
