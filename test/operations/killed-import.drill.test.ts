import { type ExchangeMessage, type ImportProgress, type Rescreening } from '@gatehouse/contract';
import { appendLeafHashes, emptyFrontier, encodeFrontier, hashLeaf } from '@gatehouse/merkle';
import { openNode, readConfig, systemViewer, withTransaction } from '@gatehouse/server';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Kernel } from '../../apps/server/src/kernel/kernel.js';
import { enrolmentStore } from '../../apps/server/src/modules/registry/store/enrolment-store.js';
import { indexStore } from '../../apps/server/src/modules/registry/store/index-store.js';
import { importFile, numberedRow } from '../harness/import-file.js';
import { makeWorld } from '../harness/people.js';
import { declareSources } from '../harness/registry-world.js';
import { served, type Serving, sessionAt } from '../harness/served-node.js';
import { chosenEngines, openTestNode } from '../harness/test-node.js';
import { verifyLogOf } from '../harness/whole-log.js';

const rows = 900;
const patience = { timeout: 120_000, interval: 10 };
const untilDone = { ...patience, interval: 100 };

/** How many of them are confirmed, so that whoever is enrolled can be found. */
const confirmed = 40;

/** The registrar at a node that serves. */
async function registrarAt(address: string) {
  const headers = await sessionAt(address, 'registrar');
  const ask = async (path: string, more: RequestInit = {}) => {
    const answer = await fetch(`${address}/api/registry/imports${path}`, {
      ...more,
      headers: { ...headers, ...more.headers },
    });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const read = async (id: string) => (await (await ask(`/${id}`)).json()) as ImportProgress;
  return {
    read,
    upload: async (file: Uint8Array): Promise<string> => {
      const body = new FormData();
      body.set('file', new Blob([Buffer.from(file)]), 'rows.csv');
      const made = (await (await ask('?source=court-a', { method: 'POST', body })).json()) as {
        import: { id: string };
      };
      return made.import.id;
    },
    step: async (id: string, verb: 'check' | 'hand-over'): Promise<void> => {
      const body = JSON.stringify({ version: (await read(id)).version });
      await ask(`/${id}/${verb}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    },
  };
}

describe.each(chosenEngines)('an import of a registry whose node is killed on the way (%s)', (engine) => {
  let opened: Awaited<ReturnType<typeof openTestNode>>;
  let running: Serving;
  let registrar: Awaited<ReturnType<typeof registrarAt>>;
  let id: string;
  const start = async (): Promise<void> => {
    running = await served(opened.environment);
    registrar = await registrarAt(running.address);
  };
  /** Kills the node as soon as some rows are done; answers how many the last look saw. */
  const killIn = async (done: (progress: ImportProgress) => number): Promise<number> => {
    const seen = await vi.waitFor(async () => {
      const found = done(await registrar.read(id));
      if (found === 0) throw new Error('nothing is done yet');
      return found;
    }, patience);
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    return seen;
  };
  const until = (state: ImportProgress['state']): Promise<ImportProgress> =>
    vi.waitFor(async () => {
      const progress = await registrar.read(id);
      if (progress.state !== state) throw new Error(`the import is still ${progress.state}`);
      return progress;
    }, untilDone);
  beforeAll(async () => {
    opened = await openTestNode(engine);
    await makeWorld(opened.node);
    await declareSources(opened.node);
    await opened.node.close();
    await start();
    id = await registrar.upload(await importFile(Array.from({ length: rows }, (_, at) => numberedRow(at))));
  });
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await opened.remove();
  });

  it('checks every row once', async () => {
    await registrar.step(id, 'check');
    expect(await killIn(({ rowsDone }) => rowsDone)).toBeLessThan(rows);
    await start();
    expect(await until('checked')).toMatchObject({ rows, rowsDone: rows, counts: { new: rows } });
  });

  /** What is in the database of the node while it is down. */
  const inside = async <T>(work: (node: Awaited<ReturnType<typeof openNode>>) => Promise<T>): Promise<T> => {
    const node = await openNode(readConfig(opened.environment));
    try {
      return await work(node);
    } finally {
      await node.close();
    }
  };
  const end = async (): Promise<void> => {
    running.child.kill('SIGTERM');
    await once(running.child, 'exit');
  };

  it('enters every row once, and nothing without an entry', async () => {
    await registrar.step(id, 'hand-over');
    expect(await killIn(({ rowsDone }) => rowsDone)).toBeLessThan(rows);
    await start();
    await until('entered');
    await confirmSome(running.address);
    await end();
    const [counted] = await inside(async ({ kernel }) => {
      // For the next: everybody enrolled, and the job that compares lost.
      await enrolSilently(kernel, rows);
      return kernel.database.asOwner(async (client) => (await client.query(whatWasEntered)).rows);
    });
    expect(counted).toEqual({ records: rows, persons: rows });
    expect(await verifyLogOf(opened.node.folder)).toMatchObject({ state: 'verified-and-pinned' });
  });

  it('looks at everybody enrolled once, and puts nobody before people twice', async () => {
    await start();
    const look = await lookAt(running.address);
    await look.begin();
    const seen = await vi.waitFor(async () => {
      const { enrolmentsDone } = await look.read();
      if (enrolmentsDone === 0) throw new Error('nothing is done yet');
      return enrolmentsDone;
    }, patience);
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    expect(seen).toBeLessThan(rows);
    await start();
    const again = await lookAt(running.address);
    const done = await vi.waitFor(async () => {
      const found = await again.read();
      if (found.state !== 'finished') throw new Error(`the look is still ${found.state}`);
      return found;
    }, untilDone);
    expect(done).toMatchObject({ enrolments: rows, enrolmentsDone: rows, records: confirmed, recordsDone: confirmed });
    expect(done.news).toBe(confirmed);
    await end();
    const [found] = await inside(({ kernel }) =>
      kernel.database.asOwner(async (client) => (await client.query(whatWasLookedAt)).rows),
    );
    const { comparisons, persons, unconfirmed, ids, tree } = found as LookedAt;
    expect([comparisons, persons, unconfirmed]).toEqual([confirmed, confirmed, 0]);
    const leaves = ids.map((one) => hashLeaf(Buffer.from(one.replaceAll('-', ''), 'hex')));
    expect(tree).toBe(Buffer.from(encodeFrontier(appendLeafHashes(emptyFrontier(), leaves))).toString('hex'));
    expect(await verifyLogOf(opened.node.folder)).toMatchObject({ state: 'verified-and-pinned' });
  });
});

type LookedAt = Record<'comparisons' | 'persons' | 'unconfirmed', number> & {
  readonly ids: string[];
  readonly tree: string;
};

const whatWasEntered =
  'select count(*) as records, count(distinct person_id) as persons from registry.record where not canary';

const whatWasLookedAt = `
  select (select count(*)::int from registry.comparison where not canary) as comparisons,
         (select count(distinct person_id)::int from registry.comparison where not canary) as persons,
         (select count(*)::int from registry.enrolment where confirmed_at is null and not canary) as unconfirmed,
         array(select id from registry.enrolment where not canary order by id)
           || array(select id from registry.record where state = 'effective' and not canary order by id) as ids,
         (select encode(looked_at, 'hex') from registry.rescreening) as tree`;

/** Confirms the first records that wait, as their second person. */
async function confirmSome(address: string): Promise<void> {
  const headers = { ...(await sessionAt(address, 'verifier')), 'content-type': 'application/json' };
  const listed = await fetch(`${address}/api/registry/verifications?limit=${String(confirmed)}`, { headers });
  const { items } = (await listed.json()) as { items: { record: { id: string; version: number } }[] };
  const body = JSON.stringify({ items: items.map(({ record: { id, version } }) => ({ recordId: id, version })) });
  const answer = await fetch(`${address}/api/registry/verifications`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The person of a numbered row, enrolled. */
function enrolmentOf(serial: number): ExchangeMessage<'enrolment.enrol'> {
  const { name = '', doc_number: number = '' } = numberedRow(serial);
  return {
    ...{ enrolmentId: crypto.randomUUID(), enrolledAt: new Date().toISOString() },
    ...{ purpose: 'serving_screening', postClass: 'teacher', unitType: 'primary_school', divisionCode: '100101' },
    ...{ legalBases: ['A'], identityProof: 'held_by_unit' },
    person: { name, formerNames: [], documents: [{ type: 'resident_id', number }] },
  };
}

async function enrolSilently(kernel: Kernel, count: number): Promise<void> {
  await withTransaction(kernel.database, systemViewer('matcher'), new Date(), async (transaction) => {
    const bodies = Array.from({ length: count }, (_, at) => enrolmentOf(at));
    await enrolmentStore(kernel.keys, transaction).insert(bodies.map((body) => ({ enrolledBy: 'platform', body })));
    await indexStore(transaction).announceEnrolled(bodies.map(({ enrolmentId }) => enrolmentId));
  });
}

/** The verifier who looks at everybody enrolled. */
async function lookAt(address: string) {
  const headers = { ...(await sessionAt(address, 'verifier')), 'content-type': 'application/json' };
  const path = `${address}/api/registry/rescreenings`;
  return {
    begin: async () => {
      const answer = await fetch(path, { method: 'POST', headers, body: '{}' });
      if (!answer.ok) throw new Error(await answer.text());
    },
    read: async () => ((await (await fetch(path, { headers })).json()) as { rescreening: Rescreening }).rescreening,
  };
}
