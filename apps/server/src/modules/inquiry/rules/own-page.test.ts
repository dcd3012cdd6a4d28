import { expect, test } from 'vitest';
import { lookingAuthority } from './own-page.js';

test.each([
  ['registry', null, 'police'],
  ['authority', 'education', 'education'],
  ['ministry', null, 'education'],
  ['procuratorate', null, 'procuratorate'],
  ['authority', 'health', 'other'],
  ['unit', null, 'other'],
] as const)('a look from an organisation of the kind %s (%s) stands under %s', (kind, authority, expected) => {
  expect(lookingAuthority({ kind, authority })).toBe(expected);
});

test('a look from an organisation that is not there any more is put under no authority', () => {
  expect(lookingAuthority(undefined)).toBe('other');
});
