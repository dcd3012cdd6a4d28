import { expect, it } from 'vitest';
import { requireSecondPerson } from './policy.js';

it('the second of two people is another one', () => {
  expect(() => requireSecondPerson('one', 'one')).toThrow('registry-second-person-needed');
  expect(() => requireSecondPerson('one', 'two')).not.toThrow();
});
