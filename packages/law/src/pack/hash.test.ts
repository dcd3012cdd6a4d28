import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtInPacks } from '../packs/index.js';
import { packHash } from './hash.js';
import { loadPack } from './load.js';

const { pack, hash } = loadPack(builtInPacks.get('cn-national'), builtInPacks);

test('the hash is SHA-256 hex and does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.keys(pack), { minLength: Object.keys(pack).length }), (names) => {
      const shuffled = Object.fromEntries(names.map((name) => [name, Reflect.get(pack, name)]));
      expect(packHash({ ...pack, ...shuffled })).toBe(hash);
    }),
    { numRuns: 20 },
  );
});

test('any change of a rule changes the hash', () => {
  expect(packHash({ ...pack, blindShare: { ...pack.blindShare, oneIn: 999 } })).not.toBe(hash);
  expect(packHash({ ...pack, version: '1.0.1' })).not.toBe(hash);
});

test('test vectors do not enter the hash, what is extended does', () => {
  expect(JSON.stringify(pack)).not.toContain('exactly-five-years');
  const wide = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
  expect(wide.pack.absoluteSealing).toEqual(pack.absoluteSealing);
  expect(wide.hash).not.toBe(hash);
});
