import { inventedName, inventedNumber } from '../invented.js';
import type { Country } from './country.js';

const firstNumber = 336_000 * 5;
const titles =
  '文书编号,姓名,证件号码,决定种类,罪名代码,决定机关类别,决定机关,决定日期,生效日期,刑罚种类,刑期(月),行为日期(起),身份确认方式';
const judgment = [
  ...['有罪判决', '237', '法院', '甲县人民法院(虚构)', '2019-05-01', '2019-05-12'],
  ...['有期徒刑', '36', '2018-11-02', '证件'],
];
const rowsInFile = 5_000;
const verifiedTogether = 200;

/** People on record of whom nobody works anywhere, imported and verified by the people whose work it is; file by file, so that it can go on. */
export async function loadStrangers(country: Country, kept: (onRecord: number) => Promise<void>): Promise<void> {
  const { state } = country;
  while (state.onRecord < state.size.strangers) {
    const count = Math.min(rowsInFile, state.size.strangers - state.onRecord);
    await importThem(country, state.onRecord, count);
    state.onRecord += count;
    await kept(state.onRecord);
  }
}

async function importThem({ node, desks }: Country, from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => {
    const place = firstNumber + from + at;
    return [`(2019)虚外${from + at}号`, inventedName(place), inventedNumber(place), ...judgment].join(',');
  });
  const registrar = await desks.as('registrar');
  const verifier = await desks.as('verifier');
  type Import = { id: string; version: number; state: string };
  const bytes = new TextEncoder().encode([titles, ...rows].join('\r\n'));
  const { import: uploaded } = await registrar.upload<{ import: Import }>(
    '/api/registry/imports?source=court-a',
    `strangers-${from}.csv`,
    bytes,
  );
  const path = `/api/registry/imports/${uploaded.id}`;
  await registrar.post(`${path}/check`, { version: uploaded.version });
  await node.turn();
  const checked = await registrar.get<Import>(path);
  await registrar.post(`${path}/hand-over`, { version: checked.version });
  await node.turn();
  type Waiting = { items: { record: { id: string; version: number } }[] };
  for (;;) {
    const { items } = await verifier.get<Waiting>(`/api/registry/verifications?limit=${verifiedTogether}`);
    if (items.length === 0) break;
    const them = items.map(({ record }) => ({ recordId: record.id, version: record.version }));
    await verifier.post('/api/registry/verifications', { items: them });
  }
  // What follows from them, the search for persons who stand twice above all, is part of their being on record.
  await node.turn();
}
