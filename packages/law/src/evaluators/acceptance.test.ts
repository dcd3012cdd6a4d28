import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtInCalendar } from '../calendar/index.js';
import { recordFacts } from '../facts.js';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { answerText } from '../texts.js';
import { disclosable, inquiryReach } from './disclosure.js';
import { recheckDue, startBreach } from './employment.js';
import { finality } from './finality.js';
import { typeLabels } from './scope.js';
import { sealing } from './sealing.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (!calendar) throw new Error('the pack names a calendar that is not there');
const now = new Date('2026-06-01T02:00:00Z');
const inquiry = { legalBases: ['A', 'B', 'D'], purpose: 'hire', postClass: 'teacher' };
const juvenile = (months: number) =>
  recordFacts({
    kind: 'judgment',
    offenceCodes: ['236'],
    decidingBody: 'court',
    decisionDate: '2022-05-10',
    effectiveDate: '2022-06-01',
    birthDate: '2004-05-10',
    acts: [{ from: '2021-11-02' }],
    identityEstablishedBy: 'fingerprint',
    sentence: { kind: 'fixed_term', months },
  });

const day = fc.integer({ min: 0, max: 9000 }).map((n) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10));
const anyFacts = fc
  .record({
    kind: fc.constantFrom('judgment', 'relative_non_prosecution', 'penalty', 'qualification_loss', 'ban'),
    offenceCodes: fc.subarray(['236', '237', '236-1', '234', '240', '260', 'PSAPL-2012-44', 'TL-14', '264'], {
      minLength: 1,
    }),
    decidingBody: fc.constantFrom('court', 'procuratorate', 'public_security', 'education_authority'),
    decisionDate: day,
    effectiveDate: fc.option(day),
    appealPending: fc.boolean(),
    birthDate: fc.option(day),
    acts: fc.array(fc.record({ from: day, main: fc.boolean() }), { maxLength: 3 }),
    sentence: fc.option(
      fc.record({ kind: fc.constant('fixed_term'), months: fc.option(fc.integer({ min: 1, max: 180 })) }),
    ),
    identityEstablishedBy: fc.constantFrom('fingerprint', 'photo', 'document', 'self_stated'),
    legalDesk: fc.constantFrom('undecided', 'answer', 'withhold'),
  })
  .map(recordFacts);
const anySettings = fc.record({
  choices: fc.record({
    'restricted-penalties': fc.constantFrom('withhold', 'statute_only', 'statute_and_opinions'),
    'penalty-finality': fc.constantFrom('served', 'period_over'),
  }),
});
const anyInquiry = fc.record({
  legalBases: fc.subarray(['A', 'B', 'D', 'E'], { minLength: 1 }),
  purpose: fc.constantFrom('hire', 'annual'),
  postClass: fc.constantFrom('teacher', 'security'),
});

describe('A1 a juvenile with exactly five years is never told of; with five years and a month the answer is T1', () => {
  test('exactly five years', () => {
    expect(disclosable(pack, juvenile(60), inquiry, now)).toMatchObject({ disclose: false, partition: 'none' });
  });

  test('five years and a month', () => {
    const decision = disclosable(pack, juvenile(61), inquiry, now);
    expect(decision).toMatchObject({ disclose: true, partition: 'open', evidenceCeiling: 'strong' });
    expect(decision.labels).toContain('T1');
    expect(typeLabels(pack, juvenile(61), now).labels).toContain('T1');
  });
});

describe('A2 sealed and no record read alike', () => {
  test('whatever the law withholds leaves nothing in the index that a matcher could find', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, settings) => {
        const decision = disclosable(pack, facts, null, now, settings);
        if (decision.disclose) return;
        expect(decision).toMatchObject({ partition: 'none', labels: [], evidenceCeiling: null });
      }),
    );
  });

  test('nothing sealed absolutely, undecided or not final is ever told', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, fc.option(anyInquiry), (facts, settings, asked) => {
        const sealed = sealing(pack, facts, now, settings).sealing;
        const withheld = sealed === 'absolute' || sealed === 'undecided' || !finality(pack, facts, now, settings).final;
        if (withheld) expect(disclosable(pack, facts, asked, now, settings).disclose).toBe(false);
      }),
    );
  });

  test('there is one sentence for no record and no word in any answer speaks of sealing', () => {
    const values = { asOf: '2026-06-01', sources: 'X', coverage: 'X' };
    expect(answerText(pack, 'no_record', values).zh).toContain('不是对本人的评价');
    expect(JSON.stringify(pack.answers)).not.toMatch(/seal|封存/i);
  });
});

describe('the reach of an inquiry, by which the matcher filters, is the same decision as disclosure', () => {
  test('for any record, inquiry and choice', () => {
    fc.assert(
      fc.property(anyFacts, anyInquiry, anySettings, (facts, asked, settings) => {
        const row = disclosable(pack, facts, null, now, settings);
        const reach = inquiryReach(pack, asked, now, settings);
        const reachable = row.partition === 'none' ? [] : reach[row.partition];
        const reached = row.labels.some((label) => reachable.includes(label));
        expect(disclosable(pack, facts, asked, now, settings).disclose).toBe(reached);
      }),
      { numRuns: 500 },
    );
  });
});

describe('A6 a start date before the result is a breach', () => {
  const released = new Date('2026-06-01T02:30:00Z');
  test.each([
    ['the day before the release', '2026-05-31', released, true],
    ['the day of the release', '2026-06-01', released, false],
    ['the day after', '2026-06-02', released, false],
    ['already begun, nothing released', '2026-06-01', null, true],
    ['not yet begun, nothing released', '2026-06-02', null, false],
  ] as const)('%s', (_what, startDate, releasedAt, breach) => {
    expect(startBreach(pack, startDate, releasedAt, now).breach).toBe(breach);
  });

  test('the day is counted in China: released at 00:30 there is the same day', () => {
    expect(startBreach(pack, '2026-06-01', new Date('2026-05-31T16:30:00Z'), now).breach).toBe(false);
    expect(startBreach(pack, '2026-05-31', new Date('2026-05-31T16:30:00Z'), now).breach).toBe(true);
  });
});

describe('A7 the yearly re-check lists staff due at 12 months', () => {
  test.each([
    ['a day short of 12 months', '2025-06-02T04:00:00Z', false, false],
    ['at 12 months', '2025-06-01T04:00:00Z', true, false],
    ['a day over', '2025-05-31T04:00:00Z', true, true],
    ['checked on 29 February, seen on 28 February', '2024-02-29T04:00:00Z', true, true],
  ] as const)('%s', (_what, released, due, overdue) => {
    expect(recheckDue(pack, calendar, new Date(released), now)).toMatchObject({ due, overdue });
  });

  test('29 February comes back as 28 February', () => {
    expect(recheckDue(pack, calendar, new Date('2024-02-29T04:00:00Z'), now).dueDate).toBe('2025-02-28');
  });

  test('somebody never checked is due now', () => {
    expect(recheckDue(pack, calendar, null, now)).toMatchObject({ due: true, dueDate: null });
  });
});
