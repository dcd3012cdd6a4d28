import { roles } from '@gatehouse/contract';
import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../kernel/viewer.js';
import { actingAccount, administers, refuseSecondByFirst, type AccountViewer } from './policy.js';

function viewer(role: (typeof roles)[number], accountId = 'a'): AccountViewer {
  return {
    kind: 'account',
    accountId,
    sessionId: 's',
    organisationId: 'bureau',
    divisionCode: '100101',
    roles: [role],
  };
}
const school = [
  { id: 'school', kind: 'unit' },
  { id: 'bureau', kind: 'authority' },
  { id: 'province', kind: 'authority' },
];

describe('who administers an organisation', () => {
  it.each([
    ['its own', { id: 'bureau', kind: 'authority' }, school.slice(1), true],
    ['one below', { id: 'bureau', kind: 'authority' }, school, true],
    ['one above', { id: 'bureau', kind: 'authority' }, school.slice(2), false],
    ['one beside', { id: 'bureau', kind: 'authority' }, [{ id: 'registry', kind: 'registry' }], false],
    ['the top of the tree', { id: 'bureau', kind: 'authority' }, [], false],
    ["anything, from the operator's house", { id: 'house', kind: 'operator' }, school, true],
    ["the top of the tree, from the operator's house", { id: 'house', kind: 'operator' }, [], true],
  ])('%s', (_words, own, upward, expected) => {
    expect(administers(viewer('admin'), own, upward)).toBe(expected);
  });

  it('the operator at the machine all of them, and an administrator without a house none', () => {
    expect(administers({ kind: 'operator', name: 'root' }, undefined, school)).toBe(true);
    expect(administers(viewer('admin'), undefined, school)).toBe(false);
  });

  it('who acts is an account', () => {
    expect(actingAccount(viewer('clerk'))).toMatchObject({ accountId: 'a' });
    expect(() => actingAccount({ kind: 'public' })).toThrow('not-signed-in');
  });

  it.each(roles.filter((role) => role !== 'admin' && role !== 'admin-2'))('never %s', (role) => {
    expect(administers(viewer(role), { id: 'house', kind: 'operator' }, school)).toBe(false);
  });

  it('nor the public or a person with a link', () => {
    const others: Viewer[] = [
      { kind: 'public' },
      { kind: 'person', isOpenHere: true, hasAnsweredHere: true, linkId: 'l', inquiryId: 'i' },
    ];
    for (const other of others) expect(administers(other, { id: 'house', kind: 'operator' }, school)).toBe(false);
  });
});

it.each([
  ['the one who proposed', 'first', 'second-administrator-needed'],
  ['the one who would gain', 'clerk', 'not-to-oneself'],
])('a confirmation does not come from %s', (_words, accountId, code) => {
  expect(() => {
    refuseSecondByFirst(viewer('admin', accountId), { proposedBy: 'first', accountId: 'clerk' });
  }).toThrow(code);
});
