import { expect, it } from 'vitest';
import { wrongDuties } from '../../../test/access-matrix/questions.js';
import { isPermitted, permissions, reachesPersonalData } from './permissions.js';
import { roleDefinition, roles } from './roles.js';

it.each(roles)('%s asks for a second factor exactly where a permission reaches personal data', (role) => {
  const reaching = permissions.filter((permission) => isPermitted(role, permission) && reachesPersonalData(permission));
  expect([role, roleDefinition(role).secondFactor]).toEqual([role, reaching.length > 0]);
});

it('every role carries what the access matrix says, and nothing else', () => {
  expect(wrongDuties(isPermitted)).toEqual([]);
});
