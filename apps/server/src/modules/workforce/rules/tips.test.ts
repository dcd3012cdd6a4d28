import { tipOutcomes } from '@gatehouse/contract';
import { expect, it } from 'vitest';
import { areaAbove, areaOfTip, shownTipCode, type TipArea, tipCode, tipWords } from './tips.js';

const areas = [
  { id: 'county-b', divisionCode: '100102', parentId: 'province' },
  { id: 'county-a', divisionCode: '100101', parentId: 'province' },
  { id: 'other-province', divisionCode: '200000', parentId: 'ministry' },
  { id: 'province', divisionCode: '100000', parentId: 'ministry' },
];

it.each([
  ['the one that was chosen', areas, 'county-b', 'county-b'],
  ['the highest where none was', areas, undefined, 'province'],
  ['the highest where the chosen one takes none', areas, 'school', 'province'],
  ['the only one', areas.slice(0, 1), undefined, 'county-b'],
  [
    'the highest of those that are left, before a county of a lower number',
    [...areas.slice(0, 2), { id: 'prefecture', divisionCode: '100200', parentId: 'province' }],
    undefined,
    'prefecture',
  ],
  ['nobody where none takes tips', [], undefined, undefined],
])('a tip goes to %s', (_what, from, chosen, to) => {
  expect(areaOfTip(from, chosen)?.id).toBe(to);
});

it.each<[string, readonly TipArea[], string, string | undefined]>([
  ['the one it stands under', areas, 'county-a', 'province'],
  ['nobody above the highest', areas, 'province', undefined],
  [
    'the prefecture of its division, before the province',
    [...areas.map((area) => ({ ...area, parentId: null })), { id: 'city', divisionCode: '100100', parentId: null }],
    'county-b',
    'city',
  ],
  [
    'never another province',
    [
      { id: 'alone', divisionCode: '100101', parentId: null },
      { id: 'far', divisionCode: '200000', parentId: null },
    ],
    'alone',
    undefined,
  ],
  ['nobody where it takes none itself', areas, 'school', undefined],
])('a tip that nobody takes up goes to %s', (_what, from, id, to) => {
  expect(areaAbove(from, { id })?.id).toBe(to);
});

it.each([...tipOutcomes, null])('a reporter reads words of the product about %s', (outcome) => {
  const { en, zh } = tipWords(outcome);
  expect([en.length > 30, zh.length > 15]).toEqual([true, true]);
});

it.each([
  ['ABCD-EFGH-JKMN-2345', 'ABCDEFGHJKMN2345'],
  [' abcd efgh jkmn 2345 ', 'ABCDEFGHJKMN2345'],
  ['ＡＢＣＤ-EFGH-JKMN-2345', 'ABCDEFGHJKMN2345'],
  ['ABCD-EFGH-JKMN-234', undefined],
  ['ABCD-EFGH-JKMN-234周', undefined],
  ['', undefined],
])('%j is read as the code %j', (typed, code) => {
  expect(tipCode(typed)).toBe(code);
  if (code !== undefined) expect(tipCode(shownTipCode(code))).toBe(code);
});
