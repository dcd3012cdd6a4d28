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

const world = registryWorld();
const logins = [
  'registrar',
  'verifier',
  'comparer',
  'comparer-2',
  'recheck',
  'recheck-second',
  'recheck-third',
] as const;
type Login = (typeof logins)[number];

onChosenEngines(
  'a question that is looked at again',
  (node) => {
    const calls = {} as Record<Login, Call>;
    let serial = 100;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      for (const login of logins) calls[login] = await callAs(node(), login);
    });
    const drain = () => node().kernel.jobs.drain();
    const inbox = async (login: Login) =>
      (await calls[login]('GET', '/api/registry/comparisons')).body['items'] as {
        id: string;
        version: number;
        stage: string;
      }[];
    const opine = async (login: Login, ending: string) => {
      const [item] = await inbox(login);
      if (item === undefined) throw new Error(`nothing waits for ${login}`);
      const given = { version: item.version, ending, reason: 'Compared line by line.' };
      const { status } = await calls[login]('POST', `/api/registry/comparisons/${item.id}/opinions`, given);
      await drain();
      return { id: item.id, status };
    };
    const answersTo = (askId: string) =>
      world.sent().flatMap(({ body }) => (body.askId === askId ? [body.outcome] : []));
    /** Somebody on record, asked about and found; by two of the desks, or by the third where they differ. */
    const found = async (third = false) => {
      const number = inventedNumber('1981-03-03', (serial += 1));
      const name = `吴复${serial}`;
      const entered = await calls.registrar('POST', '/api/registry/records', inventedRecord({ name, number }));
      const items = [{ recordId: entered.body['recordId'], version: 1 }];
      await calls.verifier('POST', '/api/registry/verifications', { items });
      const person = { name, formerNames: [], documents: [{ type: 'resident_id' as const, number }] };
      const askId = await world.ask(node(), { person });
      await drain();
      await opine('comparer', 'same_person');
      await opine('comparer-2', third ? 'not_the_same' : 'same_person');
      if (third) await opine('recheck', 'same_person');
      expect(answersTo(askId)).toEqual(['record_found']);
      return { askId, person };
    };
    const again = async ({ askId, person }: Awaited<ReturnType<typeof found>>) => {
      const second = await world.ask(node(), { person, recheckOf: askId });
      await drain();
      return second;
    };

    it('is compared at every stage by the re-check desk, blind to each other, and by no comparer', async () => {
      const askId = await again(await found());
      for (const login of ['comparer', 'comparer-2'] as const) expect(await inbox(login)).toEqual([]);
      for (const login of ['recheck', 'recheck-second'] as const)
        expect(await inbox(login)).toMatchObject([{ stage: 'first' }]);
      const { id, status } = await opine('recheck', 'same_person');
      expect(status).toBe(201);
      expect((await calls.comparer('GET', `/api/registry/comparisons/${id}`)).status).toBe(404);
      expect(await inbox('recheck')).toEqual([]);
      const [mine] = await inbox('recheck-second');
      const view = await calls['recheck-second']('GET', `/api/registry/comparisons/${mine?.id}`);
      expect([view.status, view.body['stage'], view.body['earlierOpinions']]).toEqual([200, 'second', []]);
      await opine('recheck-second', 'same_person');
      expect(answersTo(askId)).toEqual(['record_found']);
    });

    it('is decided by a third where two differ, and found to be nobody where it is', async () => {
      const askId = await again(await found());
      await opine('recheck', 'not_the_same');
      await opine('recheck-second', 'same_person');
      expect(await inbox('recheck-third')).toMatchObject([{ stage: 'recheck' }]);
      await opine('recheck-third', 'not_the_same');
      expect(answersTo(askId)).toEqual(['no_record']);
    });

    it('is hidden from whoever gave an opinion the first time, also as the third person', async () => {
      const askId = await again(await found(true));
      const [item] = await inbox('recheck-second');
      expect(item).toMatchObject({ stage: 'first' });
      expect(await inbox('recheck')).toEqual([]);
      expect((await calls.recheck('GET', `/api/registry/comparisons/${item?.id}`)).status).toBe(404);
      const given = { version: item?.version, ending: 'same_person', reason: 'I know him.' };
      expect((await calls.recheck('POST', `/api/registry/comparisons/${item?.id}/opinions`, given)).status).toBe(404);
      await opine('recheck-second', 'not_the_same');
      await opine('recheck-third', 'not_the_same');
      expect(answersTo(askId)).toEqual(['no_record']);
    });

    it('is hidden from whoever looked back at the first answer; and nobody looks back who compared it, or while it is under way', async () => {
      const first = await found();
      const look = { purpose: 'objection', reference: 'Objection 7' };
      const lookBack = async (login: Login) =>
        (await calls[login]('POST', `/api/registry/answers/${first.askId}/replays`, look)).status;
      expect(await lookBack('recheck')).toBe(200);
      const askId = await again(first);
      expect(await inbox('recheck')).toEqual([]);
      for (const login of ['recheck', 'recheck-second'] as const) expect(await lookBack(login)).toBe(404);
      await opine('recheck-second', 'not_the_same');
      await opine('recheck-third', 'not_the_same');
      expect(answersTo(askId)).toEqual(['no_record']);
      expect(await lookBack('recheck')).toBe(200);
      for (const login of ['recheck-second', 'recheck-third'] as const) expect(await lookBack(login)).toBe(404);
    });

    it('has to name a question of the same node that was answered', async () => {
      await expect(world.ask(node(), { recheckOf: crypto.randomUUID() })).rejects.toMatchObject({ code: 'not-found' });
    });
  },
  {},
  { modules: [world.module] },
);
