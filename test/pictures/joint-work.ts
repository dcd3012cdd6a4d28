import type { JointFileProgress, RosterProgress, UnitRoster } from '@gatehouse/contract';
import { jointStaffFile, staffMembers } from '../harness/staff-file.js';
import { type Country, until } from './country.js';

/** The clerk of a unit of the visited county whose roster no file of its own is underway to. */
const another = 'clerk-unit-12';

/** A file with the staff of many units: some wait, one was sent back, one has a file of its own underway, and rows that came to no unit. */
export async function makeJointFile(country: Country) {
  const [reviewer, first, second] = [
    await country.as('reviewer'),
    await country.as('clerk'),
    await country.as(another),
  ];
  const { items } = await reviewer.get<{ items: UnitRoster[] }>('/api/roster-units?limit=200');
  const [withLoad, sending] = [await first.get<UnitRoster>('/api/roster'), await second.get<UnitRoster>('/api/roster')];
  const others = items.filter(({ id }) => id !== withLoad.id && id !== sending.id).slice(0, 3);
  const named = [sending, withLoad, ...others].map(({ unit }) => unit.en);
  const units = [...named, '没有这所学校', ''];
  const people = staffMembers(28, 1969).map((who, at) => ({ ...who, unit: units[at % units.length] ?? '' }));
  const name = '2026年秋季学期全区中小学幼儿园教职工汇总.csv';
  const { id } = await reviewer.upload<JointFileProgress>('/api/joint-files', { name, bytes: jointStaffFile(people) });
  await until('the file to be divided', async () => {
    const { state } = await reviewer.get<JointFileProgress>(`/api/joint-files/${id}`);
    return state === 'DIVIDED' ? true : undefined;
  });
  const { load } = await second.get<{ load?: { id: string } }>('/api/roster');
  const loads = `/api/roster-loads/${load?.id}`;
  const { version } = await second.get<RosterProgress>(loads);
  await second.post(`${loads}/send-back`, { version, reason: '名单中有3人已于9月调往他校，请核对后重新上传。' });
  return id;
}
