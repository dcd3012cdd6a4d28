import { writeTable } from '@gatehouse/tabular';
import type { Node } from '../node.js';
import type { Progress } from './load.js';
import { type InventedSource, inventSources, type RecordRow } from './records.js';
import { storyRecords } from './stories.js';
import { type Visitor, visit } from './visitor.js';

const verifiedTogether = 20;

/** Rows of one import while the node already serves: small enough that people at their desks hardly notice. */
const importedTogether = 100;

/**
 * The sources, each heard of, and the records behind the stories: what a visitor needs at once. Done by the people whose
 * work it is: a registrar imports, a verifier confirms.
 */
export async function loadStories(node: Node): Promise<void> {
  const [administrator, registrar] = [await visit(node.http, 'admin'), await visit(node.http, 'registrar')];
  const known = new Set((await listed(registrar)).map(({ code }) => code));
  for (const source of inventSources()) {
    if (known.has(source.code)) continue;
    await declare(administrator, source);
    await hearNothingNew(node, registrar, source);
  }
  await importRows(node, registrar, 'court', 'stories.csv', storyRecords());
  await verifyAll(await visit(node.http, 'verifier'));
}

/**
 * The rest of the three thousand records, while the node already serves. Goes on where an earlier start stopped: a file that
 * was imported is not imported again.
 * @param goesOn asked before each file
 */
export async function fillRegistry(node: Node, tell: Progress, goesOn: () => boolean): Promise<void> {
  const [registrar, verifier] = [await visit(node.http, 'registrar'), await visit(node.http, 'verifier')];
  const done = await importedFiles(registrar);
  const files = inventSources()
    .flatMap(({ code, rows }) => filesOf(code, rows))
    .filter(({ name }) => !done.has(name));
  for (const [position, { code, name, rows }] of files.entries()) {
    if (!goesOn()) return;
    await importRows(node, registrar, code, name, rows);
    await verifyAll(verifier);
    if (position % 10 === 9) {
      const left = (files.length - position - 1) * importedTogether;
      tell({ en: `The registry is filling: about ${left} records to go.`, zh: `信息库正在载入，约余${left}条。` });
    }
  }
  if (files.length > 0) tell({ en: 'The registry is complete.', zh: '信息库已载入完毕。' });
}

function filesOf(
  code: string,
  rows: readonly RecordRow[],
): { code: string; name: string; rows: readonly RecordRow[] }[] {
  const count = Math.ceil(rows.length / importedTogether);
  return Array.from({ length: count }, (_, part) => ({
    code,
    name: `${code}-${part + 1}.csv`,
    rows: rows.slice(part * importedTogether, (part + 1) * importedTogether),
  }));
}

async function listed(registrar: Visitor): Promise<{ code: string }[]> {
  return (await registrar.get<{ items: { code: string }[] }>('/api/registry/sources')).items;
}

async function importedFiles(registrar: Visitor): Promise<Set<string>> {
  type Page = { items: { fileName: string; state: string }[]; next?: string };
  const names = new Set<string>();
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Page = await registrar.get(`/api/registry/imports?limit=200${cursor && `&cursor=${cursor}`}`);
    for (const { fileName, state } of page.items) if (state === 'entered') names.add(fileName);
    cursor = page.next;
  }
  return names;
}

async function declare(administrator: Visitor, source: InventedSource): Promise<void> {
  const { code, kind, nameZh, nameEn, querySource } = source;
  // No divisions: each covers the whole invented country.
  const declared = { code, kind, nameZh, nameEn, querySource, freshHours: 24 * 366, divisions: [] };
  await administrator.post('/api/registry/sources', declared);
}

async function hearNothingNew(node: Node, registrar: Visitor, { code }: InventedSource): Promise<void> {
  const upTo = node.kernel.clock.now().toISOString();
  await registrar.post(`/api/registry/sources/${code}/receipts`, { upTo, reference: 'demonstration' });
}

type Import = { readonly id: string; readonly version: number; readonly state: string };

async function importRows(
  node: Node,
  registrar: Visitor,
  code: string,
  name: string,
  rows: readonly RecordRow[],
): Promise<void> {
  const titles = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = titles.map((title) => ({ key: title, title: { en: title, zh: title } }));
  const bytes = await writeTable(rows, { format: 'csv', columns });
  const uploaded = await registrar.upload<{ import: Import }>(`/api/registry/imports?source=${code}`, { name, bytes });
  const path = `/api/registry/imports/${uploaded.import.id}`;
  await registrar.post(`${path}/check`, { version: uploaded.import.version });
  const checked = await reached(node, registrar, path, 'checked');
  await registrar.post(`${path}/hand-over`, { version: checked.version });
  await reached(node, registrar, path, 'entered');
}

/** Works the jobs until an import has reached a state; the node's own loop may be working them too. */
async function reached(node: Node, registrar: Visitor, path: string, state: string): Promise<Import> {
  for (;;) {
    await node.kernel.jobs.drain();
    const present = await registrar.get<Import>(path);
    if (present.state === state) return present;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
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
