import { expect, it } from 'vitest';
import { normalisePhone } from './work-phone.js';

it.each([
  ['139 0000 0000', '13900000000'],
  ['+86 139-0000-0000', '13900000000'],
  ['0086 13900000000', '13900000000'],
  ['１３９００００００００', '13900000000'],
  ['(010) 0000-0000', '01000000000'],
  ['8600000', '8600000'],
  ['someone@example.test', undefined],
  ['', undefined],
])('reads %s as %s', (written, normalised) => {
  expect(normalisePhone(written)).toBe(normalised);
});
