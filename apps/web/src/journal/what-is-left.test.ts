import { entryDifferences } from '@gatehouse/contract';
import { describe, expect, it } from 'vitest';
import english from './locales/en.json' with { type: 'json' };
import chinese from './locales/zh.json' with { type: 'json' };
import { whatIsLeft } from './what-is-left.js';

describe('what the page of an entry says where it differs from the log', () => {
  it.each([
    [['actor'], 'published'],
    [['commitment', 'time'], 'published'],
    [['content'], 'nothing'],
    [['place'], 'nothing'],
    [['unplaced'], 'neverPublished'],
    [['files'], 'unproven'],
    [['files', 'actor'], 'unproven'],
    [['files', 'content'], 'nothing'],
  ] as const)('%j: %s', (changed, left) => {
    expect(whatIsLeft(changed)).toBe(left);
  });

  it('stands in both languages for each difference', () => {
    for (const one of entryDifferences) {
      const left = whatIsLeft([one]);
      expect(english.changed.left[left]).toMatch(/published/);
      expect(chinese.changed.left[left]).toMatch(/公布|日志/);
    }
  });
});
