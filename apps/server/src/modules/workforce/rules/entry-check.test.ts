import { builtInPacks, loadPack } from '@gatehouse/law';
import { expect, it } from 'vitest';
import { checkEntry, type EntryFields } from './entry-check.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const sound: EntryFields = {
  person: { name: '周己一', formerNames: [], documents: [{ type: 'resident_id', number: '1' }] },
  postClass: 'catering',
  employmentForm: 'outsourced',
  fromDate: '2026-09-01',
};
const nobody = { problems: [], notes: [], documents: [] };

it.each<[string, Partial<EntryFields>, string[]]>([
  ['sound', {}, []],
  ['sound until a day to come', { untilDate: '2026-11-23' }, []],
  ['of no post class', { postClass: '厨师' }, ['post-class-unknown']],
  ['of no form', { employmentForm: '' }, ['employment-form-unknown']],
  ['with a supplier whose code does not check', { supplierCreditCode: '911100000000000000' }, ['credit-code-wrong']],
  ['without a first day', { fromDate: '' }, ['from-missing']],
  ['from a day that is none', { fromDate: '2026-02-30' }, ['from-impossible']],
  ['until a day that is none', { untilDate: '2027-02-30' }, ['until-impossible']],
  ['until before it began', { untilDate: '2026-08-31' }, ['until-before-from']],
  ['until a day that has passed', { untilDate: '2026-11-22' }, ['until-past']],
])('an entry %s', (_what, changes, codes) => {
  const { problems } = checkEntry({ ...sound, ...changes }, nobody, pack, '2026-11-23');
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

it('keeps what was found about the person', () => {
  const problem = { path: 'person.name', code: 'name-missing', message: { en: 'x', zh: 'x' } };
  const { problems } = checkEntry(sound, { ...nobody, problems: [problem] }, pack, '2026-11-23');
  expect(problems).toEqual([problem]);
});
