import { expect, it } from 'vitest';
import { personOf } from './person-claims.js';

const claims = { name: 'name', number: 'id_number', documentType: 'resident_id' };
const nested = { ...claims, name: 'verified_claims.claims.name', number: 'verified_claims.claims.id_number' };
const li = { name: '李一', document: { type: 'resident_id', number: '110101199001011237' } };

it.each([
  ['both', { name: '李一', id_number: '110101199001011237' }, claims, li],
  ['both, with blanks around', { name: ' 李一 ', id_number: '110101199001011237\n' }, claims, li],
  ['both, further in', { verified_claims: { claims: { name: '李一', id_number: '110101199001011237' } } }, nested, li],
  ['a name alone', { name: '李一' }, claims, undefined],
  ['a number alone', { id_number: '110101199001011237' }, claims, undefined],
  ['an empty name', { name: ' ', id_number: '110101199001011237' }, claims, undefined],
  ['a number that is none', { name: '李一', id_number: 110101199001011237 }, claims, undefined],
  ['a name without an end', { name: '李'.repeat(101), id_number: '110101199001011237' }, claims, undefined],
  ['a list where it should say one thing', { name: ['李一'], id_number: '110101199001011237' }, claims, undefined],
  [
    'what every object has of itself',
    {},
    { ...claims, name: 'constructor.name', number: 'constructor.name' },
    undefined,
  ],
  ['nothing further in', { verified_claims: null }, nested, undefined],
])('a provider that says %s', (_what, said, where, person) => {
  expect(personOf(said as Record<string, unknown>, where)).toEqual(person);
});
