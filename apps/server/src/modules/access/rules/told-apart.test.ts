import { organisationKinds } from '@gatehouse/contract';
import { expect, test } from 'vitest';
import { sightOfKind, toldApart } from './told-apart.js';

const unit = (id: string, nameZh: string, creditCode: string | null, divisionCode = '100101', nameEn = nameZh) => ({
  ...{ id, nameEn, nameZh, creditCode, divisionCode },
});
const central = (id: string, creditCode: string | null, divisionCode = '100101') =>
  unit(id, '中心小学', creditCode, divisionCode, 'Central School');

test('organisations of different names are called by their names alone', () => {
  const names = toldApart([unit('a', '第一小学', '12100101000000001A')], [unit('b', '第二小学', '12100101000000002B')]);
  expect([...names.values()].map(({ zh }) => zh)).toEqual(['第一小学']);
});

test.each([
  ['by the last four of their codes', ['12100101000000123A', '12100101000000456B'], ['123A', '456B']],
  ['by as many as differ', ['12100101000051234A', '12100101000061234A'], ['51234A', '61234A']],
])('two of one name in one county are told apart %s', (_how, codes, ends) => {
  const names = toldApart(codes.map((code, at) => central(String(at), code)));
  expect([...names.values()]).toEqual(
    ends.map((end) => ({ en: `Central School (code ends in ${end})`, zh: `中心小学（代码末位${end}）` })),
  );
});

test.each([
  ['in two counties, by the county', '100101', '100102', 'Songyan District', '松岩区'],
  ['in counties of one name, by city and county', '320106', '410204', '鼓楼区, 南京市', '南京市鼓楼区'],
  ['in a county and its city, by the county', '100101', '100100', 'Songyan District', '松岩区'],
  ['in a county that no table knows, by its code', '999901', '999902', 'division 999901', '行政区划999901'],
])('two of one name %s', (_where, own, other, en, zh) => {
  const names = toldApart([central('a', '12100101000000123A', own)], [central('b', '12100101000000456B', other)]);
  expect(names.get('a')).toEqual({ en: `Central School (${en})`, zh: `中心小学（${zh}）` });
});

test('of three the one in another county has its county, and the two in one their codes', () => {
  const names = toldApart([
    central('a', '12100101000000123A'),
    central('b', '12100101000000456B'),
    central('c', '12100102000000123C', '100102'),
  ]);
  expect([...names.values()].map(({ zh }) => zh)).toEqual([
    '中心小学（代码末位123A）',
    '中心小学（代码末位456B）',
    '中心小学（芦汀县）',
  ]);
});

test('one without a code in the same county says so, and a name in one language is enough to be alike', () => {
  const names = toldApart([
    unit('a', '中心小学', null, '100101', 'Central'),
    unit('b', '中心小学', '12100101000000456B', '100101', 'Centre'),
  ]);
  expect(names.get('a')).toEqual({ en: 'Central (no code entered)', zh: '中心小学（未录入代码）' });
  expect(names.get('b')?.zh).toBe('中心小学（代码末位456B）');
});

test('one that is alike on another page is named apart here too, and is not itself in the answer', () => {
  const names = toldApart([central('a', '12100101000000123A')], [central('b', '12100101000000456B')]);
  expect([...names].map(([id, { zh }]) => [id, zh])).toEqual([['a', '中心小学（代码末位123A）']]);
});

test('an English name that another has in Chinese is no name that they share', () => {
  const names = toldApart([unit('a', '甲', null, '100101', 'A'), unit('b', 'A', null, '100101', '甲')]);
  expect([...names.values()].map(({ en }) => en)).toEqual(['A', '甲']);
});

test('a unit meets what an answer names, an authority its division, and who is there for the country all of it', () => {
  const kindsOf = (sight: string) => organisationKinds.filter((kind) => sightOfKind[kind] === sight);
  expect(kindsOf('answer')).toEqual(['unit']);
  expect(kindsOf('division')).toEqual(['authority', 'qualification', 'procuratorate', 'centre']);
  expect(kindsOf('country')).toEqual(['ministry', 'registry', 'supplier', 'auditor', 'operator']);
});
