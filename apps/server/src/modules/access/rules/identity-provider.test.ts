import { expect, it } from 'vitest';
import { attemptEnd, isSaid, mayLink } from './identity-provider.js';

it.each([
  ['nothing of it', {}, ['mfa'], false],
  ['a word in acr', { acr: 'mfa' }, ['mfa'], true],
  ['a word in amr', { amr: ['pwd', 'otp'] }, ['mfa', 'otp'], true],
  ['other words', { acr: '1', amr: ['pwd'] }, ['mfa'], false],
  ['a word that only begins so', { acr: 'mfa2', amr: ['mf'] }, ['mfa'], false],
  ['words where the operator counts none', { acr: 'mfa', amr: ['mfa'] }, [], false],
  ['an empty word where the operator counts none', { acr: '', amr: [''] }, [], false],
  ['what is no list of words', { amr: 'mfa' }, ['mfa'], false],
  ['what is no word', { acr: { mfa: true }, amr: [['mfa'], null] }, ['mfa'], false],
])('a provider that says %s', (_what, said, counted, isCounted) => {
  expect(isSaid(said, counted)).toBe(isCounted);
});

it('links an account only by its owner’s own password, and with their factor where one is asked for', () => {
  const later = new Date('2026-11-30T00:00:00Z');
  expect(mayLink({ oneTimeUntil: null }, false)).toBe(true);
  expect(mayLink({ oneTimeUntil: null }, true)).toBe(false);
  expect(mayLink({ oneTimeUntil: later }, false)).toBe(false);
});

it('ends an attempt after ten minutes', () => {
  expect(attemptEnd(new Date('2026-11-23T01:00:00Z'))).toEqual(new Date('2026-11-23T01:10:00Z'));
});
