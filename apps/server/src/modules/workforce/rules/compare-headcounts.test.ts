import { builtInPacks, loadPack } from '@gatehouse/law';
import { describe, expect, it } from 'vitest';
import { compareHeadcounts, type CountedFields, type KnownUnits, type StandingCount } from './compare-headcounts.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const today = '2026-11-23';
const units = new Map([
  ['A', 'school'],
  ['B', 'kindergarten'],
]);
/** Of no unit, and the code checks. */
const unentered = '91110102MA0000003W';
const sound: CountedFields = {
  creditCode: 'A',
  name: '',
  source: 'social_insurance',
  postClass: null,
  headcount: 40,
  asOf: '2026-11-01',
};
const standing = (changes: Partial<StandingCount> = {}): StandingCount => ({
  unitId: 'school',
  source: 'social_insurance',
  postClass: null,
  headcount: 40,
  asOf: '2026-10-01',
  ...changes,
});
const compared = (
  rows: readonly Partial<CountedFields>[],
  known: readonly StandingCount[] = [],
  more: Partial<KnownUnits> = {},
) =>
  compareHeadcounts(
    pack,
    today,
    rows.map((row, at) => ({ rowNumber: at + 2, fields: { ...sound, ...row }, problems: [] })),
    { unitOf: units, standing: known, waiting: [], notWaiting: new Map(), ...more },
  );

describe('a row of what registers count', () => {
  it.each<[string, Partial<CountedFields>, StandingCount[], string, number | undefined]>([
    ['says something new', {}, [], 'new', undefined],
    ['says something new of a post', { postClass: 'security' }, [standing()], 'new', undefined],
    ['says something new from another source', { source: 'contracts' }, [standing()], 'new', undefined],
    ['says something new of another unit', { creditCode: 'B' }, [standing()], 'new', undefined],
    ['changes a count', { headcount: 41 }, [standing()], 'changed', 40],
    ['counts the same on a later day', {}, [standing()], 'changed', 40],
    ['says what stands', {}, [standing({ asOf: '2026-11-01' })], 'same', 40],
    ['counts nobody', { headcount: 0 }, [standing()], 'changed', 40],
  ])('%s', (_what, row, known, kind, before) => {
    expect(compared([row], known)).toMatchObject([{ kind, before, problems: [] }]);
  });

  it.each<[string, Partial<CountedFields>, string, string]>([
    ['whose code does not check', { creditCode: '91110102MA00000031' }, 'creditCode', 'credit-code-wrong'],
    ['without a code', { creditCode: '' }, 'creditCode', 'credit-code-wrong'],
    ['of no source', { source: '听说' }, 'source', 'source-unknown'],
    ['of no post', { postClass: '厨师' }, 'postClass', 'post-class-unknown'],
    ['without a number', { headcount: Number.NaN }, 'headcount', 'headcount-wrong'],
    ['of more people than a unit has', { headcount: 100_001 }, 'headcount', 'headcount-wrong'],
    ['without a day', { asOf: '' }, 'asOf', 'from-impossible'],
    ['of a day to come', { asOf: '2026-11-24' }, 'asOf', 'as-of-ahead'],
  ])('%s cannot be taken', (_what, row, path, code) => {
    expect(compared([row])).toMatchObject([{ kind: 'problem', problems: [{ path, code }] }]);
  });

  it('is about a unit that nobody has entered where nobody has its code', () => {
    const row = { creditCode: unentered };
    expect(compared([row])).toMatchObject([{ kind: 'unentered', unitId: undefined, problems: [] }]);
    const waiting = [{ ...sound, ...row }];
    expect(compared([row], [], { waiting })).toMatchObject([{ kind: 'same', before: 40 }]);
    expect(compared([{ ...row, headcount: 41 }], [], { waiting })).toMatchObject([{ kind: 'unentered', before: 40 }]);
    expect(compared([{ ...row, asOf: '2026-10-01' }], [], { waiting })).toMatchObject([
      { kind: 'problem', problems: [{ code: 'counted-before' }] },
    ]);
    expect(compared([row, row])).toMatchObject([{ kind: 'unentered' }, { problems: [{ code: 'counted-twice' }] }]);
  });

  it.each(['unit-unknown', 'unit-held', 'unit-answered'] as const)('does not begin to wait where %s', (code) => {
    const notWaiting = new Map([[unentered, code]]);
    expect(compared([{ creditCode: unentered }], [], { notWaiting })).toMatchObject([
      { kind: 'problem', problems: [{ path: 'creditCode', code }] },
    ]);
  });

  it('does not overrule a later count', () => {
    const [row] = compared([{ asOf: '2026-09-01', headcount: 3 }], [standing()]);
    expect(row).toMatchObject({ kind: 'problem', problems: [{ path: 'asOf', code: 'counted-before' }] });
  });

  it('is a problem the second time, and one with problems does not stand for another', () => {
    expect(compared([{}, { headcount: 9 }, { headcount: Number.NaN }, { creditCode: 'B' }])).toMatchObject([
      { kind: 'new' },
      { kind: 'problem', problems: [{ code: 'counted-twice', message: { en: expect.stringContaining('Row 2') } }] },
      { kind: 'problem' },
      { kind: 'new' },
    ]);
    expect(compared([{ headcount: Number.NaN }, {}])).toMatchObject([{ kind: 'problem' }, { kind: 'new' }]);
  });
});
