import { inventedDivisions, listDivisions } from '@gatehouse/law';
import { writeTable } from '@gatehouse/tabular';
import type { Node } from '../node.js';
import type { Progress } from './load.js';
import { type InventedSource, inventSources } from './records.js';
import { storyRecords } from './stories.js';
import { type Visitor, visit } from './visitor.js';

const verifiedTogether = 200;

/** Sources and records, by the people whose work it is: a registrar imports, a verifier confirms. */
export async function loadRegistry(node: Node, tell: Progress): Promise<void> {
  const administrator = await visit(node.http, 'admin');
  const registrar = await visit(node.http, 'registrar');
  const verifier = await visit(node.http, 'verifier');
  const sources = inventSources(storyRecords());
  const known = new Set(
    (await registrar.get<{ items: { code: string }[] }>('/api/registry/sources')).items.map(({ code }) => code),
  );
  for (const source of sources) {
    if (known.has(source.code)) continue;
    tell({
      en: `Importing ${source.rows.length} records: ${source.nameEn} …`,
      zh: `正在导入${source.rows.length}条记录：${source.nameZh}……`,
    });
    await declare(administrator, source);
    if (source.rows.length > 0) await importRows(node, registrar, source);
    else await hearNothingNew(node, registrar, source);
  }
  tell({ en: 'A second person verifies what was imported …', zh: '正在由第二人核验……' });
  await verifyAll(verifier);
}

async function declare(administrator: Visitor, source: InventedSource): Promise<void> {
  const { code, kind, nameZh, nameEn, querySource } = source;
  const divisions = listDivisions(null, '2026-01-01', inventedDivisions).map((division) => division.code);
  await administrator.post('/api/registry/sources', {
    code,
    kind,
    nameZh,
    nameEn,
    querySource,
    freshHours: 24 * 366,
    divisions,
  });
}

async function hearNothingNew(node: Node, registrar: Visitor, { code }: InventedSource): Promise<void> {
  const upTo = node.kernel.clock.now().toISOString();
  await registrar.post(`/api/registry/sources/${code}/receipts`, { upTo, reference: 'demonstration' });
}

type Import = { readonly id: string; readonly version: number; readonly state: string };

async function importRows(node: Node, registrar: Visitor, { code, rows }: InventedSource): Promise<void> {
  const titles = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = titles.map((title) => ({ key: title, title: { en: title, zh: title } }));
  const bytes = await writeTable(rows, { format: 'csv', columns });
  const uploaded = await registrar.upload<{ import: Import }>(`/api/registry/imports?source=${code}`, {
    name: `${code}.csv`,
    bytes,
  });
  const path = `/api/registry/imports/${uploaded.import.id}`;
  await registrar.post(`${path}/check`, { version: uploaded.import.version });
  await node.kernel.jobs.drain();
  const checked = await registrar.get<Import>(path);
  await registrar.post(`${path}/hand-over`, { version: checked.version });
  await node.kernel.jobs.drain();
}

async function verifyAll(verifier: Visitor): Promise<void> {
  type Waiting = { items: { record: { id: string; version: number } }[] };
  for (;;) {
    const { items } = await verifier.get<Waiting>(`/api/registry/verifications?limit=${verifiedTogether}`);
    if (items.length === 0) return;
    await verifier.post('/api/registry/verifications', {
      items: items.map(({ record }) => ({ recordId: record.id, version: record.version })),
    });
  }
}
