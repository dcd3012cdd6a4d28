import { withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { type Caller, callerAs, makeWorld, type World } from '../../../../../test/harness/people.js';
import { inventedNumber } from '../../../../../test/harness/invented-record.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

const anHour = 3_600_000;
const limits = { GATEHOUSE_LOOKS_PER_HOUR: '3', GATEHOUSE_LOOKS_PER_DAY: '5' };

onChosenEngines(
  'looks at persons',
  (node) => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(node());
    });
    const search = (caller: Caller, serial: number) =>
      caller('POST', '/api/registry/person-searches', {
        documentType: 'resident_id',
        number: inventedNumber('19900101', serial),
        purpose: 'verification',
        reference: 'invented',
      });
    const searches = async (caller: Caller, count: number): Promise<unknown[]> => {
      const heard = [];
      for (let serial = 1; serial <= count; serial += 1) {
        const answer = await search(caller, serial);
        heard.push(answer.statusCode === 200 ? 'found out' : answer.code);
      }
      return heard;
    };
    const unusualTo = async (login: string) => (await callerAs(node(), login))('GET', '/api/unusual-looks');

    it('are refused past what an account may within an hour, with an entry; another purpose and a colleague are not', async () => {
      const registrar = await callerAs(node(), 'registrar');
      expect(await searches(registrar, 4)).toEqual(['found out', 'found out', 'found out', 'too-many-looks']);
      const person = await registrar(
        'GET',
        '/api/registry/persons/00000000-0000-4000-8000-000000000000?purpose=verification',
      );
      expect(person.code).toBe('not-found');
      expect((await search(await callerAs(node(), 'verifier'), 1)).statusCode).toBe(200);
      const refused = await withTransaction(
        node().kernel.database,
        { kind: 'operator', name: 'root' },
        node().clock.now(),
        ({ sql }) =>
          sql
            .selectFrom('journal.entry')
            .select('outcome')
            .where('act', '=', 'registry.search-person')
            .where('actor', '=', `account:${world.accounts.registrar}`)
            .where('outcome', '=', 'refused')
            .execute(),
      );
      expect(refused).toHaveLength(1);
    });

    it('are told to the auditor and the administrators of that house, without a person; to nobody else', async () => {
      const told = { accountId: world.accounts.registrar, kind: 'find-person', inHour: 3, inDay: 3, isAtLimit: true };
      const answer = await unusualTo('auditor');
      expect(answer.json()).toEqual({ perHour: 3, perDay: 5, items: [told] });
      expect((await unusualTo('admin')).json()).toEqual(answer.json());
      expect((await unusualTo('admin-bureau')).json()).toMatchObject({ items: [] });
      expect((await unusualTo('registrar')).code).toBe('not-permitted');
    });

    it('go on after the hour, until the day is full', async () => {
      node().clock.advance(anHour + 1000);
      expect(await searches(await callerAs(node(), 'registrar'), 3)).toEqual([
        'found out',
        'found out',
        'too-many-looks',
      ]);
      node().clock.advance(23 * anHour);
      expect(await searches(await callerAs(node(), 'registrar'), 1)).toEqual(['found out']);
    });

    it('are counted for officers who prove who a visitor is, and for clerks who look for a check by its number', async () => {
      const [reviewer, clerk] = [await callerAs(node(), 'reviewer'), await callerAs(node(), 'clerk')];
      const proof = 'original_seen';
      const codes = [];
      const found = [];
      for (let serial = 1; serial <= 4; serial += 1) {
        const document = { type: 'resident_id', number: inventedNumber('19900101', serial) };
        codes.push((await reviewer('POST', '/api/desk-codes', { name: '张甲', document, proof })).statusCode);
        found.push((await clerk('POST', '/api/inquiries/find', { documentNumber: document.number })).statusCode);
      }
      expect(codes).toEqual([201, 201, 201, 429]);
      expect(found).toEqual([200, 200, 200, 429]);
    });
  },
  limits,
);
