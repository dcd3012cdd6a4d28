import type { HeadcountDifferences, RosterLoad, RosterProgress, UnitRoster } from '@gatehouse/contract';
import { staffFile, staffMembers } from '../harness/staff-file.js';
import { type Country, until } from './country.js';
import { makeJointFile } from './joint-work.js';

const loads = '/api/roster-loads';

/** A unit with staff, a file that waits with every kind of difference and a row that cannot be taken, and what others count. */
export async function makeRosters(country: Country) {
  const clerk = await country.as('clerk');
  const read = async (bytes: Uint8Array, state: RosterProgress['state']): Promise<RosterProgress> => {
    const { id } = await clerk.upload<RosterLoad>(loads, { name: '2026年秋季学期在岗教职工名单.csv', bytes });
    return standsAt(id, state);
  };
  const standsAt = (id: string, state: RosterProgress['state']): Promise<RosterProgress> =>
    until(`the load at ${state}`, async () => {
      const load = await clerk.get<RosterProgress>(`${loads}/${id}`);
      return load.state === state ? load : undefined;
    });

  const staff = staffMembers(9, 1974);
  const ready = await read(staffFile(staff.slice(0, 8)), 'READY');
  await clerk.post(`${loads}/${ready.id}/take`, { version: ready.version, leftOn: '2026-11-20' });
  await standsAt(ready.id, 'TAKEN');
  const [first, second, , ...others] = staff;
  if (first === undefined || second === undefined) throw new Error('there is no staff');
  const slip = { ...second, name: '古丽巴哈尔·买买提艾力', number: second.number.slice(0, 16) };
  const next = [{ ...first, employmentForm: '劳务派遣' }, slip, ...others];
  const waiting = await read(staffFile(next), 'READY');
  const clean = await clerk.get<{ items: { id: string }[] }>('/api/employments?limit=1');

  const reviewer = await country.as('reviewer');
  const units = await reviewer.get<{ items: UnitRoster[] }>('/api/roster-units');
  const unitId = units.items.find(({ people }) => people > 0)?.id ?? '';
  const counted = { unitId, source: 'social_insurance', headcount: 12, asOf: '2026-11-01' };
  await reviewer.post('/api/expected-headcounts', { ...counted, postClass: null });
  await askedAndTold(country, reviewer);
  await nameUnentered(reviewer);
  const joint = await makeJointFile(country);
  return { waiting: waiting.id, employment: clean.items[0]?.id ?? '', unit: unitId, joint };
}

/** What registers count at places that nobody has entered. */
export const registersFile = {
  name: '2026年11月社会保险参保人数.csv',
  bytes: Buffer.from(
    `单位统一社会信用代码,单位名称,来源,岗位类别,人数,统计日期
91110102MA0000003W,小太阳课后托管服务中心,社会保险参保信息,,9,2026-11-01
91110102MA0000003W,小太阳课后托管服务中心,派遣和服务合同,安保人员,2,2026-11-01
91440300MA0000004X,奔跑少年体育俱乐部,社会保险参保信息,,14,2026-11-01
91990102MA0000005R,,社会保险参保信息,,5,2026-11-01`,
  ),
};

async function nameUnentered(reviewer: Awaited<ReturnType<Country['as']>>): Promise<void> {
  const files = '/api/headcount-files';
  const { seen } = await reviewer.upload<HeadcountDifferences>(`${files}/compare`, registersFile);
  await reviewer.upload(`${files}/take?seen=${seen}`, registersFile);
  const { items } = await reviewer.get<{ items: { id: string; name: string }[] }>('/api/unentered-units');
  const unnamed = items.find(({ name }) => name === '');
  const note = '12月3日实地查看，该代码对应的门店已于10月停业并注销。';
  await reviewer.post(`/api/unentered-units/${unnamed?.id}/answer`, { outcome: 'gone', note });
}

/** An answer about an empty post that waits for the authority, and tips about places in its area. */
async function askedAndTold(country: Country, reviewer: Awaited<ReturnType<Country['as']>>): Promise<void> {
  const clerk = await country.as('clerk');
  const words = '午间放学，校内不供餐；与家长委员会约定，自2025年秋季学期起。';
  await clerk.post('/api/post-answers', { question: 'catering', kind: 'none_needed', words });
  // The areas to which the reviewer can hand on are all but their own.
  const { areas } = await reviewer.get<{ areas: { id: string }[] }>('/api/tip-options');
  const { areas: others } = await reviewer.get<{ areas: { id: string }[] }>('/api/tips');
  const area = areas.find(({ id }) => !others.some((other) => other.id === id))?.id;
  const place = '乙路17号二楼，门口贴着“小太阳托管班”';
  await reviewer.post('/api/tips', { place, area, kind: 'academic_training', seen: '每天下午四点以后有十几个孩子。' });
}
