import type { ImportProgress } from '@gatehouse/contract';
import { openNode, readConfig } from '@gatehouse/server';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { importFile, numberedRow } from '../harness/import-file.js';
import { makeWorld } from '../harness/people.js';
import { declareSources } from '../harness/registry-world.js';
import { served, type Serving, sessionAt } from '../harness/served-node.js';
import { chosenEngines, openTestNode } from '../harness/test-node.js';
import { verifyLogOf } from '../harness/whole-log.js';

const rows = 900;
const patience = { timeout: 120_000, interval: 10 };
const untilDone = { ...patience, interval: 100 };

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

  it('enters every row once, and nothing without an entry', async () => {
    await registrar.step(id, 'hand-over');
    expect(await killIn(({ rowsDone }) => rowsDone)).toBeLessThan(rows);
    await start();
    await until('entered');
    running.child.kill('SIGTERM');
    await once(running.child, 'exit');
    const node = await openNode(readConfig(opened.environment));
    try {
      const { records, persons } = await node.kernel.database.asOwner(async (client) => {
        const found = await client.query<{ records: number; persons: number }>(
          `select count(*) as records, count(distinct person_id) as persons from registry.record where not canary`,
        );
        return found.rows[0] ?? { records: 0, persons: 0 };
      });
      expect([records, persons]).toEqual([rows, rows]);
    } finally {
      await node.close();
    }
    expect(await verifyLogOf(opened.node.folder)).toMatchObject({ state: 'verified-and-pinned' });
  });
});
