import type { GapTask } from '@gatehouse/contract';
import { renderText } from '@gatehouse/law';
import words from '../../apps/server/src/modules/workforce/rules/check-words.json' with { type: 'json' };

const begun = { en: '16 Nov 2026', zh: '2026年11月16日' };
const since = { en: '18 Nov 2026', zh: '2026年11月18日' };
const school = { en: 'Songyan District Primary School 1 (invented)', zh: '松岩区第一小学（虚构）' };
const bureau = { en: 'Songyan District Education Bureau (invented)', zh: '松岩区教育局（虚构）' };
const withoutCheck = { id: 'without_check', en: 'At work without a check', zh: '未查询即在岗' };
const unanswered = { id: 'check_unanswered', en: 'Asked about, and no answer in time', zh: '已查询，逾期未获答复' };

const gap = (
  at: number,
  { id: kind, ...title }: typeof withoutCheck,
  how: 'in-time' | 'late',
  waitsFor: 'CONSENTED' | 'SUBMITTED',
): GapTask => ({
  ...{ id: `00000000-0000-4000-8000-00000000000${at}`, unit: school, name: `郑庚${at}`, since: '2026-11-02' },
  ...{ kind, title, rests: { en: 'Minors Protection Law, art. 62', zh: '未成年人保护法第六十二条' }, stillThere: true },
  words: {
    en: 'The person works with children and there is no check that counts.',
    zh: '该人员在岗且没有有效的查询结果。',
  },
  postClass: { en: 'Teacher', zh: '教师' },
  check: { words: renderText(words[how], { begun, since, whom: words[waitsFor] }), isInTime: how === 'in-time' },
  step: {
    title:
      waitsFor === 'SUBMITTED'
        ? { en: 'The authority sees to the answer', zh: '主管部门督促答复' }
        : { en: 'The unit makes up for what is missing', zh: '单位补正' },
    ...{ number: 1, of: 4, dueAt: '2026-11-30T16:00:00.000Z' },
    responsible: waitsFor === 'SUBMITTED' ? bureau : school,
  },
  ...{ bands: [], written: [], may: waitsFor === 'SUBMITTED' ? [] : ['mend'] },
});

/** Gaps beside which a check is under way: in its time, left lying by the unit, and unanswered by the authorities. */
export const gapsWithChecks = {
  items: [
    gap(1, withoutCheck, 'late', 'CONSENTED'),
    gap(2, unanswered, 'late', 'SUBMITTED'),
    gap(3, withoutCheck, 'in-time', 'SUBMITTED'),
  ],
};
