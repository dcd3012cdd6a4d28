import { expect, it } from 'vitest';
import { endingOf, lastingWord } from './endings.js';

it.each([
  ['close', {}, 'close'],
  ['reset-password', { until: '2026-11-24T00:00:00Z' }, 'reset-password'],
  ['change-password', {}, 'change-password'],
  ['set-factor', { factorId: 'a-factor' }, 'set-factor:a-factor'],
  ['use-recovery-code', { codeId: 'a-code' }, 'use-recovery-code:a-code'],
  ['renew-recovery-codes', { firstCodeId: 'a-code' }, 'renew-recovery-codes:a-code'],
  ['add-passkey', { passkeyId: 'a-passkey' }, 'add-passkey:a-passkey'],
  ['remove-passkey', { passkeyId: 'a-passkey' }, 'remove-passkey:a-passkey'],
  ['end-provider-link', { linkId: 'a-link' }, 'end-provider-link:a-link'],
  ['recover', { until: '2026-11-24T00:00:00Z' }, 'recover'],
  ['end-role', { grantId: 'a-grant' }, 'end-role:a-grant'],
  ['end-token', { tokenId: 'a-token' }, 'end-token:a-token'],
  ['end-stand-in', { standInId: 'a-stand-in' }, 'end-stand-in:a-stand-in'],
  ['suspend', { lookId: 'a-look' }, 'suspend:a-look'],
  ['lift-suspension', {}, undefined],
  ['propose-role', { grantId: 'a-grant' }, undefined],
  ['constructor', {}, undefined],
])('%s lasts as its word and the right it ended', (verb, detail, word) => {
  expect(lastingWord(verb, detail)).toBe(word);
});

it.each([
  ['close', { ending: 'close', id: undefined }],
  ['end-role:a-grant', { ending: 'end-role', id: 'a-grant' }],
  ['end-role', { ending: 'end-role', id: undefined }],
  ['sealed', undefined],
])('the word %s is read back', (word, ended) => {
  expect(endingOf(word)).toEqual(ended);
});
