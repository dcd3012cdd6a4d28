import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';
import type { InventedPerson } from './people.js';
import { type RecordRow, recordRow } from './records.js';

/** A number from its first seventeen digits. */
function numbered(body: string): string {
  return body + (expectedCheckCharacter(body) ?? '');
}

/** The people on record whose stories the demonstration tells; their numbers are invented, like everything in it. */
export const storyPeople = {
  /** Asked under the same number and name: strong evidence. */
  recorded: { name: '陈建国', sex: 'male', birthDate: '1979-05-14', number: numbered('10010119790514001') },
  /** Took a new name and number after the decision; the civil register says so. */
  renamed: { name: '王淑芬', sex: 'female', birthDate: '1983-09-02', number: numbered('10010219830902004') },
  /** Has a twin brother with a number of his own, who is not on record. */
  twin: { name: '周文博', sex: 'male', birthDate: '1985-06-01', number: numbered('10020119850601003') },
  /** The record is sealed by decision: whoever asks hears what is heard of somebody without a record. */
  sealed: { name: '孙明远', sex: 'male', birthDate: '1988-11-04', number: numbered('10010119881104003') },
  /** Asked under a name that sounds the same: only people can tell. */
  homophone: { name: '赵小燕', sex: 'female', birthDate: '1991-07-20', number: numbered('10020219910720002') },
  /** Whoever was sentenced only said to be this man. */
  misused: { name: '高明远', sex: 'male', birthDate: '1980-09-15', number: numbered('10010219800915005') },
  /** Works with children at two units, and did at a third. */
  serving: { name: '梁志诚', sex: 'male', birthDate: '1982-03-18', number: numbered('10010219820318007') },
} as const satisfies Record<string, InventedPerson>;

/** The change of the civil register behind one story, by the Chinese titles of its columns. */
export const storyChange: RecordRow = {
  变更编号: 'STORY-CHANGE-1',
  变更种类: '姓名和号码变更',
  生效日期: '2022-04-01',
  原姓名: storyPeople.renamed.name,
  现姓名: '王丽华',
  原证件号码: storyPeople.renamed.number,
  现证件号码: numbered('10010219830902006'),
};

/** People of the stories who are on record under another kind of document. */
const elsewhere = [
  { name: '林志強', birthDate: '1976-11-23', type: '港澳居民来往内地通行证', number: 'H01234567', nationality: 'HKG' },
  { name: 'JONATHAN ALDER', birthDate: '1980-02-02', type: '护照', number: 'E12345678', nationality: 'GBR' },
] as const;

const decision = {
  act: '2019-03-12',
  kind: '有罪判决',
  offence: '237',
  body: '法院',
  bodyName: '云屏省中级人民法院（虚构）',
};

const sentence = { 刑罚种类: '有期徒刑', '刑期（月）': '36' };

/** The records behind the stories. */
export function storyRecords(): RecordRow[] {
  const residents = Object.values<InventedPerson>(storyPeople).map((person, position) => ({
    ...recordRow(person, { ...decision, reference: `STORY-${position + 1}` }),
    ...sentence,
    ...(person === storyPeople.misused ? { 身份确认方式: '自述' } : {}),
  }));
  const others = elsewhere.map(({ name, birthDate, type, number, nationality }, position) => ({
    ...recordRow({ name, birthDate, number, sex: 'male' }, { ...decision, reference: `STORY-ABROAD-${position + 1}` }),
    ...sentence,
    证件类型: type,
    '国籍/地区': nationality,
  }));
  return [...residents, ...others];
}
