import { describe, expect, it } from 'vitest';
import { markDifference } from './mark-difference.js';

const marked = (text: string, other: string): string =>
  markDifference(text, other)
    .map((part) => (part.isDifferent ? `[${part.text}]` : part.text))
    .join('');

describe('what differs between two texts', () => {
  it.each([
    ['欧阳予安', '欧阳予安', '欧阳予安'],
    ['欧阳予安', '欧阳雨安', '欧阳[予]安'],
    ['1990-03-07', '1990-03-17', '1990-03-[0]7'],
    ['1990-03-17', '1990-03-07', '1990-03-[1]7'],
    ['Li Na', '', '[Li Na]'],
    ['', 'Li Na', ''],
    ['abc', 'c', '[ab]c'],
    ['𠮷野', '吉野', '[𠮷]野'],
  ])('%s beside %s is shown as %s', (text, other, shown) => {
    expect(marked(text, other)).toBe(shown);
  });
});
