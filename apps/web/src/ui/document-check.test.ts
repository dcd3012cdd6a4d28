import { describe, expect, it } from 'vitest';
import { checkDocumentNumber } from './document-check.js';

describe('a document number while it is typed', () => {
  it.each([
    ['resident_id', '', 'incomplete'],
    ['resident_id', '10010119900307', 'incomplete'],
    ['resident_id', '1001011990Q', 'unfit'],
    ['resident_id', '100101199003070000', 'unfit'],
    ['passport', 'E12345678', 'fits'],
  ] as const)('%s %s is %s', (type, value, state) => {
    expect(checkDocumentNumber(type, value).state).toBe(state);
  });

  it('says what is wrong in both languages and never repeats the number', () => {
    const verdict = checkDocumentNumber('resident_id', '100101199003070000');
    if (verdict.state !== 'unfit') throw new Error('expected a number that does not fit');
    expect(verdict.words.en).not.toBe('');
    expect(verdict.words.zh).toMatch(/\p{Script=Han}/u);
    expect(`${verdict.words.en}${verdict.words.zh}`).not.toContain('19900307');
  });
});
