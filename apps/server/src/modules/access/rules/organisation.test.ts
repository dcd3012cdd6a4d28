import { builtInPacks, loadPack } from '@gatehouse/law';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../kernel/errors.js';
import { type Above, type Placed, refuseUnfitOrganisation } from './organisation.js';

const { pack: law } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const now = new Date('2026-11-23T01:00:00Z');

const school: Placed = {
  kind: 'unit',
  divisionCode: '100101',
  unitType: 'primary_school',
  authority: null,
  creditCode: null,
};
const authority = (name: string, divisionCode: string): Above => ({
  kind: 'authority',
  divisionCode,
  authority: name,
  closedAt: null,
});

function refusalOf(organisation: Placed, above: Above | undefined): string {
  try {
    refuseUnfitOrganisation(organisation, above, law, now);
    return 'fits';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.fields[0]?.path ?? error.code;
  }
}

describe('the authority of a unit is the one the law pack maps its type to', () => {
  it.each(law.unitTypes.map(({ id, authority: wanted }) => [id, wanted]))('%s: %s', (unitType, wanted) => {
    for (const { id } of law.authorities) {
      const fits = refusalOf({ ...school, unitType }, authority(id, '100101'));
      expect([id, fits]).toEqual([id, id === wanted ? 'fits' : 'organisation-above-does-not-fit']);
    }
  });

  it('names the right one in both languages', () => {
    const hospital = { ...school, unitType: 'medical_institution' };
    expect(() => {
      refuseUnfitOrganisation(hospital, authority('education', '100101'), law, now);
    }).toThrow(
      expect.objectContaining({ parameters: { authorityEn: 'Health department', authorityZh: '卫生健康行政部门' } }),
    );
  });
});

describe('the authority is responsible for the division', () => {
  it.each([
    ['the same county', '100101', 'fits'],
    ['its prefecture', '100100', 'fits'],
    ['its province', '100000', 'fits'],
    ['the county next door', '100102', 'organisation-above-elsewhere'],
    ['another province', '200000', 'organisation-above-elsewhere'],
  ])('%s', (_words, divisionCode, expected) => {
    expect(refusalOf(school, authority('education', divisionCode))).toBe(expected);
  });

  it('a ministry is responsible everywhere', () => {
    const bureau: Placed = { ...school, kind: 'authority', unitType: null, authority: 'education' };
    expect(refusalOf(bureau, { kind: 'ministry', divisionCode: '200000', authority: null, closedAt: null })).toBe(
      'fits',
    );
  });
});

describe('fields', () => {
  const fitting = authority('education', '100101');
  it.each([
    ['no type', { ...school, unitType: null }, 'unitType'],
    ['an invented type', { ...school, unitType: 'playground' }, 'unitType'],
    ['a type on what is no unit', { ...school, kind: 'registry' as const }, 'unitType'],
    ['an authority on a unit', { ...school, authority: 'health' }, 'authority'],
    ['an authority without its name', { ...school, kind: 'authority' as const, unitType: null }, 'authority'],
    ['an unknown division', { ...school, divisionCode: '999999' }, 'divisionCode'],
    ['a wrong check character', { ...school, creditCode: '91100000MA0000001X' }, 'creditCode'],
  ])('refuses %s', (_words, organisation, path) => {
    expect(refusalOf(organisation, fitting)).toBe(path);
  });

  it('refuses a unit without an authority', () => {
    expect(refusalOf(school, undefined)).toBe('parentId');
  });

  it('refuses one below a closed organisation', () => {
    expect(refusalOf(school, { ...fitting, closedAt: now })).toBe('organisation-closed');
  });

  it('refuses an authority below one of another kind', () => {
    const bureau: Placed = { ...school, kind: 'authority', unitType: null, authority: 'health' };
    expect(refusalOf(bureau, fitting)).toBe('organisation-above-does-not-fit');
  });
});
