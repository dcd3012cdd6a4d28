import { withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { makeWorld } from '../../../../../test/harness/people.js';
import {
  type Call,
  callAs,
  declareSources,
  inventedNumber,
  inventedRecord,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { markLate } from './actions/mark-late.js';

const world = registryWorld();
const logins = [
  'registrar',
  'verifier',
  'comparer',
  'comparer-2',
  'recheck',
  'recheck-second',
  'auditor',
  'reviewer',
] as const;
type Login = (typeof logins)[number];
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

onChosenEngines(
  'what the desk does not decide in time',
  (node) => {
    const calls = {} as Record<Login, Call>;
    let serial = 300;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
    });
    /** Sessions end by themselves while the clock of these tests moves on. */
    const signIn = async () => {
      for (const login of logins) calls[login] = await callAs(node(), login);
    };
    const drain = () => node().kernel.jobs.drain();
    const sweep = () => markLate(node(), () => true);
    const later = (milliseconds: number) => node().clock.advance(milliseconds);
    const desk = async (login: Login) => (await calls[login]('GET', '/api/registry/desk')).body['items'];
    const task = async (login: Login) =>
      ((await calls[login]('GET', '/api/registry/overview')).body['tasks'] as { kind: string }[]).find(
        ({ kind }) => kind === 'late-answers',
      );
    /** The kinds of what was marked so far, one for each mark. */
    const marks = async () => {
      const operator = { kind: 'operator', name: 'root' } as const;
      const rows = await withTransaction(node().kernel.database, operator, node().clock.now(), ({ sql }) =>
        sql.selectFrom('journal.entry').select('objectKind').where('act', '=', 'registry.mark-late').execute(),
      );
      return rows.map(({ objectKind }) => objectKind);
    };
    const opine = async (login: Login, ending: string) => {
      const items = (await calls[login]('GET', '/api/registry/comparisons')).body['items'] as {
        id: string;
        version: number;
      }[];
      const [item] = items;
      if (item === undefined) throw new Error(`nothing waits for ${login}`);
      const given = { version: item.version, ending, reason: 'Compared line by line.' };
      const { status } = await calls[login]('POST', `/api/registry/comparisons/${item.id}/opinions`, given);
      expect(status).toBe(201);
      await drain();
    };
    /** Somebody on record, asked about. */
    const asked = async () => {
      const number = inventedNumber('1981-03-03', (serial += 1));
      const name = `郑迟${serial}`;
      const entered = await calls.registrar('POST', '/api/registry/records', inventedRecord({ name, number }));
      const items = [{ recordId: entered.body['recordId'], version: 1 }];
      await calls.verifier('POST', '/api/registry/verifications', { items });
      const person = { name, formerNames: [], documents: [{ type: 'resident_id' as const, number }] };
      const askId = await world.ask(node(), { person });
      await drain();
      return { askId, person };
    };

    it('is marked once for each turn, told as numbers to whoever looks after the registry, and to nobody else', async () => {
      await signIn();
      const first = await asked();
      expect(await desk('registrar')).toMatchObject([{ turn: 'first', waiting: 1, late: 0 }]);
      await sweep();
      expect([await task('registrar'), (await marks()).length]).toEqual([undefined, 0]);
      later(5 * hour);
      await signIn();
      await sweep();
      await sweep();
      expect(await marks()).toEqual(['registry.comparison']);
      for (const login of ['registrar', 'verifier', 'recheck'] as const)
        expect(await task(login)).toMatchObject({ count: 1, overdue: true });
      expect(await task('comparer')).toBeUndefined();
      expect(await desk('auditor')).toMatchObject([{ turn: 'first', waiting: 1, late: 1 }]);
      for (const login of ['comparer', 'reviewer'] as const)
        expect((await calls[login]('GET', '/api/registry/desk')).status).toBe(403);
      expect(JSON.stringify(await desk('registrar'))).not.toContain(first.askId);

      await opine('comparer', 'same_person');
      expect(await desk('registrar')).toMatchObject([{ turn: 'second', waiting: 1, late: 0 }]);
      expect(await task('registrar')).toBeUndefined();
      later(5 * hour);
      await signIn();
      await sweep();
      expect(await marks()).toEqual(['registry.comparison', 'registry.comparison']);
      await opine('comparer-2', 'same_person');
      expect([await desk('registrar'), await task('registrar')]).toEqual([[], undefined]);
    });

    it('after an objection carries the day of the objection at every turn, however much time a turn has of its own', async () => {
      await signIn();
      const first = await asked();
      await opine('comparer', 'same_person');
      await opine('comparer-2', 'same_person');
      const dueAt = new Date(node().clock.now().getTime() + 5 * minute).toISOString();
      await world.ask(node(), { person: first.person, recheckOf: first.askId, dueAt });
      await drain();
      const turn = async () => ((await desk('registrar')) as { turn: string; late: number; oldestDueAt: string }[])[0];
      expect(await turn()).toMatchObject({ turn: 'first', late: 0, oldestDueAt: dueAt });
      await opine('recheck', 'not_the_same');
      expect(await turn()).toMatchObject({ turn: 'second', late: 0, oldestDueAt: dueAt });
      later(6 * minute);
      await signIn();
      expect(await turn()).toMatchObject({ turn: 'second', late: 1, oldestDueAt: dueAt });
      const before = (await marks()).length;
      await sweep();
      // The turn and the question itself, which is what the person waits for.
      expect((await marks()).slice(before).sort()).toEqual(['registry.ask', 'registry.comparison']);
      await opine('recheck-second', 'not_the_same');
      await sweep();
      expect((await marks()).length).toBe(before + 2);
      expect(await desk('registrar')).toEqual([]);
    });

    it('counts what waits for a silent source, and calls it late once the objection should be answered', async () => {
      await signIn();
      const first = await asked();
      await opine('comparer', 'not_the_same');
      await opine('comparer-2', 'not_the_same');
      later(3 * day);
      await signIn();
      const dueAt = new Date(node().clock.now().getTime() + 10 * minute).toISOString();
      await world.ask(node(), { person: first.person, recheckOf: first.askId, dueAt });
      await drain();
      expect(await desk('verifier')).toEqual([{ turn: 'source', waiting: 1, late: 0, oldestDueAt: dueAt }]);
      const before = (await marks()).length;
      later(20 * minute);
      await sweep();
      await sweep();
      expect((await marks()).slice(before)).toEqual(['registry.ask']);
      expect(await desk('verifier')).toEqual([{ turn: 'source', waiting: 1, late: 1, oldestDueAt: dueAt }]);
    });
  },
  {},
  { modules: [world.module] },
);
