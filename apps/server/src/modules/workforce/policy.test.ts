import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../kernel/viewer.js';
import { deedsOf } from './policy.js';

const clerk: Extract<Viewer, { kind: 'account' }> = {
  kind: 'account',
  accountId: 'clerk',
  sessionId: 'session',
  organisationId: 'school',
  divisionCode: '100101',
  roles: ['clerk'],
};
const employment = { unitId: 'school', isOpen: true };

describe('what is offered of an employment', () => {
  it.each([
    ['to the unit’s own clerk', {}, ['change', 'end']],
    ['before its first day', { days: { hasBegun: false, mayNotHaveBegun: true } }, ['change', 'not-begin']],
    ['lately begun', { days: { hasBegun: true, mayNotHaveBegun: true } }, ['change', 'end', 'not-begin']],
    ['long begun', { days: { hasBegun: true, mayNotHaveBegun: false } }, ['change', 'end']],
    ['once it has ended', { isOpen: false }, []],
  ] as const)('%s', (_what, more, deeds) => {
    expect(deedsOf(clerk, { ...employment, ...more })).toEqual(deeds);
  });

  it('is offered to nobody else', () => {
    expect(deedsOf({ ...clerk, organisationId: 'another school' }, employment)).toEqual([]);
    expect(deedsOf({ ...clerk, roles: ['reviewer'] }, employment)).toEqual([]);
    expect(deedsOf({ kind: 'system', name: 'coverage' }, employment)).toEqual([]);
  });
});
