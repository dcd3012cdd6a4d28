import { type RecordRow, recordRow } from './records.js';

/** The people whose stories the demonstration tells; their numbers are invented, like everything in it. */
export const storyPeople = {
  /** On record under the same number and name: strong evidence. */
  recorded: { name: '陈建国', sex: 'male', birthDate: '1979-05-14', number: '100101197905140014' },
} as const;

const decision = {
  act: '2019-03-12',
  kind: '有罪判决',
  offence: '237',
  body: '法院',
  bodyName: '云屏省中级人民法院（虚构）',
};

/** The records behind the stories. */
export function storyRecords(): RecordRow[] {
  return [
    {
      ...recordRow(storyPeople.recorded, { ...decision, reference: 'STORY-1' }),
      刑罚种类: '有期徒刑',
      '刑期（月）': '36',
    },
  ];
}
