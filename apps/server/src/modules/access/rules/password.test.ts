import { expect, it } from 'vitest';
import { refuseUnfitPassword } from './password.js';

it.each([
  ['the account name in it', 'xx-Clerk.1-and-more', 'clerk.1', 'old'],
  ['words of this place and a year', 'Gatehouse-2026', 'clerk', 'old'],
  ['words of this place, one after the other', 'schoolPOLICE管理员密码123456', 'clerk', 'old'],
  ['few different characters', 'abababababababab', 'clerk', 'old'],
  ['one of those used most', '1qaz2wsx3edc', 'clerk', 'old'],
  ['another of those, in capitals', 'QWERTY123456', 'clerk', 'old'],
  ['two of those, one after the other', 'dragonmonkey', 'clerk', 'old'],
  ['two of those among figures and signs', 'Dragon!!2026', 'clerk', 'old'],
  ['figures alone', '202611261984', 'clerk', 'old'],
  ['the present one', 'a-fine-long-password', 'clerk', 'a-fine-long-password'],
])('refuses a new password with %s', (_why, next, login, current) => {
  expect(() => refuseUnfitPassword(next, login, current)).toThrow('request-invalid');
});

it.each(['春眠不觉晓处处闻啼鸟夜来', 'green doors of the old school', 'ЖёлтыйПоезд'])(
  'takes any other, of any alphabet: %s',
  (next) => {
    expect(() => refuseUnfitPassword(next, 'clerk', 'old')).not.toThrow();
  },
);
