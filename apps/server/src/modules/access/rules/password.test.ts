import { expect, it } from 'vitest';
import { refuseUnfitPassword } from './password.js';

it.each([
  ['the account name in it', 'xx-Clerk.1-and-more', 'clerk.1', 'old'],
  ['few different characters', 'abababababababab', 'clerk', 'old'],
  ['the present one', 'a-fine-long-password', 'clerk', 'a-fine-long-password'],
])('refuses a new password with %s', (_why, next, login, current) => {
  expect(() => refuseUnfitPassword(next, login, current)).toThrow('request-invalid');
});

it('takes any other, of any alphabet', () => {
  expect(() => refuseUnfitPassword('春眠不觉晓处处闻啼鸟夜来', 'clerk', 'old')).not.toThrow();
});
