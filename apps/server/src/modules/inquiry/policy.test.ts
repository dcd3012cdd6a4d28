import type { Role } from '@gatehouse/contract';
import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../kernel/viewer.js';
import type { Application } from './application.js';
import { deedsOf, hasNotice, provesVisitors, seesTypes } from './policy.js';

const [unit, authority] = ['unit', 'authority'];

function account(role: Role, organisationId: string, accountId = 'somebody'): Viewer {
  return { kind: 'account', accountId, sessionId: 's', organisationId, divisionCode: '100101', roles: [role] };
}

const clerk = account('clerk', unit);
const reviewer = account('reviewer', authority);

/** An inquiry of the unit, sound and without anything done to it, with what a case changes. */
function row(changes: Partial<Application> = {}): Application {
  const facts = { unitId: unit, reviewerId: authority, draftedBy: 'drafter', problemCount: 0, noticeEntryId: null };
  const empty = { permittedAt: null, identityProof: null, releasedAt: null, dueAt: null, erasedAt: null };
  return { state: 'DRAFT', permission: 'consent', ...facts, ...empty, ...changes } as Application;
}

const soon = new Date('2026-12-01T00:00:00Z');

describe('what a page offers', () => {
  it.each([
    [
      'a clerk a draft of their own unit',
      clerk,
      row(),
      ['edit', 'prove-identity', 'send-consent', 'record-paper', 'cancel'],
    ],
    [
      'the same of serving staff',
      clerk,
      row({ permission: 'notice' }),
      ['edit', 'prove-identity', 'serve-notice', 'cancel'],
    ],
    ['with problems', clerk, row({ problemCount: 1 }), ['edit', 'cancel']],
    ['with problems, of serving staff', clerk, row({ problemCount: 1, permission: 'notice' }), ['edit', 'cancel']],
    ['a clerk of another unit', account('clerk', 'elsewhere'), row(), []],
    ['a reviewer a draft', reviewer, row(), []],
    ['a clerk what was erased', clerk, row({ erasedAt: soon }), []],
    ['the public', { kind: 'public' } as const, row(), []],
    [
      'a person by a link',
      { kind: 'person', linkId: 'l', inquiryId: 'i', isOpenHere: true, hasAnsweredHere: true } as const,
      row(),
      [],
    ],
  ])('%s', (_who, viewer, application, expected) => {
    expect(deedsOf(viewer, application)).toEqual(expected);
  });

  it.each([
    ['agreed and proven', { permittedAt: soon, identityProof: 'original_seen' }, true],
    ['agreed alone', { permittedAt: soon }, false],
    ['proven alone', { identityProof: 'original_seen' }, false],
  ] as const)('sends what is %s: %s', (_what, facts, expected) => {
    expect(deedsOf(clerk, row({ state: 'CONSENTED', ...facts })).includes('submit')).toBe(expected);
  });

  it.each([
    ['the authority that reviews', reviewer, ['approve', 'return']],
    ['another authority', account('reviewer', 'elsewhere'), []],
    ['whoever drafted it', account('reviewer', authority, 'drafter'), []],
    ['a clerk of the authority', account('clerk', authority), []],
    ['an auditor of the authority', account('auditor', authority), []],
  ])('for review: %s', (_who, viewer, expected) => {
    expect(deedsOf(viewer, row({ state: 'SUBMITTED' }))).toEqual(expected);
  });

  it('notes that a recall was read while there is something to note', () => {
    expect(deedsOf(clerk, row({ state: 'RECALLED', dueAt: soon }))).toContain('note-recall');
    expect(deedsOf(clerk, row({ state: 'RECALLED' }))).not.toContain('note-recall');
  });

  it('offers the notice beside them where one stands', () => {
    const told = { state: 'SETTLED', noticeEntryId: 'entry' } as const;
    expect(deedsOf(clerk, row(told))).toContain('download-notice');
    expect(deedsOf(account('clerk', unit), row({ ...told, noticeEntryId: null }))).not.toContain('download-notice');
  });
});

it.each([
  ['stands', { state: 'RELEASED', noticeEntryId: 'entry' }, true],
  ['was never made', { state: 'RELEASED' }, false],
  ['is of an answer that was recalled', { state: 'RECALLED', noticeEntryId: 'entry' }, false],
  ['is of an answer that was corrected', { state: 'ANSWER_CORRECTED', noticeEntryId: 'entry' }, false],
] as const)('a notice that %s: %s', (_what, facts, expected) => {
  expect(hasNotice(row(facts))).toBe(expected);
});

describe('types of a record', () => {
  const told = row({ state: 'RELEASED', releasedAt: soon });
  it.each([
    ['the authority that reviews', reviewer, told, true],
    ['its approver for qualifications', account('qualification-approver', authority), told, true],
    ['another duty there', account('superior', authority), told, false],
    ['another authority', account('reviewer', 'elsewhere'), told, false],
    ['the unit', clerk, told, false],
    ['the authority before the release', reviewer, row({ state: 'ASKING' }), false],
    ['the authority once it was recalled', reviewer, row({ state: 'RECALLED', releasedAt: soon }), false],
    ['the public', { kind: 'public' } as const, told, false],
  ])('%s: %s', (_who, viewer, application, expected) => {
    expect(seesTypes(viewer, application)).toBe(expected);
  });
});

it.each([
  ['authority', true],
  ['unit', false],
  ['qualification', false],
  ['registry', false],
])('a desk of kind %s proves visitors: %s', (kind, expected) => {
  expect(provesVisitors({ kind } as Parameters<typeof provesVisitors>[0])).toBe(expected);
  expect(provesVisitors(undefined)).toBe(false);
});
