import { fakeClock, type Node, openNode, readConfig } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { copyFolder } from '../harness/copy-folder.js';
import { type Caller, callerAs, makeWorld } from '../harness/people.js';
import { diskWay, type SmallDisk, smallDisk } from '../harness/small-disk.js';
import { byPasswordAlone, testStart } from '../harness/test-node.js';
import { verifyLogOf } from '../harness/whole-log.js';

/** More acts than a full disk can take into the pages it holds already. */
const mostActs = 3000;

describe(`the disk of an embedded database is full (${diskWay})`, () => {
  const clock = fakeClock(testStart);
  const acknowledged: string[] = [];
  let disk: SmallDisk;
  let node: Node;
  let clerk: Caller;
  const config = () =>
    readConfig({
      GATEHOUSE_DATA: disk.folder,
      GATEHOUSE_LOG_LEVEL: 'silent',
      GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
    });
  const makeToken = async () => {
    const expiresAt = new Date(clock.now().getTime() + 86_400_000).toISOString();
    const answer = await clerk('POST', '/api/tokens', { name: 'a program', expiresAt });
    if (answer.statusCode === 201) acknowledged.push(String(answer.json()['id']));
    return answer;
  };
  const held = () =>
    node.kernel.database.asOwner(async (client) => {
      const tokens = await client.query<{ id: string }>('select id from access.api_token');
      const entries = await client.query<{ count: number; placed: number }>(
        `select count(*) as count, count(leaf_index) as placed from journal.entry left join journal.place on entry_id = id
          where act = 'access.create-token' and outcome = 'done'`,
      );
      return { tokens: tokens.rows.map(({ id }) => id).sort(), ...entries.rows[0] };
    });

  beforeAll(async () => {
    disk = smallDisk(160);
    await copyFolder(inject('embeddedTemplate'), disk.folder);
    node = await openNode(config(), { ...byPasswordAlone, clock });
    const opened = { ...node, clock, engine: 'embedded' as const, folder: disk.folder };
    await makeWorld(opened);
    clerk = await callerAs(opened, 'clerk');
    node.start();
  });
  afterAll(async () => {
    disk.makeRoom();
    await node.close();
    disk.remove();
  });

  it('says so in both languages, and has done nothing that it refused', async () => {
    expect((await makeToken()).statusCode).toBe(201);
    disk.fill();
    let answer = await makeToken();
    for (let acts = 0; answer.statusCode === 201 && acts < mostActs; acts += 1) answer = await makeToken();
    expect(answer).toMatchObject({ statusCode: 507, code: 'storage-full' });
    expect(answer.json()['words']).toEqual({
      title: { en: 'The disk is full, so nothing was saved', zh: '磁盘已满，未能保存' },
      next: {
        en: 'What was acknowledged before is safe. The operator has to make room, then send again.',
        zh: '此前已确认的内容不受影响。请运维人员清理空间后重新提交。',
      },
    });
    expect((await held()).tokens).toEqual([...acknowledged].sort());
  });

  it('goes on when there is room again, without a new start', async () => {
    disk.makeRoom();
    expect((await makeToken()).statusCode).toBe(201);
  });

  it('has lost nothing that was acknowledged, and its log holds all of it', async () => {
    await node.close();
    node = await openNode(config(), { ...byPasswordAlone, clock });
    const { tokens, count, placed } = await held();
    expect(tokens).toEqual([...acknowledged].sort());
    expect({ count, placed }).toEqual({ count: acknowledged.length, placed: acknowledged.length });
    expect(await verifyLogOf(disk.folder)).toMatchObject({ state: 'verified-and-pinned' });
  });
});
