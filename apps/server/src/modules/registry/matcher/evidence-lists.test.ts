import { expect, it } from 'vitest';
import { enrolledList } from '../rules/enrolment.js';
import { createEvidenceLists } from './evidence-lists.js';

const born = { birthDate: '1980-05-12' };
const put = (recordId: string, list: string, evidence: object) =>
  lists.put({ recordId, lists: [list], evidence: { id: recordId, ...evidence }, turnsOn: null });

let lists = createEvidenceLists();
const many = Array.from({ length: 405 }, (_, at) => `E${String(at)}`);

it('more who agree than are compared are told as many, and found from their own side, none of them lost', () => {
  lists = createEvidenceLists();
  for (const id of many) put(id, enrolledList, { name: '欧阳小明', ...born });
  put('R', 'open/T1', { name: 'Ouyang Xiaoming', ...born });
  put('other', 'open/T1', { name: '司马相如', ...born });
  const screened = lists.screen({ id: 'asked', name: 'Ouyang Xiaoming', ...born }, [enrolledList]);
  expect([screened.band, screened.limited, screened.candidates.length]).toEqual(['possible', true, 400]);
  const joined = lists.join({ side: 'records', ids: ['R', 'other', 'nobody'], lists: ['open/T1'] });
  expect(joined).toEqual({ enrolments: [], crowded: ['R'] });
  const found = lists.join({ side: 'enrolments', ids: many, lists: ['open/T1'], crowd: joined.crowded });
  expect(found.enrolments).toEqual(many);
});

it('a join sees what came and went since its last stretch, and no list that is not named', () => {
  lists = createEvidenceLists();
  const number = [{ docNumber: '100101198005120012' }];
  put('E1', enrolledList, { name: '欧阳小明', documents: number });
  const join = (...names: string[]) => lists.join({ side: 'enrolments', ids: ['E1', 'E2'], lists: names }).enrolments;
  expect(join('open/T1', 'restricted/T3')).toEqual([]);
  put('R', 'restricted/T3', { name: '欧阳小明', documents: number });
  expect([join('open/T1'), join('open/T1', 'restricted/T3')]).toEqual([[], ['E1']]);
  put('E2', enrolledList, { name: '欧阳小明', documents: number });
  expect(join('restricted/T3').toSorted()).toEqual(['E1', 'E2']);
  lists.remove('R');
  expect(join('restricted/T3')).toEqual([]);
});
