import { InquiryDraft } from '@gatehouse/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, emptyEntry, entryOf, missingIn } from './draft-entry.js';

const entry = {
  ...emptyEntry({ purpose: 'hiring', employmentForm: 'contract' }),
  postClass: 'teacher',
  startDate: '2027-02-20',
  name: ' 欧阳予安 ',
};

describe('a draft form', () => {
  it('is kept only with a name and a start, and says which is missing', () => {
    expect(missingIn(emptyEntry({}))).toEqual(['name', 'startDate']);
    expect(missingIn(entry)).toEqual([]);
  });

  it('sends no empty fields and no document without a number', () => {
    const { person, ...terms } = draftOf(entry);
    expect(person).toEqual({ name: '欧阳予安', formerNames: [], documents: [] });
    expect(Object.keys(terms)).toEqual(['purpose', 'postClass', 'employmentForm', 'startDate', 'urgent']);
  });

  it.each([
    ['欧阳安、曾可', ['欧阳安', '曾可']],
    ['Ann Lee, Anne Lee;', ['Ann Lee', 'Anne Lee']],
    ['  ', []],
  ])('reads the former names %j', (formerNames, names) => {
    expect(draftOf({ ...entry, formerNames }).person.formerNames).toEqual(names);
  });

  it('shows a draft such that it is the same draft again', () => {
    const text = fc.stringMatching(/^[a-z欧阳]{1,9}$/);
    const drafts = fc.record({
      purpose: text,
      postClass: text,
      employmentForm: text,
      startDate: fc.constant('2027-02-20'),
      urgent: fc.boolean(),
      person: fc.record({
        name: text,
        formerNames: fc.array(text, { maxLength: 10 }),
        documents: fc.array(fc.record({ type: fc.constant('passport' as const), number: text }), { maxLength: 8 }),
      }),
    });
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(draftOf(entryOf(InquiryDraft.parse(draft)))).toEqual(draft);
      }),
    );
  });
});
