import { expect, test } from 'vitest';
import { builtInPacks } from '../packs/index.js';
import { keptPack } from './kept.js';
import { loadPack } from './load.js';

const { pack, hash } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const again = (): Record<string, unknown> => JSON.parse(JSON.stringify(pack)) as Record<string, unknown>;

test('a pack that was kept is read as it was in force', () => {
  expect(keptPack(again(), hash)).toEqual(pack);
});

test.each([
  ['another hash', again(), hash.replace(/^./, (first) => (first === '0' ? '1' : '0'))],
  ['a changed word', { ...again(), version: '0.0.0' }, hash],
  ['a section that is not known any more', { ...again(), forgotten: [] }, hash],
  ['a section too few', { ...again(), retention: undefined }, hash],
  ['no pack at all', 'gone', hash],
])('one with %s is not', (_, json, kept) => {
  expect(keptPack(json, kept)).toBeUndefined();
});
