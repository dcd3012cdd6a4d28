import { expect, it } from 'vitest';
import { divideRows, mayTellLeft, type NamedUnit, stateOfPart, worstFirst } from './divide.js';

const unit = (id: string, code: string | null, nameZh: string, changes: Partial<NamedUnit> = {}): NamedUnit => ({
  id,
  creditCode: code,
  nameZh,
  nameEn: `School ${id}`,
  isOpen: true,
  ...changes,
});
const units = [
  unit('a', '91100000MA00000017', '甲小学'),
  unit('b', null, '乙小学'),
  unit('c', '91100000MA00000033', '丙小学', { isOpen: false }),
  unit('d', null, '甲小学', { isOpen: false, nameEn: 'Old school' }),
  unit('e', null, '丁小学'),
  unit('f', null, '丁小学'),
];

it.each([
  ['by its code', { code: '91100000MA00000017', name: '' }, 'a'],
  ['by a code in full width and small letters', { code: ' ９1100000ma00000017', name: '' }, 'a'],
  ['by its name', { code: '', name: '乙小学' }, 'b'],
  ['by its name in the other language, whatever the spaces', { code: '', name: 'school  B' }, 'b'],
  ['by the code before the name', { code: '91100000MA00000017', name: '乙小学' }, 'a'],
  ['where a closed one has the name too', { code: '', name: '甲小学' }, 'a'],
])('finds the unit %s', (_how, called, id) => {
  const { byUnit, unplaced } = divideRows([{ row: 2, ...called }], units);
  expect([[...byUnit], unplaced]).toEqual([[[id, [0]]], []]);
});

it.each([
  ['nothing', { code: ' ', name: '' }, 'unit-missing', 'unitName'],
  [
    'a code that nobody or another authority has',
    { code: '91100000MA00000041', name: '' },
    'unit-not-yours',
    'unitCode',
  ],
  [
    'such a code beside a name that is known',
    { code: '91100000MA00000041', name: '乙小学' },
    'unit-not-yours',
    'unitCode',
  ],
  ['a name that nobody or another authority has', { code: '', name: '戊小学' }, 'unit-not-yours', 'unitName'],
  ['a closed unit', { code: '91100000MA00000033', name: '' }, 'unit-closed', 'unitCode'],
  ['a name that two open units have', { code: '', name: '丁小学' }, 'unit-ambiguous', 'unitName'],
])('gives a row that says %s to no unit', (_what, called, code, by) => {
  const { byUnit, unplaced } = divideRows([{ row: 7, ...called }], units);
  expect([byUnit.size, unplaced]).toEqual([0, [{ row: 7, code, by }]]);
});

it('gives every row to one unit or to none, in the order of the file', () => {
  const names = ['乙小学', '甲小学', '乙小学', '戊小学', '甲小学'];
  const { byUnit, unplaced } = divideRows(
    names.map((name, at) => ({ row: at + 2, code: '', name })),
    units,
  );
  expect([...byUnit]).toEqual([
    ['b', [0, 2]],
    ['a', [1, 4]],
  ]);
  expect(unplaced.map(({ row }) => row)).toEqual([5]);
});

it('tells nobody to have left while a row might be about anybody', () => {
  const of = (...codes: ('unit-missing' | 'unit-not-yours' | 'unit-closed' | 'unit-has-load')[]) =>
    mayTellLeft(codes.map((code) => ({ row: 2, code, by: 'unitName' as const })));
  expect([of(), of('unit-closed', 'unit-has-load'), of('unit-missing'), of('unit-closed', 'unit-not-yours')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it.each([
  ['COMPARING', null, false, 'reading'],
  ['STOPPED', 'COMPARING', false, 'reading'],
  ['READY', null, false, 'waiting'],
  ['TAKING', null, false, 'taking'],
  ['STOPPED', 'TAKING', false, 'taking'],
  ['TAKEN', null, false, 'taken'],
  ['DISCARDED', null, true, 'sent-back'],
  ['DISCARDED', null, false, 'replaced'],
] as const)('says of a part in %s (%s), sent back: %s, that it is %s', (state, stoppedIn, sentBack, said) => {
  expect(stateOfPart({ state, stoppedIn, sentBack })).toBe(said);
});

it('puts what was sent back before what waits, and what is done last', () => {
  const part = (state: Parameters<typeof worstFirst>[0][number]['state'], zh: string) => ({ state, unit: { zh } });
  const parts = [part('taken', '甲'), part('waiting', '乙'), part('waiting', '丙'), part('sent-back', '丁')];
  expect(worstFirst(parts).map(({ unit }) => unit.zh)).toEqual(['丁', '丙', '乙', '甲']);
});
