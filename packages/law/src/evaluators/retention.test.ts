import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, startOfCivilDate } from '../civil-date.js';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { announcedBefore, erasedFrom, isAnnounced, keptUntil, retentionRule } from './retention.js';

const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const { warningDays } = pack.retentionCourse;

test.each([
  ['draft', '2026-01-31T02:00:00Z', '2026-02-28'],
  ['inquiry_no_record', '2026-02-28T15:59:59Z', '2027-02-28'],
  ['inquiry_no_record', '2026-02-28T16:00:00Z', '2027-03-01'],
  ['inquiry_record_found', '2024-02-29T02:00:00Z', '2027-02-28'],
])('%s counted from %s is kept until %s in China', (rule, from, until) => {
  expect(keptUntil(pack, rule, new Date(from))).toBe(until);
});

test('a kind without a rule is refused: nothing is erased by a period that nobody set', () => {
  expect(() => retentionRule(pack, 'whatever')).toThrow('whatever');
});

test('what was announced in time goes the day after its last day, what was announced late not before the warning has run', () => {
  const onTime = startOfCivilDate(addDays('2027-02-28', 1 - warningDays));
  expect(erasedFrom(pack, '2027-02-28', onTime)).toBe('2027-03-01');
  expect(erasedFrom(pack, '2027-02-28', startOfCivilDate('2027-02-20'))).toBe(addDays('2027-02-20', warningDays));
});

test('nothing is erased before its last day has passed or before its warning has run, and the walk misses nothing announced', () => {
  const rules = pack.retention.map(({ id }) => id);
  const moment = fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(fc.constantFrom(...rules), moment, moment, (rule, from, now) => {
      const lastDay = keptUntil(pack, rule, new Date(from));
      const first = erasedFrom(pack, lastDay, new Date(now));
      expect(first > lastDay).toBe(true);
      if (!isAnnounced(pack, lastDay, new Date(now))) return;
      expect(from < announcedBefore(pack, rule, new Date(now)).getTime()).toBe(true);
    }),
  );
});
