import { describe, expect, it } from 'vitest';
import { checkDocument } from './document-check.js';

const today = '2026-11-23';

describe('a document number while it is typed', () => {
  it.each([
    ['resident_id', '', 'incomplete'],
    ['resident_id', '10010119900307', 'incomplete'],
    ['resident_id', '100101900307123', 'incomplete'],
    ['resident_id', '100101199003071235', 'unfit'],
    ['resident_id', '10010119900307123X', 'unfit'],
    ['resident_id', '10010119900307A', 'unfit'],
    ['resident_id', '100101199002301230', 'unfit'],
    ['passport', 'E1', 'incomplete'],
    ['passport', 'E12345678', 'fits'],
    ['hm_permit', 'H12345678', 'fits'],
    ['foreign_pr', 'USA12345678', 'incomplete'],
  ] as const)('%s %s: %s', (kind, typed, state) => {
    expect(checkDocument(kind, typed, today).state).toBe(state);
  });

  it('says exactly one last character for the first seventeen', () => {
    const fitting = [...'0123456789X'].filter(
      (last) => checkDocument('resident_id', `10010119900307123${last}`, today).state === 'fits',
    );
    expect(fitting).toHaveLength(1);
  });

  it('is given the reason in both languages, without the number', () => {
    const verdict = checkDocument('resident_id', '100101209903071230', today);
    expect(verdict).toMatchObject({ state: 'unfit' });
    expect(JSON.stringify(verdict)).not.toContain('100101');
  });
});
