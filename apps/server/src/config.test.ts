import { expect, it } from 'vitest';
import { readConfig } from './config.js';

it.each([
  ['', []],
  ['127.0.0.1', ['127.0.0.1']],
  ['10.0.0.0/24, ::1', ['10.0.0.0/24', '::1']],
])('reads proxies: %j', (text, proxies) => {
  expect(readConfig({ GATEHOUSE_TRUSTED_PROXIES: text }).trustedProxies).toEqual(proxies);
});

it.each([['0.0.0.0/0'], ['::/0'], ['proxy.example'], ['10.0.0.1/33'], ['10.0.0.1/24/2']])(
  'trusts nobody by %s',
  (text) => {
    expect(() => readConfig({ GATEHOUSE_TRUSTED_PROXIES: text })).toThrow('configuration-invalid');
  },
);
