import { describe, expect, it } from 'vitest';
import { emptyLedger, find, plant, summary } from './ledger.js';
import type { Life } from './lives.js';
import { missingAbout, missingAt } from './oracle.js';

const gap = { what: 'without_check', who: 'person 1' };

describe('the ledger of what was planted', () => {
  it('finds what is shown while it is so, says how late, and calls all else false', () => {
    const ledger = emptyLedger();
    plant(ledger, 3, [gap, { what: 'no_roster', who: 'unit 0' }]);
    find(ledger, 5, [
      { id: 'a', ...gap },
      { id: 'b', what: 'without_check', who: 'person 2' },
    ]);
    // The same one shown again is no news.
    find(ledger, 6, [{ id: 'a', ...gap }]);
    plant(ledger, 8, [{ what: 'no_roster', who: 'unit 0' }]);
    find(ledger, 9, [{ id: 'c', ...gap }]);
    expect(summary(ledger)).toMatchObject({
      planted: 2,
      found: 1,
      falseFindings: 2,
      daysLate: { 2: 1 },
      missed: [{ what: 'no_roster', who: 'unit 0', from: 3 }],
      falsely: [
        { who: 'person 2', day: 5 },
        { who: 'person 1', day: 9 },
      ],
    });
  });

  it('ends only what it is told everything of, and plants again what comes back', () => {
    const ledger = emptyLedger();
    plant(ledger, 1, [gap, { what: 'record', who: 'person 1' }]);
    plant(ledger, 2, [], (what) => what === 'record');
    plant(ledger, 4, [gap, { what: 'record', who: 'person 1' }]);
    expect(ledger.planted.map(({ what, from, until }) => [what, from, until])).toEqual([
      ['without_check', 1, undefined],
      ['record', 1, 2],
      ['record', 4, undefined],
    ]);
  });
});

describe('what ought to be missing', () => {
  const life = (more: Partial<Life>): Life => ({
    ...{ id: 7, unit: 0, way: 'careful', postClass: 'driver', hired: 100, leaves: 900, wait: 1, early: 30 },
    ...{ number: '', name: '', formerNames: [], identity: 0, employmentId: 'e', checks: [] },
    ...more,
  });
  const told = (day: number, more: object = {}) => ({
    ...{ inquiryId: `${day}`, asked: day - 1, told: day, outcome: 'no_record' as const, identity: 0 },
    ...more,
  });
  const begun = { inquiryId: 'a', begun: 99, identity: 0 };
  const asked = { ...begun, sent: 99, asked: 99 };
  it.each<[string, Partial<Life>, number, string[]]>([
    ['not before the first day', {}, 99, []],
    ['nothing asked', {}, 100, ['without_check']],
    ['not after the last day', { until: 120 }, 121, []],
    ['asked, not told', { checks: [asked] }, 100, ['started_before_result']],
    ['asked, and not told in a week', { checks: [asked] }, 110, ['started_before_result', 'check_unanswered']],
    ['begun, and left lying', { checks: [begun] }, 110, ['started_before_result', 'without_check']],
    [
      'asked after the first day',
      { checks: [{ ...asked, begun: 101 }] },
      102,
      ['started_before_result', 'without_check'],
    ],
    ['refused', { checks: [{ inquiryId: 'a', identity: 0, refused: true }] }, 100, ['without_check']],
    ['told in time', { checks: [told(98)] }, 100, []],
    ['told too late', { checks: [told(101)] }, 101, ['started_before_result']],
    ['on the day of the year', { checks: [told(60)] }, 60 + 366, []],
    ['the day after', { checks: [told(60)] }, 60 + 367, ['recheck_overdue']],
    ['told on a leap day, on the last of February', { checks: [told(94)] }, 94 + 365, []],
    ['and the day after', { checks: [told(94)] }, 94 + 366, ['recheck_overdue']],
    ['another name since', { checks: [told(98)], identity: 1 }, 110, ['identity_changed']],
    ['a record', { checks: [told(98), told(150, { outcome: 'record_found' })] }, 150, ['kept_despite_record']],
    ['a record that became void', { checks: [told(98), told(150, { outcome: 'record_found', voided: 160 })] }, 160, []],
  ])('%s', (_when, more, day, kinds) => {
    expect(missingAbout(life(more), day).map(({ what }) => what)).toEqual(kinds);
  });

  it('is a roster, or people whom a source counts', () => {
    const posts = ['catering', 'security'];
    const none = { people: 0, atWork: 0, posts: [] };
    expect(missingAt(1, none, { headcount: 9 })).toEqual([{ what: 'no_roster', who: 'unit 1' }]);
    expect(missingAt(1, { people: 9, atWork: 8, posts }, { headcount: 9 })).toMatchObject([
      { what: 'short_of_headcount' },
    ]);
    expect(missingAt(1, { people: 9, atWork: 9, posts }, { headcount: 9 })).toEqual([]);
    expect(missingAt(1, { people: 9, atWork: 9, posts: ['security'] })).toEqual([
      { what: 'nobody_in_post', who: 'unit 1 catering' },
    ]);
  });
});
