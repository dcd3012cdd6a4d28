import { expect, it } from 'vitest';
import { passkeyOffer } from './passkey.js';

const here = { origin: 'https://gatehouse.example.cn', isSupported: true };

it.each([
  ['not known yet', undefined, here, { kind: 'none' }],
  ['of none', null, here, { kind: 'none' }],
  ['of this address', { origin: here.origin }, here, { kind: 'here' }],
  ['of this address, in a browser without', { origin: here.origin }, { ...here, isSupported: false }, { kind: 'none' }],
  ['of another address', { origin: 'https://b.cn' }, here, { kind: 'elsewhere', origin: 'https://b.cn' }],
])('a node that tells %s', (_what, passkeys, page, offer) => {
  expect(passkeyOffer(passkeys, page)).toEqual(offer);
});
