import { createHash } from 'node:crypto';
import { useCounts, useKinds } from '@gatehouse/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CountedEntries, countedActs, countMonth, digestOf, dueMonth, monthDays } from './use-figures.js';

const kindOf = (actor: string) => useKinds.find((kind) => actor.startsWith(`account:${kind}`));
const rules = { fewestTold: 5, looksPerDay: 20, kindOf };
const rows = (...entries: [actor: string, act: string, outcome: string, day: string, entries: number][]) =>
  entries.map(([actor, act, outcome, day, count]): CountedEntries => ({ actor, act, outcome, day, entries: count }));
const ofKind = (counted: ReturnType<typeof countMonth>, kind: string) => counted.kinds.find((one) => one.kind === kind);

it('counts what was done and refused, by kind, and withholds what is few or none alike', () => {
  const counted = countMonth(
    '2026-11',
    rows(
      ['account:registry-1', 'registry.search-person', 'done', '2026-11-02', 9],
      ['account:registry-1', 'registry.search-person', 'refused', '2026-11-02', 6],
      ['account:registry-2', 'registry.read-person', 'done', '2026-11-02', 4],
      ['account:registry-2', 'registry.search-person', 'failed', '2026-11-02', 50],
      ['account:authority-1', 'inquiry.approve', 'done', '2026-11-03', 5],
      ['account:authority-1', 'inquiry.object', 'done', '2026-11-03', 4],
      ['system:matcher', 'registry.search-person', 'done', '2026-11-03', 99],
    ),
    rules,
  );
  expect(ofKind(counted, 'registry')).toMatchObject({ looks: 13, refusedLooks: 6, alerts: null, questions: null });
  expect(ofKind(counted, 'authority')).toMatchObject({ questions: 5, objections: null, looks: null });
  expect(ofKind(counted, 'ministry')).toEqual(ofKind(countMonth('2026-11', [], rules), 'ministry'));
});

it('counts an alert for each account, purpose and day past half of what it may', () => {
  const day = (of: number) => `2026-11-${String(of).padStart(2, '0')}`;
  const search = (who: string, of: number, count: number) =>
    rows([`account:registry-${who}`, 'registry.search-person', 'done', day(of), count]);
  const many = Array.from({ length: 5 }, (_, of) => search('1', of + 1, 11)).flat();
  expect(ofKind(countMonth('2026-11', [...many, ...search('2', 1, 10)], rules), 'registry')?.alerts).toBe(5);
});

it('never tells a figure below the fewest, nor anything of who, and has the digest of its canonical form', () => {
  const row = fc.record({
    actor: fc.constantFrom('account:registry-1', 'account:unit-1', 'account:auditor-1', 'public'),
    act: fc.constantFrom(...countedActs),
    outcome: fc.constantFrom('done', 'refused', 'failed'),
    day: fc.constantFrom('2026-11-01', '2026-11-02'),
    entries: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 12 }), (some, fewestTold) => {
      const counted = countMonth('2026-11', some, { ...rules, fewestTold });
      for (const one of counted.kinds)
        for (const count of useCounts) expect(one[count] ?? fewestTold).toBeGreaterThanOrEqual(fewestTold);
      expect(JSON.stringify(counted)).not.toContain('account:');
      expect(countMonth('2026-11', [...some].reverse(), { ...rules, fewestTold })).toEqual(counted);
    }),
  );
  const counted = countMonth('2026-11', [], { ...rules, fewestTold: 5 });
  const again = JSON.parse(JSON.stringify(counted)) as typeof counted;
  expect(digestOf(again)).toEqual(digestOf(counted));
  expect(digestOf({ ...counted, fewestTold: 4 })).not.toEqual(digestOf(counted));
  expect(digestOf(counted)).toHaveLength(createHash('sha256').digest().length);
});

it.each([
  [undefined, '2026-11-23T01:00:00Z', '2026-12-30T15:59:59Z', undefined],
  [undefined, '2026-11-23T01:00:00Z', '2026-12-30T16:00:00Z', '2026-11'],
  // In China the month had begun already.
  [undefined, '2026-10-31T16:00:00Z', '2027-02-01T00:00:00Z', '2026-11'],
  ['2026-11', null, '2027-01-29T00:00:00Z', undefined],
  ['2026-11', null, '2027-01-30T16:00:00Z', '2026-12'],
  [undefined, null, '2027-01-29T00:00:00Z', undefined],
])('after %s, begun %s, at %s the month due is %s', (last, beganAt, now, month) => {
  const began = beganAt === null ? null : new Date(beganAt);
  expect(dueMonth({ last, beganAt: began }, 30, new Date(now))).toBe(month);
});

it('knows where a month ends, also that of a year', () => {
  expect(monthDays('2026-12', 30)).toEqual({ first: '2026-12-01', next: '2027-01-01', fixedFrom: '2027-01-31' });
});
