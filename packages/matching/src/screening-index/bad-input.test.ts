import { describe, expect, it } from 'vitest';
import { createIndex } from './create-index.js';

describe('a million people with one name and birth date', () => {
  const name = '张伟';
  const index = createIndex([], 1_000_000);
  for (let place = 0; place < 1_000_000; place += 1) index.add({ id: `C${place}`, name, birthDate: '1970-09-01' });

  it('take no more memory than others do', () => {
    expect(index.toBytes(() => new Uint8Array(32)).length / index.size).toBeLessThan(60);
  });

  it('are told as too many, never as nobody', () => {
    const { band, candidates, limited, reasons } = index.screen({
      id: 'P',
      name,
      birthDate: '1970-09-01',
      sex: 'male',
    });
    expect({ band, limited }).toEqual({ band: 'possible', limited: true });
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.length).toBeLessThanOrEqual(400);
    expect(reasons.at(-1)).toEqual({ field: 'evidence', level: 'too_many_candidates' });
  });

  it('hide nobody else', () => {
    index.add({ id: 'other', name: '欧阳小明', birthDate: '1970-09-01' });
    expect(index.screen({ id: 'P', name: 'Ouyang Xiaoming', birthDate: '1970-09-01' })).toMatchObject({
      band: 'possible',
      limited: false,
      candidates: [{ id: 'other' }],
    });
    expect(index.screen({ id: 'P', name: '司马相如', birthDate: '1970-09-01' })).toMatchObject({
      band: 'none',
      limited: false,
    });
  });

  it('by the name alone are nobody in particular', () => {
    expect(index.screen({ id: 'P', name })).toMatchObject({ band: 'none', limited: false });
  });
});

it('a crowd whose documents all contradict is still shown to people: not everybody was compared', () => {
  const passport = (place: number) => [{ docType: 'passport' as const, docNumber: `E${10_000_000 + place}` }];
  const index = createIndex(
    Array.from({ length: 1_000 }, (_, place) => ({
      id: `K${place}`,
      name: '张伟',
      birthDate: '1970-09-01',
      documents: passport(place),
    })),
  );
  const { band, limited, candidates } = index.screen({
    id: 'P',
    name: '张伟',
    birthDate: '1970-09-01',
    documents: passport(5_000),
  });
  expect({ band, limited }).toEqual({ band: 'possible', limited: true });
  expect(candidates[0]?.reasons.at(-1)).toEqual({ field: 'evidence', level: 'too_many_candidates' });
});

describe('ten thousand people under one number', () => {
  const valid = '100101198005120012';
  const failing = '100101198005120013';
  const index = createIndex(
    Array.from({ length: 20_000 }, (_, place) => ({
      id: `N${place}`,
      name: `李${String.fromCodePoint(0x4e00 + (place % 900))}`,
      documents: [{ docNumber: place % 2 === 0 ? valid : failing }],
    })),
  );

  it.each([valid, failing])('are told as too many: %s', (docNumber) => {
    const { band, candidates, limited } = index.screen({ id: 'P', name: '王小明', documents: [{ docNumber }] });
    expect({ band, limited }).toEqual({ band: 'possible', limited: true });
    expect(candidates.length).toBeLessThanOrEqual(400);
  });

  it('are all found by the number itself', () => {
    expect(index.findByNumber(valid)).toHaveLength(10_000);
    expect(index.findByNumber(valid).slice(0, 2)).toEqual(['N0', 'N2']);
  });

  it('are gone when they are taken out, and room is made anew', () => {
    for (let place = 0; place < 20_000; place += 1) if (place % 5 !== 0) index.remove(`N${place}`);
    expect(index.size).toBe(4_000);
    expect(index.findByNumber(valid)).toHaveLength(2_000);
    const [{ counts } = { counts: {} as Record<string, number> }] = index.share();
    expect(counts['rows']).toBeLessThan(14_000);
  });
});

it.each([
  ['a date that no calendar has', { name: '欧阳小明', birthDate: '1980-13-40' }],
  ['a date of zeros', { name: '欧阳小明', birthDate: '0000-00-00' }],
  ['an eight-digit date that reads as a year', { name: '欧阳小明', birthDate: '00001980' }],
  ['one character', { name: '王', birthDate: '1980-05-12' }],
  ['sixty characters', { name: '王'.repeat(60), birthDate: '1980-05-12' }],
  ['three hundred letters', { name: 'Anna '.repeat(60), birthDate: '1980-05-12' }],
  ['emoji alone', { name: '😀😀', documents: [{ docNumber: '100101198005120012' }] }],
  ['direction marks', { name: '\u202e王小明\u202c', birthDate: '1980-05-12' }],
  ['digits in the name', { name: 'R2D2 3PO', birthDate: '1980-05-12' }],
  ['a note beside the name', { name: '王小明(曾用名王大明)', documents: [{ docNumber: '100101198005120012' }] }],
  ['a number with fifteen digits', { name: '王小明', documents: [{ docNumber: '100101800512001' }] }],
  ['a day that the number invents', { name: '王小明', documents: [{ docNumber: '100101198002300010' }] }],
  ['a passport that looks like a number', { documents: [{ docType: 'passport', docNumber: '100101198005120012' }] }],
  ['nothing at all', {}],
] as const)('what is kept of %s reads as it was', (_what, evidence) => {
  const person = { id: 'P', ...evidence };
  const index = createIndex([person]);
  const found = index.find('P');
  expect(found?.id).toBe('P');
  const again = createIndex(found ? [found] : []);
  expect(again.screen(person)).toEqual(index.screen(person));
  expect(createIndex([{ ...person }]).screen(found ?? person).candidates).toEqual(index.screen(person).candidates);
});
