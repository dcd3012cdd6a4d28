import { describe, expect, it } from 'vitest';
import { isStaffNumber, numberSought } from './numbers.js';

describe('a number of an HR system', () => {
  it.each(['40217', 'T-40217', '40217-2', 'hr_2026.0117', '0b5c2f0e-8a1d-4b5e-9a51-2c7f1f0a9b11', '20260117'])(
    'may be %s',
    (text) => {
      expect(isStaffNumber(text)).toBe(true);
    },
  );

  it.each([
    ['a resident number', '100101199001010013'],
    ['a mistyped one', '10010119900101001'],
    ['one with dashes', '100101-19900101-0013'],
    ['a telephone', '13900000001'],
    ['a telephone with its country', '8613900000001'],
    ['a mail address', 'zhou1@example.org'],
    ['a name', '周己一'],
    ['a name in Latin letters', 'zhou.jiyi'],
    ['a passport', 'E12345678'],
    ['a permit of Hong Kong', 'H12345678'],
    ['nothing', ''],
    ['a long text', `a1${'x'.repeat(70)}`],
    ['a text with a quote', '1" or 1'],
  ])('is never %s', (_what, text) => {
    expect(isStaffNumber(text)).toBe(false);
  });
});

describe('a filter', () => {
  it.each([
    ['userName eq "T-40217"', { by: 'userName', number: 'T-40217' }],
    ['USERNAME EQ "T-40217"', { by: 'userName', number: 'T-40217' }],
    [' externalId eq "7" ', { by: 'externalId', number: '7' }],
  ])('%s is read', (filter, sought) => {
    expect(numberSought(filter)).toEqual(sought);
  });

  it.each([undefined, '', '  '])('of %j asks for everybody', (filter) => {
    expect(numberSought(filter)).toBeUndefined();
  });

  it.each([
    'name.familyName eq "周"',
    'displayName co "己"',
    'userName sw "T"',
    'userName eq "100101199001010013"',
    'externalId eq "13900000001"',
    'userName eq "zhou1@example.org"',
    'userName eq "T-1" or userName eq "T-2"',
    'urn:gatehouse:scim:schemas:extension:staff:1.0:User:documents.number eq "100101199001010013"',
    'active eq true',
  ])('%s is refused, and said no word of', (filter) => {
    expect(() => numberSought(filter)).toThrow(/^scim-filter: [^0-9周]*$/);
  });
});
