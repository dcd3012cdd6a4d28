import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTransaction } from '@gatehouse/server';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { goodCalls, sendGoodCall } from '../../access-matrix/good-calls/every-call.js';
import { beginStory, type Story } from '../../access-matrix/good-calls/story.js';
import { startProvider } from '../../harness/identity-provider.js';
import type { Engine } from '../../harness/test-node.js';
import { callAs, inventedNumber, inventedRecord } from '../../harness/registry-world.js';
import { type JourneyWorld, openWorld } from '../../journeys/world.js';
import type { WhatStands } from './what-stands.js';

const into = process.env.FREEZE_INTO ?? '';
const engine: Engine = 'postgres';
const asked = { name: '沈冰清', number: inventedNumber('19920808', 31) };
const recorded = { name: '韩铁城', number: inventedNumber('19720707', 32) };

// Every good call of the access matrix is made first, so that each table has rows as this version writes them.
it('keeps a node of this version: its backup, its keys, and what its log had published', async () => {
  const provider = await startProvider();
  const world = await openWorld({ engine, provider });
  try {
    const story = await beginStory(world);
    for (const name of Object.keys(goodCalls)) await callOnce(story, name);
    const inquiry = await story.prepared.drafted(asked);
    const registrar = await callAs(world.node, 'registrar');
    const record = await registrar('POST', '/api/registry/records', inventedRecord(recorded));
    await published(world);
    await mkdir(into, { recursive: true });
    for (const file of ['vkey', 'checkpoint']) await cp(join(world.node.folder, 'log', file), join(into, file));
    await cp(join(world.node.folder, 'keys'), join(into, 'keys'), { recursive: true });
    const identity = await generateX25519Identity();
    await writeFile(join(into, 'identity'), `${identity}\n`);
    const body = { out: join(into, 'backup.age'), recipients: [await identityToRecipient(identity)] };
    expect(await story.send('POST', '/api/operations/backups', { by: 'operator', body })).toMatchObject({
      status: 200,
    });
    const stands: WhatStands = {
      at: world.node.clock.now().toISOString(),
      engine,
      inquiry: { id: inquiry, name: asked.name },
      record: { id: String(record.body.recordId), name: recorded.name },
    };
    await writeFile(join(into, 'what-stands.json'), `${JSON.stringify(stands, undefined, 2)}\n`);
  } finally {
    await world.close();
    await provider.close();
  }
});

async function callOnce(story: Story, name: string): Promise<void> {
  const endpoint = story.world.node.routes.find(
    (one) => `${one.endpoint.method} ${one.endpoint.path}` === name,
  )?.endpoint;
  const call = await goodCalls[name]?.(story);
  if (endpoint === undefined || call === undefined) throw new Error(`${name} has no good call`);
  const answer = await sendGoodCall(story, endpoint, call);
  if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${answer.text}`);
  await call.keep?.(answer);
}

/** Until all that was written has its place in the published log. */
async function published({ node }: JourneyWorld): Promise<void> {
  const waiting = () =>
    withTransaction(node.kernel.database, { kind: 'operator', name: 'root' }, node.kernel.clock.now(), ({ sql }) =>
      sql.selectFrom('journal.head').selectAll().executeTakeFirstOrThrow(),
    );
  for (;;) {
    const { treeSize, publishedSize } = await waiting();
    if (treeSize === publishedSize) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
