import { beforeAll, expect, it } from 'vitest';
import { soundDraft } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn, signInAs } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

/** Statements of one request, in their order. */
type Statements = readonly string[];

onChosenEngines('what every node does all day costs few statements', (node) => {
  const seen: string[] = [];
  let clerk: SignedIn;
  let id = '';
  let order = 0;

  const draft = async () => {
    order += 1;
    const payload = soundDraft(order);
    return node().http.inject({ method: 'POST', url: '/api/inquiries', headers: clerk, payload });
  };
  const read = () => node().http.inject({ url: `/api/inquiries/${id}`, headers: clerk });
  const statementsOf = async (request: () => Promise<{ statusCode: number }>): Promise<Statements> => {
    seen.length = 0;
    expect((await request()).statusCode).toBeLessThan(300);
    return [...seen];
  };

  beforeAll(async () => {
    await makeWorld(node());
    const counted = new WeakSet();
    node().kernel.database.pool.on('acquire', (client) => {
      if (counted.has(client)) return;
      counted.add(client);
      const query = client.query.bind(client) as (...given: unknown[]) => unknown;
      Object.assign(client, {
        query: (...given: unknown[]) => {
          const [question] = given;
          seen.push(typeof question === 'string' ? question : (question as { text: string }).text);
          return query(...given);
        },
      });
    });
    clerk = await signInAs(node(), 'clerk');
    id = (await draft()).json().id;
    await read();
  });

  it('a read: who asks, the row and its page, and one entry', async () => {
    const statements = await statementsOf(read);
    expect(statements.length).toBeLessThanOrEqual(16);
    expect(statements.filter((text) => text.includes('insert into'))).toHaveLength(1);
    expect(statements.filter((text) => text.startsWith('begin read only'))).toHaveLength(1);
  });

  it('a draft: who asks, its rows and one entry', async () => {
    const statements = await statementsOf(draft);
    expect(statements.length).toBeLessThanOrEqual(20);
    expect(statements.filter((text) => text.includes('journal.entry'))).toHaveLength(1);
    expect(statements.filter((text) => text.startsWith('begin;'))).toHaveLength(2);
  });

  it('readings of the same moment share commits, and each has its entry', async () => {
    const entries = async () =>
      (
        await node().kernel.database.asOwner((client) =>
          client.query<{ count: number }>(`select count(*) as count from journal.entry where act = 'inquiry.read'`),
        )
      ).rows[0]?.count ?? 0;
    const before = await entries();
    const statements = await statementsOf(async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, read));
      return answers.find(({ statusCode }) => statusCode !== 200) ?? { statusCode: 200 };
    });
    expect(await entries()).toBe(before + 8);
    expect(statements.filter((text) => text.includes('journal.entry')).length).toBeLessThanOrEqual(8);
  });

  it('nothing is shown when the entry of a reading cannot be written', async () => {
    const { journal } = node().kernel;
    const failing = {
      ...journal,
      append: () => Promise.reject(new Error('down')),
      appendRead: () => Promise.reject(new Error('down')),
    };
    Object.assign(node().kernel, { journal: failing });
    try {
      const answer = await read();
      expect([answer.statusCode, answer.json().code]).toEqual([503, 'not-ready']);
      expect(answer.body).not.toContain('张甲');
    } finally {
      Object.assign(node().kernel, { journal });
    }
    expect((await read()).statusCode).toBe(200);
  });
});
