import { builtInCalendar, builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../kernel/viewer.js';
import { deedsOf, isKept, requireSecondPerson } from './policy.js';
import type { Law, Order } from './rules/order.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const account = (accountId: string, ...roles: Extract<Viewer, { kind: 'account' }>['roles']): Viewer => ({
  kind: 'account',
  accountId,
  sessionId: 'session',
  organisationId: 'procuratorate',
  divisionCode: '100101',
  roles,
});
const first = account('first', 'procurator');
const second = account('second', 'procurator');
const behind = { organisationId: 'procuratorate', enteredBy: 'account:first', changeBy: null };
const order: Order = {
  regime: 'judicial',
  effectiveOn: '2026-03-02',
  sentence: 'fixed_term',
  sentenceEndsOn: '2026-05-01',
  paroledOn: null,
  years: 3,
  state: 'VERIFIED',
  postClasses: null,
  endsEarlyOn: null,
  exposesChild: false,
  enteredAt: new Date('2026-03-03T02:00:00Z'),
  toldAt: null,
  receivedAt: null,
  servedOn: null,
  hasCertificate: false,
  change: null,
  changeProposedAt: null,
};

describe('what a procurator is offered', () => {
  it.each([
    ['of what they entered', first, { state: 'ENTERED' }, {}, ['amend']],
    ['of what a colleague entered', second, { state: 'ENTERED' }, {}, ['verify', 'return']],
    ['of a returned order', second, { state: 'RETURNED' }, {}, ['amend']],
    ['of an order that holds', first, {}, {}, ['propose_change', 'serve']],
    ['of one that was served', first, { servedOn: '2026-03-09' }, {}, ['propose_change']],
    ['of one that would expose a child', first, { exposesChild: true }, {}, ['propose_change', 'certify']],
    [
      'with its certificate',
      first,
      { exposesChild: true, hasCertificate: true },
      {},
      ['propose_change', 'serve', 'take_certificate'],
    ],
    ['of one whose regime serves nothing', first, { regime: 'hiring_bar', years: null }, {}, ['propose_change']],
    ['of a change of their own', first, { change: 'lift' }, { changeBy: 'account:first' }, ['serve']],
    ['of a colleague’s change', second, { change: 'lift' }, { changeBy: 'account:first' }, ['decide_change', 'serve']],
    ['of an order that ended', first, { state: 'EXPIRED', hasCertificate: true }, {}, ['take_certificate']],
  ] as const)('%s', (_what, viewer, more, who, deeds) => {
    expect(deedsOf(viewer, { ...order, ...more }, { ...behind, ...who }, law)).toEqual(deeds);
  });

  it('is offered to nobody else', () => {
    expect(deedsOf(account('third', 'reviewer'), order, behind, law)).toEqual([]);
    expect(deedsOf({ kind: 'system', name: 'supervision' }, order, behind, law)).toEqual([]);
  });

  it('nor to a procurator of the procuratorate above, who only reads', () => {
    const above = { ...behind, organisationId: 'procuratorate below' };
    expect(isKept(first, above)).toBe(false);
    expect(deedsOf(first, order, above, law)).toEqual([]);
  });
});

it('the second of two people is never the first', () => {
  expect(() => requireSecondPerson('account:first', first)).toThrow();
  expect(() => requireSecondPerson('account:first', second)).not.toThrow();
});
