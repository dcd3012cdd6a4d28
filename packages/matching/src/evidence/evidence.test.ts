import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedCheckCharacter, parseDocumentNumber } from '../identity-number/index.js';
import { birthDateNeighbours, compareBirthDates, readBirthDate } from './birth-date.js';
import { compareDocuments, documentsContradict } from './document.js';
import { mergeEvidence } from './person-evidence.js';
import { preparePerson } from './prepare-person.js';
import { comparePeople } from './compare-people.js';
import { describeReason, reasonsOf } from './reason.js';
import texts from './reasons.json' with { type: 'json' };

const checked = (digits: string) => digits + (expectedCheckCharacter(digits) ?? '');

describe('reading a birth date', () => {
  it.each([
    ['1990-05-06', '19900506'],
    ['19900506', '19900506'],
    ['1990年5月6日', '19900506'],
    ['１９９０/５/６', '19900506'],
    ['1990.05.06', '19900506'],
    ['1990-05-06T00:00:00', '19900506'],
    ['1990-05-06 00:00:00', '19900506'],
    ['一九九〇年5月6日', '19900506'],
    ['1990-O5-06', '19900506'],
    ['06.05.1990', '19900506'],
    ['90-05-06', '19900506'],
    ['05-05-06', '20050506'],
    ['1990-13-40', '19901340'],
    ['1990', '1990'],
    ['1990年', '1990'],
    ['1990-05', '1990'],
    ['unknown', ''],
    ['', ''],
    [undefined, ''],
  ])('%s is %s', (raw, date) => {
    expect(readBirthDate(raw)).toBe(date);
  });
});

describe('comparing birth dates', () => {
  it.each([
    ['19900506', '19900506', 'equal'],
    ['19900506', '19900605', 'day_month_swapped'],
    ['19901305', '19900513', 'day_month_swapped'],
    ['19900531', '19900601', 'off_by_one_day'],
    ['19900228', '19900301', 'off_by_one_day'],
    ['19900512', '19900521', 'digits_transposed'],
    ['19890512', '19980512', 'digits_transposed'],
    ['19900512', '19900552', 'one_digit'],
    ['19900506', '19910506', 'year_off'],
    ['19900506', '20000506', 'year_off'],
    ['19050506', '20050506', 'century_off'],
    ['19800216', '19800101', 'year_only'],
    ['19800217', '19800102', 'lunar_date'],
    ['19860121', '19851212', 'lunar_date'],
    ['19900101', '19900706', 'year_only'],
    ['1990', '19900506', 'year_only'],
    ['1991', '19900506', 'different'],
    ['19900506', '19710914', 'different'],
    ['', '19900506', 'missing'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(compareBirthDates(a, b)).toBe(level);
    expect(compareBirthDates(b, a)).toBe(level);
  });

  it('every neighbour of a date compares as a slip of it', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1901-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }), (day) => {
        const date = day.toISOString().slice(0, 10).replaceAll('-', '');
        for (const near of birthDateNeighbours(date)) {
          expect(['different', 'missing']).not.toContain(compareBirthDates(date, near));
        }
      }),
    );
  });
});

describe('comparing documents', () => {
  const own = checked('10010119800101001');
  const other = checked('10010119800101003');
  const passport = { type: 'passport', number: 'E12345678' } as const;
  const read = (...numbers: (string | { type: 'passport' | 'foreign_pr' | 'other'; number: string })[]) =>
    numbers.map((value) =>
      typeof value === 'string'
        ? parseDocumentNumber('resident_id', value)
        : parseDocumentNumber(value.type, value.number),
    );

  it.each([
    ['the same number', read(own), read(own), 'equal'],
    ['15 digits and 18', read(own.slice(0, 6) + own.slice(8, 17)), read(own), 'equal'],
    ['two valid numbers', read(own), read(other), 'contradiction'],
    ['two valid numbers, one shared passport', read(own, passport), read(other, passport), 'equal'],
    ['a second number of the same record', read(own), read(other, own), 'equal'],
    ['a wrong digit', read(`${own.slice(0, 3)}9${own.slice(4)}`), read(own), 'near_one_slip'],
    [
      'two neighbours changed over',
      read(`${own.slice(0, 5)}9${own.slice(5, 6)}${own.slice(7)}`),
      read(own),
      'near_one_slip',
    ],
    ['two wrong digits', read(`${own.slice(0, 2)}98${own.slice(4)}`), read(own), 'near_two_slips'],
    ['an invalid number far away', read('100999197012319998'), read(own), 'invalid_differs'],
    ['the same invalid number', read('100101198001010001'), read('100101198001010001'), 'equal_unverified'],
    ['a mask that fits', read(`1001**********${own.slice(14)}`), read(own), 'masked_agrees'],
    ['a mask that does not', read('44****************'), read(own), 'masked_differs'],
    ['scientific notation', read('1.00101E+17'), read(own), 'not_comparable'],
    ['another kind of document', read(passport), read(own), 'not_comparable'],
    [
      'old and new residence card of a foreigner',
      read({ type: 'foreign_pr', number: 'USA123456789012' }),
      read({ type: 'foreign_pr', number: checked('91184019800101001') }),
      'not_comparable',
    ],
    [
      'two documents of no known type',
      read({ type: 'other', number: '军1' }),
      read({ type: 'other', number: '学2' }),
      'not_comparable',
    ],
    ['nothing', read(), read(own), 'missing'],
  ])('%s', (_what, a, b, level) => {
    expect(compareDocuments(a, b).level).toBe(level);
    expect(compareDocuments(b, a).level).toBe(level);
    expect(documentsContradict(a, b)).toBe(level === 'contradiction');
  });
});

it('birth date and sex are read from a valid number when they are not stated', () => {
  const person = preparePerson({ id: '1', documents: [{ docNumber: checked('10010119800229001') }] });
  expect(person).toMatchObject({ birthDates: ['19800229'], birthDateStated: false, sex: 'male' });
});

it('a name that many bear is told to be common, a rare one is not', () => {
  const reasonOf = (name: string) => {
    const person = preparePerson({ id: '1', name });
    return reasonsOf(comparePeople(person, person)).find(({ field }) => field === 'name');
  };
  expect(reasonOf('张伟')).toEqual({ field: 'name', level: 'equal', common: true });
  expect(reasonOf('欧阳璩珺')).toEqual({ field: 'name', level: 'equal' });
});

it('rows of one person add up', () => {
  const merged = mergeEvidence(
    { id: '1', name: '王小明', documents: [{ docNumber: 'A' }] },
    { id: '1', name: '王晓明', birthDate: '1980', documents: [{ docNumber: 'B' }] },
  );
  expect(merged).toMatchObject({ name: '王小明', formerNames: ['王晓明'], birthDate: '1980' });
  expect(merged.documents).toHaveLength(2);
});

it('every reason can be told in both languages, without a value of the person', () => {
  for (const [field, levels] of Object.entries(texts)) {
    if (field === 'formerName' || field === 'commonName') continue;
    for (const text of Object.values(levels))
      expect(text).toMatchObject({ en: expect.any(String), zh: expect.any(String) });
  }
  expect(describeReason({ field: 'name', level: 'homophone', former: true }, 'zh')).toBe('姓名同音不同字（曾用名）');
  expect(describeReason({ field: 'name', level: 'equal', common: true }, 'en')).toContain('many people');
  expect(
    describeReason(
      {
        field: 'doc_number',
        level: 'near_one_slip',
        problems: [{ code: 'wrong_length', severity: 'error', actualLength: 17 }],
      },
      'en',
    ),
  ).toContain('17 characters');
});
