import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { openNode, readConfig } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../harness/people.js';
import { serve, served, sessionAt } from '../harness/served-node.js';
import { chosenEngines, openTestNode } from '../harness/test-node.js';
import { verifyLogOf } from '../harness/whole-log.js';

const kills = 3;

/**
 * Makes tokens, several at once, until the node is gone; `heard` is told how many were acknowledged, whenever one is.
 * @returns the ids that were acknowledged
 */
async function load(address: string, heard: (count: number) => void): Promise<string[]> {
  const headers = { ...(await sessionAt(address, 'clerk')), 'content-type': 'application/json' };
  const acknowledged: string[] = [];
  const body = JSON.stringify({ name: 'load', expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
  const worker = async (): Promise<void> => {
    for (;;) {
      try {
        const answer = await fetch(`${address}/api/tokens`, { method: 'POST', headers, body });
        if (answer.status !== 201) throw new Error(`the node answered ${answer.status}`);
        acknowledged.push(((await answer.json()) as { id: string }).id);
        heard(acknowledged.length);
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return acknowledged;
}

describe.each(chosenEngines)('bad luck at the level of the process (%s)', (engine) => {
  let opened: Awaited<ReturnType<typeof openTestNode>>;
  let running: ChildProcess | undefined;
  beforeAll(async () => {
    opened = await openTestNode(engine);
    await makeWorld(opened.node);
  });
  afterAll(async () => {
    running?.kill('SIGKILL');
    await opened.remove();
  });

  it('says to a second process who holds the data folder, in both languages', async () => {
    const second = await serve(opened.environment);
    expect(second).toMatchObject({ status: 1, stderr: expect.stringContaining(`process ${process.pid}`) });
    expect(second).toMatchObject({ stderr: expect.stringContaining('另一守门进程') });
    await opened.node.close();
  });

  it('says that the port is taken, and lets go of the folder', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const refused = await serve({ ...opened.environment, PORT: String(port) });
    other.close();
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(`Port ${port}`) });
    expect(refused).toMatchObject({ stderr: expect.stringContaining(`端口${port}`) });
  });

  it('loses nothing acknowledged when it is killed under load, and does nothing without an entry', async () => {
    const acknowledged: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const { child, address } = await served(opened.environment);
      running = child;
      // In the midst of other requests, each time at another point.
      const mostHeard = 5 + 7 * kill;
      const loading = load(address, (count) => {
        if (count === mostHeard) child.kill('SIGKILL');
      });
      const [ids] = await Promise.all([loading, once(child, 'exit')]);
      expect(ids.length).toBeGreaterThanOrEqual(mostHeard);
      acknowledged.push(...ids);
    }
    const interrupted = await openNode(readConfig(opened.environment));
    interrupted.start();
    // What was staged when the process died gets its place before the node is closed.
    await interrupted.close();
    const node = await openNode(readConfig(opened.environment));
    try {
      const { tokens, entries } = await node.kernel.database.asOwner(async (client) => {
        const made = await client.query<{ id: string }>('select id from access.api_token');
        const said = await client.query<{ count: number; placed: number }>(
          `select count(*) as count, count(leaf_index) as placed from journal.entry left join journal.place on entry_id = id where act = 'access.create-token' and outcome = 'done'`,
        );
        return { tokens: new Set(made.rows.map(({ id }) => id)), entries: said.rows[0] };
      });
      expect(acknowledged.filter((id) => !tokens.has(id))).toEqual([]);
      expect(entries).toEqual({ count: tokens.size, placed: tokens.size });
    } finally {
      await node.close();
    }
    expect(await verifyLogOf(opened.node.folder)).toMatchObject({ state: 'verified-and-pinned' });
  }, 300_000);
});
