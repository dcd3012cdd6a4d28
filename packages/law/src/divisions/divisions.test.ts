import { describe, expect, test } from 'vitest';
import {
  divisionAt,
  divisionName,
  inventedDivisions,
  isWithin,
  listDivisions,
  nationalDivisions,
  parentDivision,
} from './divisions.js';

const TODAY = '2026-11-23';

describe('a code names what it named on the day', () => {
  test.each([
    ['110228', '2010-01-01', '密云县'],
    ['110228', TODAY, undefined],
    ['110118', '2010-01-01', undefined],
    ['110118', TODAY, '密云区'],
    ['310230', '2016-07-21', '崇明县'],
    ['310151', '2016-07-22', '崇明区'],
    ['330103', '2021-04-08', '下城区'],
    ['330103', '2021-04-09', undefined],
    ['330113', '2021-04-09', '临平区'],
    ['420600', '2010-12-08', '襄樊市'],
    ['420600', '2010-12-09', '襄阳市'],
    ['371200', '2019-01-09', undefined],
    ['710000', TODAY, '台湾省'],
    ['810000', TODAY, '香港特别行政区'],
    ['999999', TODAY, undefined],
  ])('%s on %s: %s', (code, at, name) => {
    expect(divisionAt(code, at)?.name).toBe(name);
  });

  test('the last name of an abolished code is still known', () => {
    expect(divisionName('330104')).toBe('江干区');
    expect(divisionName('000000')).toBeUndefined();
  });
});

describe('what lies in what', () => {
  test.each([
    ['330102', '330100'],
    ['330100', '330000'],
    ['330000', null],
    ['110101', '110000'],
    ['469001', '460000'],
    ['441900', '440000'],
    ['330103', '330100'],
    ['339999', '330000'],
  ])('the parent of %s is %s', (code, parent) => {
    expect(parentDivision(code)).toBe(parent);
  });

  test.each([
    ['330102', '330000', true],
    ['330102', '330100', true],
    ['330102', '330102', true],
    ['330102', '330200', false],
    ['330100', '330102', false],
    ['100101', '100000', true],
    ['200101', '200000', true],
  ])('%s within %s: %s', (code, ancestor, within) => {
    expect(isWithin(code, ancestor)).toBe(within);
  });

  test('there are 34 provinces, and Hangzhou has 13 county-level divisions since 2021', () => {
    expect(listDivisions(null, TODAY)).toHaveLength(34);
    expect(listDivisions('330100', TODAY)).toHaveLength(13);
    expect(listDivisions('330100', '2021-04-08').map((division) => division.name)).toEqual(
      expect.arrayContaining(['下城区', '江干区']),
    );
    expect(listDivisions('110000', TODAY)).toHaveLength(16);
  });

  test('every division has a division above it that exists today', () => {
    const orphans = [...nationalDivisions.keys()].filter((code) => {
      const parent = parentDivision(code);
      return divisionAt(code, TODAY) !== undefined && parent !== null && divisionAt(parent, TODAY) === undefined;
    });
    expect(orphans).toEqual([]);
  });
});

describe('invented divisions', () => {
  test('stand in codes never issued and are not among the real ones', () => {
    const real = new Set([...nationalDivisions.keys()].map((code) => code.slice(0, 2)));
    expect([...inventedDivisions.keys()].filter((code) => real.has(code.slice(0, 2)))).toEqual([]);
    expect(inventedDivisions.has('100000') && !nationalDivisions.has('100000')).toBe(true);
  });

  test('are three provinces and twelve counties, named in both languages', () => {
    expect(listDivisions(null, TODAY, inventedDivisions)).toHaveLength(3);
    const counties = [...inventedDivisions.keys()].filter((code) => !code.endsWith('00'));
    expect(counties).toHaveLength(12);
    expect(divisionName('100101', 'en', inventedDivisions)).toBe('Songyan District');
    expect(divisionName('100101', 'zh', inventedDivisions)).toBe('松岩区');
  });
});
