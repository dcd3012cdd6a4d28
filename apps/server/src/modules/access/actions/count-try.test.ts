import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeBucket, passwordBucket } from './count-try.js';

/** Whatever somebody types as an account name, separators and quotes included, and addresses as a socket gives them. */
const login = fc.oneof(
  fc.string(),
  fc.constantFrom('clerk', 'clerk\u0000192.0.2.1', '["code","clerk","192.0.2.1"]', '\u0000'),
);
const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('192.0.2.1'));
const place = fc.record({ login, address });

it('counts tries of one account from one address together and of no other: nobody makes others wait elsewhere', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      const isSame = one.login === other.login && one.address === other.address;
      expect(passwordBucket(one).equals(passwordBucket(other))).toBe(isSame);
      expect(codeBucket(one).equals(codeBucket(other))).toBe(isSame);
    }),
  );
});

it('counts codes apart from passwords, whatever is typed as an account name', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      expect(codeBucket(one).equals(passwordBucket(other))).toBe(false);
    }),
  );
});
