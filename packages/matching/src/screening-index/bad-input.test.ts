import { describe, expect, it } from 'vitest';
import { inventPeople, seeded } from '../../../../bench/src/population/index.js';
import { openWorkCounter } from './count-work.js';
import { createIndex } from './create-index.js';

const masked = '100101********001X';

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

  it('are compared as one name and 400 people, whoever asks', () => {
    const count = openWorkCounter(index.asItLies());
    const work = count({ id: 'P', name, birthDate: '1970-09-01' });
    expect(work).toMatchObject({ names: 1, people: 400 });
    expect(work.marks).toBeLessThanOrEqual(2_000_000);
    expect(count({ id: 'P', name, birthDate: '1970-09-01', documents: [{ docNumber: masked }] }).people).toBe(400);
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

describe('what no form should hold, asked about among ordinary people', () => {
  const ordinary = inventPeople(seeded(31), 5_000, 'R');
  const index = createIndex(ordinary);
  const count = openWorkCounter(index.asItLies());
  /** What the costliest of plain questions compares: a first of January, and every tenth of the people without a number. */
  const plain = ordinary
    .filter((_, place) => place % 10 === 0)
    .map((person, place) => ({ ...person, documents: [], ...(place === 0 ? { birthDate: '1980-01-01' } : {}) }));
  const most = Math.max(...plain.map((person) => count(person).names));

  it.each([
    ['nothing at all', {}],
    ['an empty name', { name: '' }],
    ['an empty name and a date', { name: '', birthDate: '1980-05-12' }],
    ['blanks and marks of direction alone', { name: ' \u200f\u202e \u2069', birthDate: '1980-05-12' }],
    ['one character', { name: '王', birthDate: '1980-05-12' }],
    ['one letter', { name: 'X', birthDate: '1980-05-12' }],
    ['sixty characters', { name: '王小明'.repeat(20), birthDate: '1980-05-12' }],
    [
      'sixty different characters',
      { name: String.fromCodePoint(...Array.from({ length: 60 }, (_, at) => 0x4e00 + at * 7)) },
    ],
    ['three hundred letters', { name: 'Anna '.repeat(60), birthDate: '1980-05-12' }],
    ['ten thousand characters', { name: '王'.repeat(10_000), birthDate: '1980-05-12' }],
    ['emoji', { name: '😀👩‍👧‍👦', birthDate: '1980-05-12' }],
    ['a name between marks of direction', { name: '\u202e王小明\u202c', birthDate: '1980-05-12' }],
    ['digits', { name: '12345', birthDate: '1980-05-12' }],
    ['digits in a name', { name: '王3小明', birthDate: '1980-05-12' }],
    ['a date that no calendar has', { name: '王小明', birthDate: '1980-02-31' }],
    ['a date of zeros', { name: '王小明', birthDate: '0000-00-00' }],
    ['a year alone', { name: '王小明', birthDate: '1980' }],
    ['half a surrogate', { name: '王\ud83d', birthDate: '1980-05-12' }],
    ['a number of a thousand digits', { name: '王小明', documents: [{ docNumber: '1'.repeat(1000) }] }],
    ['a number of asterisks', { name: '王小明', documents: [{ docNumber: '*'.repeat(18) }] }],
  ] as const)('%s compares no more than people do, and says why where there is nobody', (_what, evidence) => {
    const asked = { id: 'P', ...evidence };
    const work = count(asked);
    expect(work.names).toBeLessThanOrEqual(Math.max(most, 60));
    expect(work.people).toBeLessThanOrEqual(400);
    expect(work.marks).toBeLessThanOrEqual(index.size);
    const { band, candidates, reasons } = index.screen(asked);
    if (band === 'none') expect([...reasons, ...(candidates[0]?.reasons ?? [])].length).toBeGreaterThan(0);
  });
});

it('a record that ten thousand people agree with is told as many from either side, and compared with 400', () => {
  const people = Array.from({ length: 10_000 }, (_, place) => ({
    id: `P${String(place)}`,
    name: '欧阳小明',
    birthDate: '1980-05-12',
  }));
  const index = createIndex(people);
  const record = { id: 'R', name: 'Ouyang Xiaoming', birthDate: '1980-05-12' };
  expect(openWorkCounter(index.asItLies())(record)).toMatchObject({ names: 1, people: 400 });
  const { band, limited, candidates } = index.screen(record);
  expect([band, limited, candidates.length]).toEqual(['possible', true, 400]);
});
