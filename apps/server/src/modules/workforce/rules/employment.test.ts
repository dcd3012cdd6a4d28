import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInCalendar, builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import {
  differencesBetween,
  type EmploymentAction,
  lastDayOfNeverBegun,
  mayNotHaveBegun,
  neverBegan,
  replay,
  type Terms,
} from './employment.js';
import { serves } from './enrolment.js';

const terms: Terms = {
  postClass: 'teacher',
  postTitle: null,
  employmentForm: 'contract',
  supplierCreditCode: null,
  fromDate: '2026-09-01',
  untilDate: null,
};
const person = {
  name: '周己一',
  formerNames: ['周己'],
  documents: [
    { type: 'resident_id', number: '100101197903030016' },
    { type: 'passport', number: 'E12345678' },
  ],
};

describe('the differences between two entries', () => {
  it('are none where only the order of documents differs', () => {
    const turned = { ...person, documents: [...person.documents].reverse() };
    expect(differencesBetween({ terms, person }, { terms, person: turned })).toEqual([]);
  });

  it.each<[string, Parameters<typeof differencesBetween>[1]]>([
    ['untilDate', { terms: { ...terms, untilDate: '2027-06-30' }, person }],
    ['postTitle', { terms: { ...terms, postTitle: '数学' }, person }],
    ['name', { terms, person: { ...person, name: '周己二' } }],
    ['formerNames', { terms, person: { ...person, formerNames: [] } }],
    ['documents', { terms, person: { ...person, documents: person.documents.slice(0, 1) } }],
    ['person', { terms, person: { ...person, sex: 'male' } }],
  ])('name %s, and nothing else', (name, after) => {
    expect(differencesBetween({ terms, person }, after)).toEqual([name]);
  });
});

describe('the actions of an employment', () => {
  it('replay to the last word on each term, whatever was said before', () => {
    const some = fc.record(
      { postTitle: fc.constantFrom(null, '数学', '语文'), employmentForm: fc.constantFrom('contract', 'dispatch') },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(some), (changes) => {
        const actions: EmploymentAction[] = [
          { verb: 'add', terms, personId: 'a' },
          ...changes.map((change): EmploymentAction => ({ verb: 'change', terms: change })),
        ];
        const last = <Name extends keyof Terms>(name: Name) => changes.findLast((one) => name in one) ?? terms;
        const { terms: after, ended, personId } = replay(actions);
        expect(after).toEqual({
          ...terms,
          postTitle: last('postTitle').postTitle,
          employmentForm: last('employmentForm').employmentForm,
        });
        expect([ended, personId]).toEqual([false, 'a']);
        expect(replay([...actions, { verb: 'end', terms: { untilDate: '2027-01-31' } }])).toMatchObject({
          ended: true,
          terms: { untilDate: '2027-01-31' },
        });
      }),
    );
  });
});

describe('somebody who never came', () => {
  const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined) throw new Error('the calendar of the pack is missing');
  const law = { pack, calendar, settings: packDefaults };

  it.each([
    ['long before the first day', '2026-06-01T00:00:00Z', true],
    ['on the last day that the pack gives', '2026-09-16T15:59:59Z', true],
    ['the day after it, in China', '2026-09-16T16:00:00Z', false],
  ])('may be said %s: %s', (_, at, expected) => {
    expect(mayNotHaveBegun(terms, law, new Date(at))).toBe(expected);
  });

  it('is at work on no day, and is nobody else', () => {
    const aDay = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(aDay, aDay, (first, other) => {
        const [fromDate, today] = [first, other].map((one) => one.toISOString().slice(0, 10)) as [string, string];
        const days = { fromDate, untilDate: lastDayOfNeverBegun({ fromDate }) };
        expect([neverBegan(days), serves(days, today)]).toEqual([true, false]);
        expect([neverBegan({ fromDate, untilDate: null }), neverBegan({ fromDate, untilDate: fromDate })]).toEqual([
          false,
          false,
        ]);
      }),
    );
  });

  it('replays as ended on the day before the first', () => {
    const untilDate = lastDayOfNeverBegun(terms);
    const actions: EmploymentAction[] = [
      { verb: 'add', terms, personId: 'a' },
      { verb: 'not-begin', terms: { untilDate } },
    ];
    expect(replay(actions)).toMatchObject({ ended: true, terms: { fromDate: '2026-09-01', untilDate: '2026-08-31' } });
  });
});
