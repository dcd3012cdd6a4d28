import { expect, it } from 'vitest';
import { isCounterBehind, passkeyPlaceOf } from './passkey.js';

it.each([
  ['https://gatehouse.example.cn', { rpId: 'gatehouse.example.cn', origin: 'https://gatehouse.example.cn' }],
  ['https://gatehouse.example.cn:8443', { rpId: 'gatehouse.example.cn', origin: 'https://gatehouse.example.cn:8443' }],
  ['http://127.0.0.1:7080', { rpId: 'localhost', origin: 'http://localhost:7080' }],
  ['http://[::1]:7080', { rpId: 'localhost', origin: 'http://localhost:7080' }],
  ['http://localhost:7080', { rpId: 'localhost', origin: 'http://localhost:7080' }],
  ['http://gatehouse.example.cn', undefined],
  ['https://192.0.2.7', undefined],
  ['https://[2001:db8::7]', undefined],
  ['', undefined],
])('a node reached at %s takes passkeys at %o', (address, place) => {
  expect(passkeyPlaceOf(address)).toEqual(place);
});

it.each([
  [0, 0, false],
  [0, 1, false],
  [7, 8, false],
  [7, 7, true],
  [7, 6, true],
  [7, 0, true],
])('known %d, shown %d: is the count behind? %s', (known, shown, behind) => {
  expect(isCounterBehind(known, shown)).toBe(behind);
});
