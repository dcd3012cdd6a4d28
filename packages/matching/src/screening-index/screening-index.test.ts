import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../decision/index.js';
import { comparePeople, type PersonEvidence, preparePerson } from '../evidence/index.js';
import { expectedCheckCharacter } from '../identity-number/index.js';
import { createIndex } from './create-index.js';
import { numberKey, packNumber, textKey, validNeighbours } from './keys.js';

const checked = (digits: string) => digits + (expectedCheckCharacter(digits) ?? '');
const inventedNumbers = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 1, max: 999 }))
  .map(([area, day, order]) => {
    const date = new Date(Date.UTC(1900, 0, 1) + day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    return checked(`10${String(area).padStart(4, '0')}${date}${String(order).padStart(3, '0')}`);
  });

describe('packed numbers', () => {
  it('two numbers share a key only when they are equal', () => {
    fc.assert(
      fc.property(inventedNumbers, inventedNumbers, (a, b) => {
        expect(packNumber(a)).toBeGreaterThan(0);
        expect(packNumber(a)).toBeLessThan(2 ** 48);
        expect(packNumber(a) === packNumber(b)).toBe(a === b);
      }),
    );
  });

  it('a wrong check character is not packed, and never shares a key with a valid number', () => {
    expect(packNumber('110105194912310021')).toBeUndefined();
    expect(numberKey('110105194912310021')).toBeGreaterThanOrEqual(2 ** 48);
    expect(Number.isSafeInteger(textKey('王'))).toBe(true);
  });

  it('the neighbours of a mistyped number hold the right one', () => {
    fc.assert(
      fc.property(
        inventedNumbers,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (number, place, shift) => {
          const wrong = String((Number(number[place]) + shift) % 10);
          expect(validNeighbours(number.slice(0, place) + wrong + number.slice(place + 1))).toContain(number);
          expect(validNeighbours(number.slice(0, place) + number.slice(place + 1))).toContain(number);
          expect(validNeighbours(`${number.slice(0, place)}5${number.slice(place)}`)).toContain(number);
        },
      ),
    );
  });
});

const number = checked('10010119800512001');
const record: PersonEvidence = {
  id: 'R1',
  name: '欧阳小明',
  formerNames: ['单雄信'],
  documents: [{ docType: 'resident_id', docNumber: number }],
};
const others: PersonEvidence[] = Array.from({ length: 300 }, (_, place) => ({
  id: `X${place}`,
  name: `李${String.fromCodePoint(0x4e00 + place * 7)}`,
  documents: [
    { docNumber: checked(`1002021970${String((place % 12) + 1).padStart(2, '0')}15${String(place).padStart(3, '0')}`) },
  ],
}));
const index = createIndex([...others, record]);

describe('one record among others is found', () => {
  const slipped = `${number.slice(0, 7)}3${number.slice(8)}`;
  it.each<[string, Omit<PersonEvidence, 'id'>, string]>([
    ['by number and name', { name: '歐陽小明', documents: [{ docNumber: number }] }, 'strong'],
    ['by its number alone', { documents: [{ docNumber: number }] }, 'possible'],
    ['by a former name', { name: '單雄信', documents: [{ docNumber: number }] }, 'strong'],
    ['by a mistyped number and the name', { name: '欧阳小明', documents: [{ docNumber: slipped }] }, 'possible'],
    [
      'by a mistyped number and the birth date',
      { name: '赵钱', birthDate: '19800512', documents: [{ docNumber: slipped }] },
      'possible',
    ],
    [
      'by a number short of a digit',
      { name: '欧阳小明', documents: [{ docNumber: number.slice(0, 9) + number.slice(10) }] },
      'possible',
    ],
    ['by pinyin and birth date', { name: 'Xiaoming OUYANG', birthDate: '1980-05-12' }, 'possible'],
    ['by joined pinyin and birth date', { name: 'ouyangxiaoming', birthDate: '1980-05-12' }, 'possible'],
    ['by homophones and birth date', { name: '欧阳晓铭', birthDate: '1980-05-12' }, 'possible'],
    ['by another reading of a former name', { name: 'Dan Xiongxin', birthDate: '1980-05-12' }, 'possible'],
    ['by name and day and month changed over', { name: '欧阳小明', birthDate: '1980-12-05' }, 'possible'],
    ['by name and the next day', { name: '小明欧阳', birthDate: '1980-05-13' }, 'possible'],
    [
      'by a mask and the name',
      { name: '欧阳小明', documents: [{ docNumber: `1001**********${number.slice(14)}` }] },
      'possible',
    ],
    [
      'by a passport, name and birth date',
      { name: '欧阳小明', birthDate: '1980年5月12日', documents: [{ docNumber: 'E12345678' }] },
      'possible',
    ],
  ])('%s', (_what, evidence, band) => {
    const screening = index.screen({ id: 'P', ...evidence });
    expect(screening.band).toBe(band);
    expect(screening.candidates[0]?.id).toBe('R1');
  });

  it('and not by its name alone', () => {
    const screening = index.screen({ id: 'P', name: '欧阳小明' });
    expect(screening.band).toBe('none');
    expect(screening.reasons.at(-1)).toEqual({ field: 'evidence', level: 'insufficient_evidence' });
    expect(screening.candidates[0]).toMatchObject({ id: 'R1', band: 'none' });
  });

  it('and not by a namesake with a number of their own', () => {
    const namesake = checked('10010119800512003');
    const screening = index.screen({ id: 'P', name: '欧阳小明', documents: [{ docNumber: namesake }] });
    expect(screening.band).toBe('none');
  });
});

describe('whoever changed the family name altogether is found by a rare given name and the birth date', () => {
  it.each([
    ['欧阳龘靐', '司马龘靐'],
    ['李龘靐', '王龘靐'],
    ['龘靐李', '王龘靐'],
    ['Ramanujan Iyengar', 'Ramanujan Krishnamurthy'],
  ])('%s, on record as %s', (name, recorded) => {
    const people = [...others, { id: 'R', name: recorded, birthDate: '1980-05-12' }];
    const asked = { id: 'P', name, birthDate: '1980-05-12' };
    const whole = decide(comparePeople(preparePerson(asked), preparePerson(people.at(-1) as PersonEvidence)));
    const { band, candidates } = createIndex(people).screen(asked);
    expect([band, candidates[0]?.id]).toEqual([whole.band, 'R']);
  });

  it('and the comparison lets some of them match at all', () => {
    const found = createIndex([{ id: 'R', name: '司马龘靐', birthDate: '1980-05-12' }]);
    expect(found.screen({ id: 'P', name: '欧阳龘靐', birthDate: '1980-05-12' }).band).toBe('possible');
  });
});

it('a recorded number that fails its check is found by the right one', () => {
  const wrong = `${number.slice(0, 7)}3${number.slice(8)}`;
  const small = createIndex([{ id: 'R', name: '赵钱', birthDate: '19800512', documents: [{ docNumber: wrong }] }]);
  expect(
    small.screen({ id: 'P', name: '孙李', birthDate: '1980-05-12', documents: [{ docNumber: number }] }).band,
  ).toBe('possible');
});

it('a number that fails its check is told even when nobody is found', () => {
  const { candidates, reasons } = createIndex([]).screen({ id: 'P', documents: [{ docNumber: '110105194912310021' }] });
  expect(candidates).toEqual([]);
  expect(reasons).toContainEqual({
    field: 'doc_number',
    level: 'missing',
    problems: [{ code: 'wrong_check_character', severity: 'error' }],
  });
});

describe('a living index', () => {
  it('forgets what is removed and finds what is added', () => {
    const living = createIndex([record]);
    const asked = { id: 'P', name: '欧阳小明', documents: [{ docNumber: number }] };
    expect(living.remove('R1')).toBe(true);
    expect(living.remove('R1')).toBe(false);
    expect(living.screen(asked)).toMatchObject({ band: 'none', candidates: [] });
    expect(living.findByNumber(number)).toEqual([]);
    living.add(record);
    expect(living.screen(asked).band).toBe('strong');
    expect(living.size).toBe(1);
  });

  it('takes rows that share an id for one person', () => {
    const living = createIndex([record, { id: 'R1', documents: [{ docType: 'passport', docNumber: 'E12345678' }] }]);
    expect(living.size).toBe(1);
    expect(living.findByNumber(number)).toEqual(['R1']);
    expect(living.findByNumber('e 1234 5678')).toEqual(['R1']);
    expect(living.screen({ id: 'P', name: '欧阳小明', documents: [{ docNumber: 'E12345678' }] }).band).toBe('strong');
  });
});

describe('hard input', () => {
  const crowd = createIndex(
    Array.from({ length: 10_000 }, (_, place) => ({
      id: `C${place}`,
      name: '张伟',
      birthDate: `19${String(50 + (place % 50)).padStart(2, '0')}-${String((place % 12) + 1).padStart(2, '0')}-01`,
    })),
  );

  it('a name that ten thousand share is compared with a few of them', () => {
    expect(crowd.screen({ id: 'P', name: '张伟', birthDate: '1970-09-01' }).candidates.length).toBeLessThanOrEqual(400);
  });

  it('says the same every time', () => {
    const asked = { id: 'P', name: 'Wei Zhang', birthDate: '1970-09-01' };
    expect(crowd.screen(asked)).toEqual(crowd.screen(asked));
  });

  it('is never thrown at the caller', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant(undefined), inventedNumbers);
    fc.assert(
      fc.property(value, value, value, value, (name, birthDate, docNumber, sex) => {
        const person = {
          id: 'P',
          name,
          formerNames: [name ?? ''],
          birthDate,
          sex,
          documents: [{ docNumber: docNumber ?? '' }],
        };
        const living = createIndex([record, { ...person, id: 'Q' }]);
        expect(['strong', 'possible', 'none']).toContain(living.screen(person).band);
      }),
    );
  });

  it.each([
    {},
    { name: '王' },
    { name: '王'.repeat(60), birthDate: '9999-99-99' },
    { name: '😀😀', sex: '?' },
    { name: '\u202e王小明\u202c', documents: [] },
    { name: 'R2D2 3PO', nationality: 'ZZ' },
    { name: 'a '.repeat(60), birthDate: '1980-01-01' },
  ])('%o is none', (evidence) => {
    expect(index.screen({ id: 'P', ...evidence }).band).toBe('none');
  });
});
