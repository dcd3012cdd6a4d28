import { writeTable } from '@gatehouse/tabular';
import { storyPeople } from '../../apps/server/src/demonstration/stories.js';
import { inventedNumber } from '../harness/inquiry-world.js';
import { type Country, until } from './country.js';

type Listed = { readonly code: string; readonly lastNumber: number | null };
type Import = { readonly id: string; readonly version: number; readonly state: string };

/** A file of a court as it might arrive: sound rows, and rows with a problem each. */
export async function courtFile(order: number, count = 6): Promise<Uint8Array> {
  const rows = Array.from({ length: count }, (_, at) => ({
    姓名: ['许文静', '韩志明', '冯海涛', '邓晓东', '曹建军', '彭丽'][at % 6] ?? '',
    证件类型: '居民身份证',
    证件号码: inventedNumber(`19800${(at % 8) + 1}12`, order * 20 + at).slice(0, at === 1 ? 17 : 18),
    决定种类: '有罪判决',
    罪名代码: at === 2 ? '999' : '237',
    决定机关类别: '法院',
    决定机关: '云屏省中级人民法院（虚构）',
    决定日期: at === 3 ? '2029-13-40' : '2019-05-01',
    生效日期: '2019-05-12',
    行为日期: '2018-11-02',
    身份确认方式: '证件',
    文书编号: `（2019）虚01刑初${order}-${at}号`,
  }));
  const columns = Object.keys(rows[0] ?? {}).map((title) => ({ key: title, title: { en: title, zh: title } }));
  return writeTable(rows, { format: 'csv', columns });
}

/** Changes that the civil register reports: of somebody on record, of a stranger, and one with a day that is none. */
function changesFile(order: number, people: readonly { readonly name: string; readonly number: string }[]) {
  const rows = people.map(({ name, number }, at) => ({
    变更编号: `虚变${order}-${at}`,
    变更种类: '姓名变更',
    生效日期: at === 2 ? '2026-02-30' : '2024-05-01',
    原姓名: name,
    现姓名: `${name.slice(0, 1)}新雨`,
    原证件号码: number,
    现证件号码: number,
  }));
  const columns = Object.keys(rows[0] ?? {}).map((title) => ({ key: title, title: { en: title, zh: title } }));
  return writeTable(rows, { format: 'csv', columns });
}

/** Work at the registry in every state: imports, records to verify, changes, persons. */
export async function makeRegistryWork(country: Country) {
  const registrar = await country.as('registrar');
  const upload = async (name: string, bytes: Uint8Array, code = 'court'): Promise<Import> => {
    const { items } = await registrar.get<{ items: Listed[] }>('/api/registry/sources');
    const next = (items.find((source) => source.code === code)?.lastNumber ?? 0) + 1;
    const path = `/api/registry/imports?source=${code}&number=${next}`;
    return (await registrar.upload<{ import: Import }>(path, { name, bytes })).import;
  };
  const reached = (id: string, states: readonly string[]): Promise<Import> =>
    until(`the import ${states.join(' or ')}`, async () => {
      const present = await registrar.get<Import>(`/api/registry/imports/${id}`);
      return states.includes(present.state) ? present : undefined;
    });

  // What is entered comes first: a number that waits would be missing once a later one has arrived.
  const entered = await upload('court-2026-09.csv', await courtFile(13, 1));
  await registrar.post(`/api/registry/imports/${entered.id}/check`, { version: entered.version });
  const ready = await reached(entered.id, ['checked']);
  await registrar.post(`/api/registry/imports/${entered.id}/hand-over`, { version: ready.version });
  await reached(entered.id, ['entered']);

  const uploaded = await upload('court-2026-11.csv', await courtFile(11));
  const other = await upload('court-2026-10-supplement.csv', await courtFile(12));
  await registrar.post(`/api/registry/imports/${other.id}/check`, { version: other.version });
  const checked = await reached(other.id, ['checked']);

  const { homophone, misused, renamed } = storyPeople;
  const strangers = ['苏婉清', '丁志远'].map((name, at) => ({ name, number: inventedNumber('19870615', 700 + at) }));
  const handed = await upload('户籍变更-2026-10.csv', await changesFile(2, [misused]), 'civil');
  await registrar.post(`/api/registry/imports/${handed.id}/check`, { version: handed.version });
  const { version } = await reached(handed.id, ['checked']);
  await registrar.post(`/api/registry/imports/${handed.id}/hand-over`, { version });
  await reached(handed.id, ['entered']);
  const changes = await upload('户籍变更-2026-11.csv', await changesFile(1, [homophone, ...strangers]), 'civil');
  await registrar.post(`/api/registry/imports/${changes.id}/check`, { version: changes.version });
  await reached(changes.id, ['checked']);
  const { personId } = await registrar.post<{ personId: string }>('/api/registry/person-searches', {
    documentType: 'resident_id',
    number: renamed.number,
    purpose: 'correction',
    reference: '虚更2026-1',
  });
  const person = await registrar.get<{ records: { id: string; version: number }[] }>(
    `/api/registry/persons/${personId}?purpose=correction`,
  );
  const record = person.records[0];
  if (record !== undefined) {
    await registrar.post(`/api/registry/records/${record.id}/proposals`, {
      verb: 'seal',
      version: record.version,
      reason: '法院来函告知该案依法封存。',
      validFrom: '2026-11-01',
    });
  }
  return { uploadedId: uploaded.id, checkedId: checked.id, changesId: changes.id, enteredId: entered.id, personId };
}
