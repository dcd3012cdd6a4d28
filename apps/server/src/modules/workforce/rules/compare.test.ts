import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckedRow, compareRows, type StandingEmployment } from './compare.js';

const row = (number: string, changes: Partial<CheckedRow['entry']> = {}, rowNumber = 2): CheckedRow => ({
  rowNumber,
  problems: [],
  tokens: [number],
  entry: {
    person: { name: '周己一', formerNames: [], documents: [{ type: 'resident_id', number }] },
    postClass: 'teacher',
    employmentForm: 'contract',
    fromDate: '2026-09-01',
    ...changes,
  },
});

const standing = (number: string, changes: Partial<StandingEmployment['terms']> = {}): StandingEmployment => ({
  id: `employment of ${number}`,
  version: 3,
  tokens: [number],
  person: { name: '周己一', formerNames: [], documents: [{ type: 'resident_id', number }] },
  terms: {
    postClass: 'teacher',
    postTitle: null,
    employmentForm: 'contract',
    supplierCreditCode: null,
    fromDate: '2026-09-01',
    untilDate: null,
    ...changes,
  },
});

const kindsOf = (...given: Parameters<typeof compareRows>) => compareRows(...given).map(({ kind }) => kind);

describe('a row of a staff file', () => {
  it.each<[string, CheckedRow, StandingEmployment[], string, string[]]>([
    ['about nobody on the roster', row('A'), [standing('B')], 'new', []],
    ['that says what stands', row('A'), [standing('A')], 'same', []],
    ['with another form', row('A', { employmentForm: 'dispatch' }), [standing('A')], 'changed', ['employmentForm']],
    ['with a last day', row('A', { untilDate: '2027-06-30' }), [standing('A')], 'changed', ['untilDate']],
    ['in another post class', row('A', { postClass: 'driver' }), [standing('A')], 'new', []],
  ])('%s', (_what, given, there, kind, changes) => {
    expect(compareRows([given], there, [])).toMatchObject([{ kind, changes, problems: [] }]);
  });

  it('takes away nothing that its file has no cell for', () => {
    const known = standing('A');
    const fuller: StandingEmployment = {
      ...known,
      person: {
        name: '周己一',
        formerNames: ['周己'],
        sex: 'female',
        documents: [
          { type: 'passport', number: 'E12345678' },
          { type: 'resident_id', number: 'A' },
        ],
      },
    };
    expect(kindsOf([row('A')], [fuller], [])).toEqual(['same']);
  });

  it('is a problem where the person stands above in the same post class, by whichever document', () => {
    const both = { ...row('A', {}, 3), tokens: ['A', 'P'] };
    const byPassport = { ...row('P', {}, 4), tokens: ['P'] };
    expect(compareRows([row('A'), both, byPassport], [], [])).toMatchObject([
      { kind: 'new' },
      { kind: 'problem', problems: [{ code: 'listed-twice', message: { en: expect.stringContaining('row 2') } }] },
      { kind: 'problem', problems: [{ code: 'listed-twice' }] },
    ]);
    const chunkBefore = [{ rowNumber: 9, postClass: 'teacher', tokens: ['A'], employmentId: null }];
    expect(kindsOf([row('A'), row('A', { postClass: 'coach' })], [], chunkBefore)).toEqual(['problem', 'new']);
  });

  it('names one employment at most once, and every employment it is about, whatever the order', () => {
    const letters = fc.constantFrom('A', 'B', 'C', 'D');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), fc.uniqueArray(letters), (numbers, known) => {
        const there = known.map((number) => standing(number));
        const rows = numbers.map((number, at) => row(number, {}, at + 2));
        const compared = compareRows(rows, there, []);
        const named = compared.flatMap(({ employment }) => (employment === undefined ? [] : [employment.id]));
        expect(new Set(named).size).toBe(named.length);
        const about = known.filter((number) => numbers.includes(number)).map((number) => `employment of ${number}`);
        expect([...named].sort()).toEqual(about.sort());
        const fresh = new Set(numbers.filter((number) => !known.includes(number)));
        expect(compared.filter(({ kind }) => kind === 'new').length).toBe(fresh.size);
        // Compared in two chunks, the second knowing the first, it comes to the same.
        const middle = Math.floor(rows.length / 2);
        const first = compareRows(rows.slice(0, middle), there, []);
        const earlier = rows.slice(0, middle).map(({ rowNumber, entry, tokens }, at) => ({
          rowNumber,
          postClass: entry.postClass,
          tokens,
          employmentId: first[at]?.employment?.id ?? null,
        }));
        expect([...first, ...compareRows(rows.slice(middle), there, earlier)]).toEqual(compared);
      }),
    );
  });
});
