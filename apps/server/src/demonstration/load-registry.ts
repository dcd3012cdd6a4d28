import { writeTable } from '@gatehouse/tabular';
import type { Node } from '../node.js';
import type { Progress } from './load.js';
import { type InventedSource, inventSources, type RecordRow } from './records.js';
import { storyChange, storyPeople, storyRecords } from './stories.js';
import { type Visitor, visit } from './visitor.js';

/** What of a node the loading needs. */
type Loaded = Pick<Node, 'http' | 'kernel'>;

/** How the loading becomes an account of the invented country. */
export type SignIn = (login: string) => Promise<Visitor>;

const reason = 'Invented, for the demonstration. 演示用虚构内容。';
const verifiedTogether = 100;
const pollMilliseconds = 250;

/** Rows of one import while the node already serves: small enough that people at their desks hardly notice. */
const importedTogether = 100;

/**
 * The sources, each heard of, and what stands behind the stories: what a visitor needs at once. Done by the people whose work it
 * is: a registrar imports, a verifier confirms. Goes on where an interrupted loading stopped.
 */
export async function loadStories(node: Loaded, enter: SignIn = (login) => visit(node.http, login)): Promise<void> {
  const [administrator, registrar, verifier] = [
    await enter('admin'),
    await enter('registrar'),
    await enter('verifier'),
  ];
  const known = new Set((await listed(registrar)).map(({ code }) => code));
  for (const source of inventSources()) {
    if (known.has(source.code)) continue;
    await declare(administrator, source);
    await hearNothingNew(node, registrar, source);
  }
  const imports = await importsByName(registrar);
  await importRows(node, registrar, { code: 'court', name: 'stories.csv', rows: storyRecords() }, imports);
  await verifyAll(verifier);
  await importRows(node, registrar, { code: 'civil', name: 'story-changes.csv', rows: [storyChange] }, imports);
  await confirmChanges(verifier);
  await sealStory(registrar, verifier);
}

/** The second person holds the civil register's changes against their documents. */
async function confirmChanges(verifier: Visitor): Promise<void> {
  type Aliases = { items: { id: string; version: number }[] };
  const { items } = await verifier.get<Aliases>('/api/registry/aliases');
  for (const { id, version } of items)
    await verifier.post(`/api/registry/aliases/${id}/decision`, { version, decision: 'confirm', reason });
}

/** One record is sealed by decision. Sealed already, the person is in no view and not found. */
async function sealStory(registrar: Visitor, verifier: Visitor): Promise<void> {
  const { number } = storyPeople.sealed;
  const search = { documentType: 'resident_id', number, purpose: 'sealing', reference: 'STORY' };
  const { personId } = await registrar.post<{ personId: string | null }>('/api/registry/person-searches', search);
  if (personId === null) return;
  type Person = { records: { id: string; version: number }[] };
  const { records } = await registrar.get<Person>(`/api/registry/persons/${personId}?purpose=sealing`);
  for (const { id, version } of records) {
    const order = { verb: 'seal', version, reason, validFrom: '2024-01-01' };
    const { proposalId } = await registrar.post<{ proposalId: string }>(`/api/registry/records/${id}/proposals`, order);
    const decision = { recordVersion: version, decision: 'confirm', reason };
    await verifier.post(`/api/registry/proposals/${proposalId}/decision`, decision);
  }
}

/**
 * The rest of the three thousand records, while the node already serves. Goes on where an earlier start stopped: a file that
 * was imported is not imported again.
 * @param goesOn asked before each file
 */
export async function fillRegistry(node: Node, tell: Progress, goesOn: () => boolean): Promise<void> {
  const [registrar, verifier] = [
    await visit(node.http, 'registrar', 'beside'),
    await visit(node.http, 'verifier', 'beside'),
  ];
  const imports = await importsByName(registrar);
  const files = inventSources()
    .flatMap(({ code, rows }) => filesOf(code, rows))
    .filter(({ name }) => imports.get(name)?.state !== 'entered');
  for (const [position, file] of files.entries()) {
    while (goesOn() && (await isSomebodysFileWaiting(registrar, file)))
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    if (!goesOn()) return;
    await importRows(node, registrar, file, imports);
    await verifyAll(verifier);
    if (position % 10 === 9) {
      const left = (files.length - position - 1) * importedTogether;
      tell({ en: `The registry is filling: about ${left} records to go.`, zh: `信息库正在载入，约余${left}条。` });
    }
  }
  if (files.length > 0) tell({ en: 'The registry is complete.', zh: '信息库已载入完毕。' });
}

/**
 * Whether a visitor's file of the same source lies here and is not entered: a later number would make it a delivery that is missing, and the
 * source silent, before the visitor has seen what numbers are for.
 */
async function isSomebodysFileWaiting(registrar: Visitor, { code, name }: ImportFile): Promise<boolean> {
  return [...(await importsByName(registrar))].some(
    ([fileName, { sourceCode, state }]) => sourceCode === code && fileName !== name && state !== 'entered',
  );
}

function filesOf(code: string, rows: readonly RecordRow[]): ImportFile[] {
  const count = Math.ceil(rows.length / importedTogether);
  return Array.from({ length: count }, (_, part) => ({
    code,
    name: `${code}-${part + 1}.csv`,
    rows: rows.slice(part * importedTogether, (part + 1) * importedTogether),
  }));
}

type Listed = { readonly code: string; readonly isNumbered: boolean; readonly lastNumber: number | null };

async function listed(registrar: Visitor): Promise<readonly Listed[]> {
  return (await registrar.get<{ items: Listed[] }>('/api/registry/sources')).items;
}

async function importsByName(registrar: Visitor): Promise<Map<string, Import>> {
  type Page = { items: (Import & { fileName: string })[]; next?: string };
  const imports = new Map<string, Import>();
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Page = await registrar.get(`/api/registry/imports?limit=200${cursor && `&cursor=${cursor}`}`);
    for (const { fileName, ...one } of page.items) if (one.state !== 'discarded') imports.set(fileName, one);
    cursor = page.next;
  }
  return imports;
}

async function declare(administrator: Visitor, source: InventedSource): Promise<void> {
  const { code, kind, nameZh, nameEn, querySource } = source;
  // No divisions: each covers the whole invented country.
  const words = { code, kind, nameZh, nameEn, querySource };
  const declared = { ...words, freshHours: 24 * 366, divisions: [], isNumbered: true };
  await administrator.post('/api/registry/sources', declared);
}

/** The first delivery of each source is that there is nothing new. */
async function hearNothingNew(node: Loaded, registrar: Visitor, { code }: InventedSource): Promise<void> {
  const upTo = node.kernel.clock.now().toISOString();
  await registrar.post(`/api/registry/sources/${code}/receipts`, { upTo, reference: 'demonstration', number: 1 });
}

type Import = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly sourceCode: string;
};
type ImportFile = { readonly code: string; readonly name: string; readonly rows: readonly RecordRow[] };

/** Imports a file, or goes on with it from where an earlier start left it. */
async function importRows(
  node: Loaded,
  registrar: Visitor,
  file: ImportFile,
  before: ReadonlyMap<string, Import>,
): Promise<void> {
  let state = before.get(file.name) ?? (await uploadRows(registrar, file));
  const path = `/api/registry/imports/${state.id}`;
  if (state.state === 'uploaded') await registrar.post(`${path}/check`, { version: state.version });
  if (state.state === 'uploaded' || state.state === 'checking') state = await reached(node, registrar, path, 'checked');
  if (state.state === 'checked') await registrar.post(`${path}/hand-over`, { version: state.version });
  await reached(node, registrar, path, 'entered');
}

async function uploadRows(registrar: Visitor, { code, name, rows }: ImportFile): Promise<Import> {
  const titles = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = titles.map((title) => ({ key: title, title: { en: title, zh: title } }));
  const bytes = await writeTable(rows, { format: 'csv', columns });
  // A demonstration of an earlier version has sources without numbers.
  const source = (await listed(registrar)).find((one) => one.code === code);
  const number = source?.isNumbered === true ? `&number=${(source.lastNumber ?? 0) + 1}` : '';
  const path = `/api/registry/imports?source=${code}${number}`;
  return (await registrar.upload<{ import: Import }>(path, { name, bytes })).import;
}

/** Waits until an import has reached a state. */
async function reached(node: Loaded, registrar: Visitor, path: string, state: string): Promise<Import> {
  for (;;) {
    // Before the node listens nobody else works the jobs; afterwards its own loop does, in turn with everybody else's.
    if (!node.http.server.listening) await node.kernel.jobs.drain();
    const present = await registrar.get<Import>(path);
    if (present.state === state) return present;
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
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
