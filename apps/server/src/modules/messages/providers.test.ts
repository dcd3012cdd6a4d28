import { describe, expect, it } from 'vitest';
import { chooseProviders, type DeliveryConfiguration } from './providers.js';

const folderOnly: DeliveryConfiguration = {
  smtpUrl: '',
  smsUrl: '',
  smsSecret: '',
  sender: { name: 'Invented', address: 'gatehouse@example.test' },
  folder: '/nonexistent',
  now: () => new Date('2026-11-23T01:00:00Z'),
};

const kinds = (change: Partial<DeliveryConfiguration>) => {
  const { email, phone, post, file } = chooseProviders({ ...folderOnly, ...change });
  return [email, phone, post, file].map((provider) => provider?.kind);
};

describe('the ways a configuration opens', () => {
  it.each([
    [{}, ['file', 'file', 'file', 'file']],
    [{ smtpUrl: 'smtps://user:word@mail.example:465' }, ['smtp', 'file', 'file', 'file']],
    [{ smtpUrl: 'smtp://mail.example' }, ['smtp', 'file', 'file', 'file']],
    [{ smtpUrl: 'smtp://127.0.0.1:25' }, ['smtp', 'file', 'file', 'file']],
    [{ smsUrl: 'https://sms.example/send', smsSecret: 'x'.repeat(32) }, ['file', 'sms-webhook', 'file', 'file']],
  ])('%j', (change, expected) => {
    expect(kinds(change)).toEqual(expected);
  });

  it.each([
    [{ smtpUrl: 'mail.example' }],
    [{ smtpUrl: 'https://mail.example' }],
    [{ smtpUrl: 'smtp://mail.example:25' }],
    [{ smsUrl: 'http://sms.example', smsSecret: 'x'.repeat(32) }],
    [{ smsUrl: 'https://sms.example', smsSecret: 'short' }],
  ])('%j is refused', (change) => {
    expect(() => kinds(change)).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
  });
});
