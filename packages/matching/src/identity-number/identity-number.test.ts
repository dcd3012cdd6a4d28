import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  convertLegacyNumber,
  type DocumentType,
  describeProblem,
  documentTypes,
  expectedCheckCharacter,
  guessDocumentType,
  isInventedNumber,
  isUnifiedSocialCreditCode,
  maskDocumentNumber,
  parseDocumentNumber,
  slipDistance,
} from './index.js';
import problems from './problems.json' with { type: 'json' };

const today = '2026-11-23';
const read = (type: DocumentType | undefined, raw: unknown) => parseDocumentNumber(type, raw, { today });
const codes = (type: DocumentType | undefined, raw: unknown) => read(type, raw).problems.map(({ code }) => code);

const birthDates = fc.date({ min: new Date('1900-01-01'), max: new Date('1999-12-31'), noInvalidDate: true });
const digitsOf = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '');
const inventedDigits = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), birthDates, fc.integer({ min: 0, max: 995 }))
  .map(([area, date, order]) => `10${String(area).padStart(4, '0')}${digitsOf(date)}${String(order).padStart(3, '0')}`);
const inventedNumbers = inventedDigits.map((digits) => digits + (expectedCheckCharacter(digits) ?? ''));

describe('published vectors', () => {
  it.each([
    ['resident_id', '11010519491231002X', '1949-12-31', 'female'],
    ['resident_id', '440524188001010014', '1880-01-01', 'male'],
    ['hmt_residence', '810000199001010019', '1990-01-01', 'male'],
    ['hmt_residence', '820000198512310029', '1985-12-31', 'female'],
    ['hmt_residence', '830000200002290031', '2000-02-29', 'male'],
  ] as const)('%s %s is valid', (type, number, birthDate, sex) => {
    expect(read(type, number)).toEqual({ status: 'valid', type, number, birthDate, sex, problems: [] });
    expect(guessDocumentType(number)).toBe(type);
  });

  it.each([
    ['91350100M000100Y43', true],
    ['91350100M000100Y44', false],
    ['9135 0100 m000100y43', true],
    ['91350100I000100Y43', false],
    ['', false],
  ])('unified social-credit code %s: %s', (code, expected) => {
    expect(isUnifiedSocialCreditCode(code)).toBe(expected);
  });
});

describe('normalisation', () => {
  it.each([
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['lower-case x', '11010519491231002x'],
    ['zero-width and direction marks', '110105\u200b19491231\u200f002X\ufeff'],
    ['spaces and hyphens', ' 110105-19491231 002X '],
    ['a leading apostrophe', "'11010519491231002X"],
    ['a Cyrillic Х', '11010519491231002Х'],
    ['a multiplication sign', '11010519491231002×'],
  ])('%s', (_what, raw) => {
    expect(read('resident_id', raw)).toMatchObject({ status: 'valid', number: '11010519491231002X' });
  });
});

describe('the 15-digit number', () => {
  it.each([
    ['110105491231002', '11010519491231002X', '1949-12-31'],
    ['440524800101996', '440524188001019962', '1880-01-01'],
    ['100101990101999', '100101189901019992', '1899-01-01'],
  ])('%s becomes %s', (legacy, number, birthDate) => {
    const expected = number.slice(0, 17) + expectedCheckCharacter(number);
    expect(read('resident_id', legacy)).toMatchObject({ status: 'valid', number: expected, birthDate });
    expect(codes('resident_id', legacy)).toContain('converted_from_15_digits');
    expect(guessDocumentType(legacy)).toBe('resident_id');
  });

  it('keeps the birth date of anybody born in the twentieth century', () => {
    fc.assert(
      fc.property(inventedNumbers, (number) => {
        const legacy = number.slice(0, 6) + number.slice(8, 17);
        expect(convertLegacyNumber(legacy)).toBe(number);
        expect(read('resident_id', legacy).birthDate).toBe(read('resident_id', number).birthDate);
      }),
    );
  });
});

describe('what makes a number invalid', () => {
  it.each([
    ['wrong check character', '110105194912310021', ['wrong_check_character']],
    ['30 February', `10010119800230001${expectedCheckCharacter('10010119800230001')}`, ['impossible_birth_date']],
    [
      '29 February of 1900',
      `10010119000229001${expectedCheckCharacter('10010119000229001')}`,
      ['impossible_birth_date'],
    ],
    ['tomorrow', `10010120261124001${expectedCheckCharacter('10010120261124001')}`, ['birth_date_in_future']],
    ['seventeen digits', '11010519491231002', ['wrong_length']],
    ['a letter', '1101051949I231002X', ['wrong_character']],
    ['rounded to fifteen places', '110105194912310000', ['rounded_by_spreadsheet']],
  ])('%s', (_what, number, expected) => {
    expect(read('resident_id', number).status).toBe('invalid');
    expect(codes('resident_id', number)).toEqual(expected);
  });

  it('29 February of a leap year is a day', () => {
    expect(read('hmt_residence', '830000200002290031').birthDate).toBe('2000-02-29');
  });

  it('an abolished or unknown province is a warning only', () => {
    const digits = '78765419800101001';
    const valid = digits + expectedCheckCharacter(digits);
    expect(read('resident_id', valid).status).toBe('valid');
    expect(codes('resident_id', valid)).toEqual(['unknown_region']);
  });

  it.each(['1.10105E+17', '1.10105194912310E+17', '1.1E17', 1.1e21])('scientific notation %s is unreadable', (raw) => {
    expect(read(undefined, raw)).toMatchObject({ status: 'unreadable', type: 'resident_id', number: '' });
    expect(codes(undefined, raw)).toEqual(['mangled_by_spreadsheet']);
  });

  it.each(['', '   ', '\u200b', null, undefined, {}, Number.NaN])('%o is missing', (raw) => {
    expect(read('resident_id', raw)).toMatchObject({ status: 'missing', number: '' });
  });
});

describe('masked numbers', () => {
  it.each([
    ['44****************', '44****************'],
    ['４４＊＊＊＊＊＊＊＊＊＊＊＊＊＊１４', '44**************14'],
    ['4405xxxxxxxxxx0014', '4405**********0014'],
    ['440524●●●●●●●●0014', '440524********0014'],
  ])('%s is read as %s', (raw, number) => {
    expect(read(undefined, raw)).toMatchObject({ status: 'masked', type: 'resident_id', number });
  });

  it('shows two characters and nothing more', () => {
    fc.assert(
      fc.property(inventedNumbers, fc.string(), (number, text) => {
        expect(maskDocumentNumber(number)).toBe(`10${'*'.repeat(16)}`);
        const characters = [...text];
        const shown = [...maskDocumentNumber(text)].filter(
          (character, place) => character !== '*' && place < characters.length,
        );
        expect(shown.length).toBeLessThanOrEqual(2);
      }),
    );
    expect(maskDocumentNumber('44')).toBe('**');
  });
});

describe('documents without a check character', () => {
  it.each([
    ['hm_permit', 'h12345678', 'H12345678', []],
    ['hm_permit', 'M1234567801', 'M12345678', ['issue_digits_dropped']],
    ['hm_permit', 'H1234', 'H1234', ['unusual_form']],
    ['tw_permit', '12345678', '12345678', []],
    ['tw_permit', '1234567801(B)', '12345678', ['issue_digits_dropped']],
    ['passport', 'e 1234 5678', 'E12345678', []],
    ['passport', 'AB-123', 'AB123', ['unusual_form']],
    ['foreign_pr', 'usa123456789012', 'USA123456789012', []],
    ['other', '粤军字第123号', '粤军字第123号', []],
  ] as const)('%s %s', (type, raw, number, expected) => {
    expect(read(type, raw)).toMatchObject({ status: 'valid', type, number });
    expect(codes(type, raw)).toEqual(expected);
  });

  it('a foreign permanent residence number of 2023 carries the check of GB 11643', () => {
    const digits = '91184019800101001';
    expect(read('foreign_pr', digits + expectedCheckCharacter(digits))).toMatchObject({
      status: 'valid',
      birthDate: '1980-01-01',
    });
  });

  it.each(['resident_id', 'passport', 'hm_permit'] as const)(
    'a residence permit declared as %s is told',
    (declared) => {
      expect(read(declared, '810000199001010019').type).toBe('hmt_residence');
      expect(codes(declared, '810000199001010019')).toContain('other_type');
    },
  );
});

describe('guessing the type', () => {
  it.each([
    ['H12345678', 'hm_permit'],
    ['M1234567801', 'hm_permit'],
    ['12345678', 'tw_permit'],
    ['E12345678', 'passport'],
    ['USA123456789012', 'foreign_pr'],
    ['1101051949123100', 'resident_id'],
    ['军', 'other'],
  ])('%s looks like %s', (raw, type) => {
    expect(guessDocumentType(raw)).toBe(type);
  });
});

describe('the check character', () => {
  const validNumber = (number: string) => read('resident_id', number).status === 'valid';

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(
        inventedNumbers,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (number, place, shift) => {
          const wrong = String((Number(number[place]) + shift) % 10);
          expect(validNumber(number.slice(0, place) + wrong + number.slice(place + 1))).toBe(false);
        },
      ),
    );
  });

  it('notices every swap of two different neighbours', () => {
    fc.assert(
      fc.property(inventedNumbers, fc.integer({ min: 0, max: 15 }), (number, place) => {
        fc.pre(number[place] !== number[place + 1]);
        const swapped = `${number.slice(0, place)}${number[place + 1]}${number[place]}${number.slice(place + 2)}`;
        expect(validNumber(swapped)).toBe(false);
        expect(slipDistance(number, swapped, 2)).toBe(1);
      }),
    );
  });
});

describe('hostile input', () => {
  it('is never thrown at the caller', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...documentTypes), (raw, type) => {
        expect(documentTypes).toContain(parseDocumentNumber(type, raw).type);
      }),
    );
  });

  it('never comes back in a message', () => {
    fc.assert(
      fc.property(inventedNumbers, (number) => {
        for (const problem of read('resident_id', `${number.slice(0, 17)}Z`).problems) {
          expect(describeProblem(problem, 'en')).not.toContain(number.slice(0, 6));
          expect(describeProblem(problem, 'zh')).not.toContain(number.slice(0, 6));
        }
      }),
    );
  });

  it('every problem can be told in both languages', () => {
    for (const text of Object.values(problems)) {
      expect(text.en).toMatch(/\.$/);
      expect(text.zh).toMatch(/。$/);
    }
  });
});

describe('slips', () => {
  it.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abd', 1],
    ['abc', 'ab', 1],
    ['abcd', 'badc', 2],
    ['abcd', 'wxyz', 3],
    ['', 'abcd', 3],
  ])('%s to %s takes %i', (a, b, slips) => {
    expect(slipDistance(a, b, 2)).toBe(slips);
    expect(slipDistance(b, a, 2)).toBe(slips);
  });
});

it('an invented number is known by its province', () => {
  expect(isInventedNumber('100101198001010015')).toBe(true);
  expect(isInventedNumber('11010519491231002X')).toBe(false);
  expect(isInventedNumber('10')).toBe(false);
});
