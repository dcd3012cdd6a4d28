import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePeople, type PersonEvidence, preparePerson } from '../evidence/index.js';
import { expectedCheckCharacter } from '../identity-number/index.js';
import { decide } from './decide.js';

const checked = (digits: string) => digits + (expectedCheckCharacter(digits) ?? '');
const own = checked('10010119800512001');
const stranger = checked('10077719800512003');
const oneSlip = `${own.slice(0, 3)}9${own.slice(4)}`;
const twoSlips = `${own.slice(0, 2)}98${own.slice(4)}`;
const oneSlipInTail = `${own.slice(0, 15)}7${own.slice(16)}`;
const twoSlipsInTail = `${own.slice(0, 14)}79${own.slice(16)}`;

type Facts = Omit<PersonEvidence, 'id' | 'documents'> & { number?: string; passport?: string };

function person({ number, passport, ...facts }: Facts): PersonEvidence {
  const documents = [
    ...(number === undefined ? [] : [{ docNumber: number, docType: 'resident_id' as const }]),
    ...(passport === undefined ? [] : [{ docNumber: passport, docType: 'passport' as const }]),
  ];
  return { id: '1', ...facts, documents };
}

function bandOf(asked: Facts, recorded: Facts) {
  const [a, b] = [preparePerson(person(asked)), preparePerson(person(recorded))];
  const { band, reasons } = decide(comparePeople(a, b));
  return `${band}: ${reasons.at(-1)?.level}`;
}

const record: Facts = { name: '王小明', number: own };

describe('strong', () => {
  it.each([
    ['number and name equal', { name: '王小明', number: own }, record],
    ['a 15-digit number', { name: '王小明', number: own.slice(0, 6) + own.slice(8, 17) }, record],
    ['traditional characters', { name: '陳國華', number: own }, { name: '陈国华', number: own }],
    [
      'a former name on record',
      { name: '王小明', number: own },
      { name: '李四', formerNames: ['王小明'], number: own },
    ],
    ['a former name of the person', { name: '李四', formerNames: ['王小明'], number: own }, record],
    ['equal passports', { name: 'John Smith', passport: 'X1234567' }, { name: 'john smith', passport: 'x123 4567' }],
    [
      'a second number that a shared passport links',
      { name: '王小明', number: own, passport: 'E1234567' },
      { name: '王小明', number: stranger, passport: 'E1234567' },
    ],
  ])('%s', (_what, asked, recorded) => {
    expect(bandOf(asked, recorded)).toBe('strong: number_and_name');
  });
});

describe('possible, never strong', () => {
  it.each([
    ['number equal, name differs', { name: '赵钱', number: own }, record, 'number_only'],
    ['number equal, name missing', { number: own }, record, 'number_only'],
    ['number equal, homophone', { name: '王晓明', number: own }, record, 'number_only'],
    ['number equal, pinyin', { name: 'Wang Xiaoming', number: own }, record, 'number_only'],
    [
      'the same passport number of another country',
      { name: 'John Smith', passport: 'X1234567', nationality: 'US' },
      { name: 'John Smith', passport: 'X1234567', nationality: 'GBR' },
      'nationality_of_passport_differs',
    ],
    [
      'the same invalid number',
      { name: '王小明', number: oneSlip },
      { name: '王小明', number: oneSlip },
      'number_only',
    ],
    [
      'two slips in the tail, the name and the birth date',
      { name: '张伟', birthDate: '1980-05-12', number: twoSlipsInTail },
      { name: '张伟', number: own },
      'near_number',
    ],
    ['one slip and the name', { name: '王小明', number: oneSlip }, record, 'near_number'],
    ['two slips and a homophone', { name: '王晓明', number: twoSlips }, record, 'near_number'],
    ['one slip and the birth date', { name: '赵钱', birthDate: '1980-05-12', number: oneSlip }, record, 'near_number'],
    ['no number, name and birth date', { name: '王小明', birthDate: '1980-05-12' }, record, 'name_and_birth_date'],
    [
      'the commonest name',
      { name: '张伟', birthDate: '1980-05-12' },
      { name: '张伟', number: own },
      'name_and_birth_date',
    ],
    [
      'the commonest name, day and month changed over',
      { name: '张伟', birthDate: '1980-12-05' },
      { name: '张伟', number: own },
      'name_and_birth_date',
    ],
    [
      'the name nearly heard, the date a year off',
      { name: '王肖民', birthDate: '1981-05-12' },
      record,
      'name_and_birth_date',
    ],
    [
      'a rare given name and the birth date',
      { name: '李璩珺', birthDate: '1980-05-12' },
      { name: '赵璩珺', number: own },
      'kinds_together',
    ],
    ['a former name in a note', { name: '赵钱(曾用名王小明)', birthDate: '1980-05-12' }, record, 'name_and_birth_date'],
    [
      'a passport instead',
      { name: 'Wang Xiaoming', birthDate: '19800512', passport: 'E1' },
      record,
      'name_and_birth_date',
    ],
    [
      'a masked number',
      { name: '王小明', birthDate: '19800512', number: '10****************' },
      record,
      'name_and_birth_date',
    ],
    ['a slip of the date', { name: '王小明', birthDate: '1980-12-05' }, record, 'name_and_birth_date'],
    [
      'most of the number shown',
      { name: '王小明', number: `1001**********${own.slice(14)}` },
      record,
      'name_and_masked_number',
    ],
  ])('%s', (_what, asked, recorded, reason) => {
    expect(bandOf(asked, recorded)).toBe(`possible: ${reason}`);
    expect(bandOf(recorded, asked)).toBe(`possible: ${reason}`);
  });
});

describe('none', () => {
  it.each([
    ['name alone', { name: '王小明' }, record, 'insufficient_evidence'],
    ['a rare name alone', { name: '亓官璩璟' }, { name: '亓官璩璟', number: own }, 'insufficient_evidence'],
    ['birth date alone', { birthDate: '1980-05-12' }, record, 'insufficient_evidence'],
    ['birth date and another name', { name: '李建国', birthDate: '1980-05-12' }, record, 'insufficient_evidence'],
    ['the family name and birth date', { name: '王建国', birthDate: '1980-05-12' }, record, 'insufficient_evidence'],
    [
      'twins, one without a number',
      { name: '王小亮', birthDate: '1980-05-12', sex: 'male' },
      record,
      'chance_explains_it',
    ],
    [
      'twins of a rare family name',
      { name: '娄桂兰', birthDate: '1980-05-12', sex: 'male' },
      { name: '娄桂红', number: own },
      'chance_explains_it',
    ],
    [
      'twins of a compound family name',
      { name: '上官云敏', birthDate: '1980-05-12', sex: 'male' },
      { name: '上官云桐', number: own },
      'chance_explains_it',
    ],
    [
      'a character left out where the family name but sounds alike',
      { name: '万成', birthDate: '1980-12-05' },
      { name: '黄成胜', number: own },
      'chance_explains_it',
    ],
    [
      'slips in the tail and a birthday',
      { birthDate: '1980-05-12', number: oneSlipInTail },
      record,
      'insufficient_evidence',
    ],
    ['two valid numbers, all else equal', { name: '王小明', number: stranger }, record, 'contradiction'],
    [
      'two slips that any neighbour has',
      { birthDate: '1980-05-12', number: twoSlipsInTail },
      record,
      'insufficient_evidence',
    ],
    ['a mask that differs', { name: '王小明', number: '44**************99' }, record, 'insufficient_evidence'],
    [
      'a common name and a wrong digit of the date',
      { name: '张伟', birthDate: '1980-05-17' },
      { name: '张伟', number: own },
      'chance_explains_it',
    ],
    ['nothing', {}, record, 'insufficient_evidence'],
  ])('%s', (_what, asked, recorded, reason) => {
    expect(bandOf(asked, recorded)).toBe(`none: ${reason}`);
    expect(bandOf(recorded, asked)).toBe(`none: ${reason}`);
  });
});

it('more agreement never scores less', () => {
  const scoreOf = (asked: Facts) => {
    const [a, b] = [preparePerson(person(asked)), preparePerson(person(record))];
    return decide(comparePeople(a, b)).score;
  };
  const scores = [
    { name: '赵钱' },
    { name: '王小明' },
    { name: '王晓明', birthDate: '1980-05-12' },
    { name: '王小明', birthDate: '1980-05-12' },
    { name: '王小明', number: own },
  ].map(scoreOf);
  expect(scores).toEqual([...scores].sort((a, b) => a - b));
  expect(Math.max(...scores)).toBeLessThanOrEqual(1);
});

describe('whoever is compared', () => {
  const facts: fc.Arbitrary<Facts> = fc.record(
    {
      name: fc.constantFrom('王小明', '王晓明', '张伟', 'Wang Xiaoming', '李建国', 'Anna Smith', ''),
      birthDate: fc.constantFrom('1980-05-12', '1980-12-05', '1981-05-12', '1980', 'none'),
      number: fc.constantFrom(own, oneSlip, twoSlips, stranger, `1001**********${own.slice(14)}`),
      sex: fc.constantFrom('male', 'female', '?'),
      passport: fc.constantFrom('E1234567', 'E7654321'),
    },
    { requiredKeys: [] },
  );

  it('both sides tell the same band', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        expect(bandOf(a, b)).toBe(bandOf(b, a));
      }),
    );
  });

  it('a birth date, a sex or a number that agrees never lowers the score', () => {
    fc.assert(
      fc.property(
        facts,
        facts,
        fc.constantFrom<Facts>({ birthDate: '1980-05-12' }, { sex: 'male' }),
        (a, b, shared) => {
          const [less, more] = [without(shared), (side: Facts) => ({ ...side, ...shared })];
          expect(scoreOf(more(a), more(b))).toBeGreaterThanOrEqual(scoreOf(less(a), less(b)));
          function without(keys: Facts) {
            return (side: Facts): Facts => Object.fromEntries(Object.entries(side).filter(([key]) => !(key in keys)));
          }
        },
      ),
    );
  });

  function scoreOf(asked: Facts, recorded: Facts): number {
    const [a, b] = [preparePerson(person(asked)), preparePerson(person(recorded))];
    return decide(comparePeople(a, b)).score;
  }
});
