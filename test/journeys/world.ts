import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, openNode, readConfig } from '@gatehouse/server';
import { makeWorld } from '../harness/people.js';
import { callAs, declareSources, inventedNumber, inventedRecord } from '../harness/registry-world.js';
import type { TestNode } from '../harness/test-node.js';

/** A real node that listens, with the invented world in it, for browsers. */
export type JourneyWorld = {
  readonly node: TestNode;
  /** Where browsers reach it, without a slash at the end. */
  readonly address: string;
  readonly close: () => Promise<void>;
};

/** Two invented people; one of them is on record. */
export const people = {
  recorded: { name: '陈建国', number: inventedNumber('19790514', 1) },
  unrecorded: { name: '李春燕', number: inventedNumber('19920316', 8) },
} as const;

/** Opens a demonstration node on a fresh folder, with a clock that runs, and lets its loops and jobs run. */
export async function openWorld(): Promise<JourneyWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-journey-'));
  const port = await freePort();
  const clock = runningClock();
  const opened = await openNode(
    readConfig({
      GATEHOUSE_DATA: folder,
      GATEHOUSE_MODE: 'demo',
      GATEHOUSE_LOG_LEVEL: 'silent',
      GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
      GATEHOUSE_PUBLIC_ADDRESS: `http://127.0.0.1:${port}`,
      PORT: String(port),
    }),
    { clock },
  );
  const node: TestNode = { ...opened, clock, engine: 'embedded', folder };
  await makeWorld(node);
  await declareSources(node);
  await putOnRecord(node);
  await opened.http.listen({ port, host: '127.0.0.1' });
  opened.start();
  return {
    node,
    address: `http://127.0.0.1:${port}`,
    close: async () => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A clock that goes on by itself and can be moved ahead, past a period that nobody would sit through. */
function runningClock(): FakeClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    set: (instant) => {
      ahead = instant.getTime() - Date.now();
    },
  };
}

/** A registrar enters a record and a second person verifies it, as in any registry. */
async function putOnRecord(node: TestNode): Promise<void> {
  const registrar = await callAs(node, 'registrar');
  const verifier = await callAs(node, 'verifier');
  const entered = await registrar('POST', '/api/registry/records', inventedRecord(people.recorded));
  const items = [{ recordId: entered.body.recordId, version: 1 }];
  const verified = await verifier('POST', '/api/registry/verifications', { items });
  if (entered.status !== 201 || verified.status !== 200) throw new Error('the record could not be made');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
