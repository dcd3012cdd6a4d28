import { mayHoldTogether, roleDefinition, roles } from '@gatehouse/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excludedBy, refuseUnfitRole } from './roles.js';

const anyRole = fc.constantFrom(...roles);

it('excludes both ways', () => {
  fc.assert(fc.property(anyRole, anyRole, (a, b) => mayHoldTogether(a, b) === mayHoldTogether(b, a)));
});

it('finds an exclusion wherever it stands among the roles held', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRole), anyRole, (held, role) => {
      expect(excludedBy(held, role) !== undefined).toBe(held.some((other) => !mayHoldTogether(other, role)));
    }),
  );
});

describe('separation of duties', () => {
  it.each([
    ['clerk', 'reviewer'],
    ['qualification', 'qualification-approver'],
    ['comparer', 'comparer-2'],
    ['recheck', 'comparer'],
    ['admin', 'admin-2'],
  ] as const)('%s and %s are two people', (a, b) => {
    expect(mayHoldTogether(a, b)).toBe(false);
  });

  it.each(['admin', 'admin-2', 'auditor'] as const)('%s holds nothing else', (role) => {
    expect(roles.filter((other) => other !== role && mayHoldTogether(role, other))).toEqual([]);
  });
});

it('gives a role only to an organisation of its kind', () => {
  fc.assert(
    fc.property(anyRole, fc.constantFrom('unit', 'authority', 'registry', 'operator'), (role, kind) => {
      const give = () => refuseUnfitRole(role, kind, []);
      if (roleDefinition(role).organisationKinds.includes(kind)) expect(give).not.toThrow();
      else expect(give).toThrow('role-not-for-this-organisation');
    }),
  );
});
