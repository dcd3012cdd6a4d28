import { describe, expect, test } from 'vitest';
import { LawError } from '../errors.js';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from './index.js';

describe('every built-in pack is whole, consistent and proven by its own vectors', () => {
  test.each([...builtInPacks.keys()])('%s', (id) => {
    try {
      expect(loadPack(builtInPacks.get(id), builtInPacks).hash).toMatch(/^[0-9a-f]{64}$/);
    } catch (error) {
      if (!(error instanceof LawError)) throw error;
      expect(error.problems.map(({ where, words }) => `${where}: ${words.en}`)).toEqual([]);
    }
  });
});
