import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, type NodeOptions, openNode, readConfig } from '@gatehouse/server';
import { inject, vi } from 'vitest';
import { copyFolder } from '../harness/copy-folder.js';
import { copiedDatabase, type TestDatabase } from '../harness/empty-database.js';
import type { TestProvider } from '../harness/identity-provider.js';
import { makeWorld } from '../harness/people.js';
import { callAs, declareSources, inventedNumber, inventedRecord } from '../harness/registry-world.js';
import type { Engine, TestNode } from '../harness/test-node.js';
import { walkingClock } from '../harness/walking-clock.js';
import { openPost, type Post } from './post.js';

/** A real node that listens, with the invented world in it, for browsers. */
export type JourneyWorld = {
  readonly node: TestNode;
  /** Where browsers reach it, without a slash at the end. */
  readonly address: string;
  /** Everybody's phones. */
  readonly post: Post;
  /** The identity provider by which people sign in, where there is one. */
  readonly provider: TestProvider | undefined;
  /** Goes past the next release window of the pack, or as many minutes on as are said. */
  readonly goOn: (minutes?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Person = { readonly name: string; readonly number: string };

/** Invented people on record, each for a journey of their own. */
export const onRecord = {
  recorded: { name: '陈建国', number: inventedNumber('19790514', 1) },
  borrowed: { name: '周国庆', number: inventedNumber('19851001', 2) },
  compared: { name: '吴海涛', number: inventedNumber('19800808', 3) },
  sealed: { name: '郑文博', number: inventedNumber('19831212', 4) },
  serving: { name: '王志强', number: inventedNumber('19770707', 5) },
  objecting: { name: '孙立军', number: inventedNumber('19811111', 6) },
} as const;

/** Invented people of whom nothing is known. */
export const unknown = {
  unrecorded: { name: '李春燕', number: inventedNumber('19920316', 8) },
  alike: { name: '赵思雨', number: inventedNumber('19910214', 9) },
  refusing: { name: '冯晓梅', number: inventedNumber('19930303', 10) },
  disputing: { name: '蒋玉兰', number: inventedNumber('19940404', 11) },
  withdrawing: { name: '韩雪', number: inventedNumber('19950505', 12) },
  onPaper: { name: '杨秀英', number: inventedNumber('19660606', 13) },
  teacher: { name: '朱丽华', number: inventedNumber('19880818', 14) },
} as const;

export type WorldOptions = Pick<NodeOptions, 'isFactorForced' | 'writeLog'> & {
  /** Which engine keeps its data, in a copy of a migrated database: PostgreSQL, unless a journey proves the embedded one. */
  readonly engine?: Engine;
  /** An empty database on a PostgreSQL server that keeps the data instead, and stays. */
  readonly databaseUrl?: string;
  /** An identity provider by which people sign in. */
  readonly provider?: TestProvider;
};

/**
 * Opens a demonstration node on a folder of its own, with a clock that stands, and lets its loops and jobs run.
 * @param options `isFactorForced`: its desks ask for a second factor, as an office's do; then nobody is on record. `writeLog`: takes every line of the
 * process log, which is silent without it
 */
export async function openWorld({
  engine = 'postgres',
  databaseUrl,
  provider,
  ...options
}: WorldOptions = {}): Promise<JourneyWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-journey-'));
  const database = databaseUrl === undefined ? await copyDemonstration(engine, folder) : undefined;
  const port = await freePort();
  const clock = standingClock();
  const post = openPost();
  provider?.sendHomeTo(`http://127.0.0.1:${port}`);
  const opened = await openNode(
    readConfig({
      ...provider?.environment,
      GATEHOUSE_DATA: folder,
      DATABASE_URL: databaseUrl ?? database?.url ?? '',
      GATEHOUSE_MODE: 'demo',
      GATEHOUSE_LOG_LEVEL: options.writeLog === undefined ? 'silent' : 'trace',
      GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
      GATEHOUSE_PUBLIC_ADDRESS: `http://127.0.0.1:${port}`,
      PORT: String(port),
    }),
    // Who is drawn for a blind comparison must not turn on chance.
    { ...options, clock, providers: post.providers, draw: () => 1, sendsCanaries: false },
  );
  const node: TestNode = { ...opened, clock, engine, folder };
  await makeWorld(node);
  if (options.isFactorForced !== true) {
    await declareSources(node);
    for (const person of Object.values(onRecord)) await putOnRecord(node, person);
  }
  await opened.http.listen({ port, host: '127.0.0.1' });
  opened.start();
  return {
    node,
    address: `http://127.0.0.1:${port}`,
    post,
    provider,
    goOn: async (minutes = 1) => {
      clock.advance(minutes * 60_000);
      // What was staged just before looks old now: acts are refused until the log has taken it in.
      await vi.waitFor(() => opened.kernel.journal.assertKeepingUp(), { timeout: 30_000, interval: 20 });
    },
    close: async () => {
      await opened.close();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Copies the demonstration of an engine: its folder, and its database where that is on the server. */
async function copyDemonstration(engine: Engine, folder: string): Promise<TestDatabase | undefined> {
  if (engine === 'embedded') {
    await copyFolder(inject('demonstrationTemplate'), folder);
    return undefined;
  }
  const template = inject('demonstrationOnServer');
  await copyFolder(template.folder, folder);
  return copiedDatabase(template.database);
}

/** Stands shortly after a full minute: whoever goes one minute on passes one window of the demonstration. */
function standingClock(): FakeClock {
  return walkingClock(new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 1000));
}

/** A registrar enters a record and a second person verifies it, as in any registry. */
async function putOnRecord(node: TestNode, person: Person): Promise<void> {
  const registrar = await callAs(node, 'registrar');
  const verifier = await callAs(node, 'verifier');
  const entered = await registrar('POST', '/api/registry/records', inventedRecord(person));
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
