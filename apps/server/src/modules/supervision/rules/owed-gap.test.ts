import { builtInCalendar, builtInPacks, loadPack, packDefaults, startOfCivilDate } from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Law } from './order.js';
import {
  conclusionsFor,
  isUrgentKind,
  lengthOf,
  owedGapDeeds,
  owedGapStages,
  procuratorateFor,
  wholeDays,
} from './owed-gap.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };
const now = startOfCivilDate('2026-11-27');

const county = { id: 'c', divisionCode: '100101' };
const otherCounty = { id: 'd', divisionCode: '100102' };
const prefecture = { id: 'p', divisionCode: '100100' };
const province = { id: 'q', divisionCode: '100000' };

describe('the procuratorate of a gap', () => {
  it.each([
    ['its own division', '100101', [province, prefecture, county, otherCounty], 'c'],
    ['the prefecture, where the county has none', '100101', [province, prefecture, otherCounty], 'p'],
    ['the province, where nothing lies between', '100101', [province, otherCounty], 'q'],
    ['the level of the authority that was late', '100100', [province, prefecture, county], 'p'],
    ['the province, of a late provincial authority', '100000', [province, prefecture, county], 'q'],
    ['the highest, where no division holds it', '990101', [county, province, prefecture], 'q'],
    ['nobody, where there is none', '100101', [], undefined],
  ])('is %s', (_words, division, procuratorates, expected) => {
    expect(procuratorateFor(division, procuratorates)?.id).toBe(expected);
  });

  it('does not depend on the order in which they are listed, and is one whenever there is any', () => {
    const all = [province, prefecture, county, otherCounty, { id: 'a', divisionCode: '100101' }];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: 1 }),
        fc.constantFrom('100101', '100103', '110101'),
        (some, at) => {
          const sorted = [...some].sort((one, other) => one.id.localeCompare(other.id));
          expect(procuratorateFor(at, some)?.id).toBe(procuratorateFor(at, sorted)?.id);
          expect(procuratorateFor(at, some)).toBeDefined();
        },
      ),
    );
  });
});

it('counts whole days of a step, and those after its last day; a step that goes on is counted until now', () => {
  const step = {
    step: 'reply',
    responsible: 'unit',
    begunAt: '2026-11-01T00:00:00Z',
    dueAt: '2026-11-11T00:00:00Z',
  } as const;
  expect(lengthOf({ ...step, overdueAt: null, endedAt: '2026-11-10T23:00:00Z' }, now)).toEqual({
    days: 9,
    lateDays: 0,
  });
  expect(lengthOf({ ...step, overdueAt: null, endedAt: '2026-11-13T01:00:00Z' }, now)).toEqual({
    days: 12,
    lateDays: 2,
  });
  expect(lengthOf({ ...step, overdueAt: null, endedAt: null }, now)).toEqual({ days: 25, lateDays: 15 });
  expect(wholeDays(now, new Date(0))).toBe(0);
});

it('calls urgent what begins with a stop, and nothing that the pack does not know', () => {
  const kinds = [...pack.gapKinds.map(({ id }) => id), 'of-another-pack'];
  expect(kinds.filter((kind) => isUrgentKind(kind, law, now))).toEqual([
    'kept_despite_record',
    'placed_despite_prohibition',
  ]);
});

it('offers each conclusion of the pack, mended only once the gap was', () => {
  expect(conclusionsFor(law, false).map(({ id }) => id)).toEqual(['suggestion', 'clue', 'no_ground']);
  expect(conclusionsFor(law, true).map(({ id }) => id)).toEqual(['suggestion', 'clue', 'no_ground', 'mended']);
});

it('lets nobody close what is not in their hand, and nobody touch what is closed', () => {
  const table = owedGapStages.flatMap((stage) => [true, false].map((mine) => [stage, mine, owedGapDeeds(stage, mine)]));
  expect(table).toEqual([
    ['WAITING', true, ['take']],
    ['WAITING', false, ['take']],
    ['IN_HAND', true, ['close']],
    ['IN_HAND', false, ['take']],
    ['CLOSED', true, []],
    ['CLOSED', false, []],
  ]);
});
