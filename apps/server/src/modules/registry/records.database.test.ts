import type { RecordEntry } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
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
import { replay } from './rules/history.js';
import { personStore } from './store/person-store.js';
import { openDecision, recordStore } from './store/record-store.js';

const world = registryWorld();

onChosenEngines(
  'records',
  (node) => {
    let registrar: Call;
    let verifier: Call;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      registrar = await callAs(node(), 'registrar');
      verifier = await callAs(node(), 'verifier');
    });

    const enter = async (name: string, number: string, decision = {}, reference?: string) => {
      const answer = await registrar(
        'POST',
        '/api/registry/records',
        inventedRecord({ name, number }, decision, reference),
      );
      expect(answer).toMatchObject({ status: 201 });
      return answer.body as { recordId: string; personId: string; outcome: string; personKnown: boolean };
    };
    const verify = (recordId: string, version = 1) =>
      verifier('POST', '/api/registry/verifications', { items: [{ recordId, version }] });
    const propose = (recordId: string, verb: string, version: number, more = {}) =>
      registrar('POST', `/api/registry/records/${recordId}/proposals`, {
        verb,
        version,
        reason: 'By order of the invented court.',
        validFrom: '2020-01-01',
        ...more,
      });
    const decide = (proposalId: unknown, recordVersion: number, decision = 'confirm') =>
      verifier('POST', `/api/registry/proposals/${String(proposalId)}/decision`, {
        recordVersion,
        decision,
        reason: 'Compared with the order.',
      });

    it('a record entered by one is made effective by another, and the same entry again is the same', async () => {
      const number = inventedNumber('19800101', 1);
      const first = await enter('张三', number);
      expect(first.outcome).toBe('new');
      expect((await verify(first.recordId)).body).toMatchObject({ results: [{ outcome: 'verified' }] });
      const again = await enter('张三', number);
      expect(again).toMatchObject({ recordId: first.recordId, outcome: 'same', personKnown: true });
    });

    it('a person who arrives again gets a further record and never becomes a second person', async () => {
      const number = inventedNumber('19800101', 1);
      const further = await enter(
        '张三',
        number,
        { decisionDate: '2020-05-01', effectiveDate: '2020-05-12' },
        '另一文书',
      );
      expect(further).toMatchObject({ outcome: 'new', personKnown: true });
      const people = await withTransaction(
        node().kernel.database,
        systemViewer('demonstration'),
        node().clock.now(),
        (transaction) => personStore(node().kernel.keys, transaction).idsByDocuments([{ type: 'resident_id', number }]),
      );
      expect(people).toEqual([further.personId]);
    });

    it('two who enter one new person at the same moment make one person with two records', async () => {
      const number = inventedNumber('19850505', 2);
      const both = await Promise.all([enter('王五', number, {}, 'A'), enter('王五', number, {}, 'B')]);
      expect(new Set(both.map(({ personId }) => personId)).size).toBe(1);
      expect(new Set(both.map(({ recordId }) => recordId)).size).toBe(2);
    });

    const refusals: [string, Partial<RecordEntry['decision']>, string][] = [
      ['a decision that is not final', { effectiveDate: null }, 'registry-record-not-final'],
      ['an offence that is not in scope', { offenceCodes: ['264'] }, 'registry-record-out-of-scope'],
      [
        'a record that the law seals for everybody',
        { acts: [{ from: '1996-01-01', to: null, main: true }], sentence: { kind: 'fixed_term', months: 60 } },
        'registry-record-not-kept',
      ],
    ];
    it.each(refusals)('refuses %s', async (_name, decision, code) => {
      const entry = inventedRecord({ name: '赵六', number: inventedNumber('19800303', 3) }, decision);
      const answer = await registrar('POST', '/api/registry/records', entry);
      expect(answer).toMatchObject({ status: 422, body: { code } });
    });

    it('refuses a number that fails its check and one of a real province, without repeating it', async () => {
      for (const number of ['100101198001010010', '110101198001010014']) {
        const answer = await registrar('POST', '/api/registry/records', inventedRecord({ name: '赵六', number }));
        expect(answer).toMatchObject({ status: 422, body: { code: 'registry-number-wrong' } });
        expect(JSON.stringify(answer.body)).not.toContain(number);
      }
    });

    it('says that a number read off the source document differs', async () => {
      const { recordId } = await enter('孙七', inventedNumber('19700707', 4));
      const items = [{ recordId, version: 1, documentNumber: inventedNumber('19700707', 5) }];
      const answer = await verifier('POST', '/api/registry/verifications', { items });
      expect(answer.body).toMatchObject({ results: [{ outcome: 'refused', code: 'registry-number-differs' }] });
    });

    it('correcting keeps the old facts, and both looks back show what was so and what was known', async () => {
      const number = inventedNumber('19750505', 6);
      const { recordId, personId } = await enter('周八', number);
      await verify(recordId);
      const before = node().clock.now();
      node().clock.advance(300_000);
      const { decision } = inventedRecord({ name: '周八', number }, { sentence: { kind: 'fixed_term', months: 48 } });
      const proposal = await propose(recordId, 'correct', 2, { decision });
      expect(proposal.status).toBe(201);
      expect(await decide(proposal.body['proposalId'], 2)).toMatchObject({ status: 200, body: { version: 3 } });
      const months = async (query: string) => {
        const page = await registrar('GET', `/api/registry/persons/${personId}?purpose=correction${query}`);
        const [record] = page.body['records'] as { decision: { sentence: { months: number } } }[];
        return record?.decision.sentence.months;
      };
      expect(await months('')).toBe(48);
      expect(await months(`&knownAt=${before.toISOString()}`)).toBe(36);
      expect(await months('&effectiveOn=2019-12-31')).toBe(36);
      expect(
        (await registrar('GET', `/api/registry/persons/${personId}?purpose=correction&effectiveOn=2019-01-01`)).status,
      ).toBe(404);
      // Without a purpose nobody is looked at.
      expect((await registrar('GET', `/api/registry/persons/${personId}`)).status).toBe(422);
    });

    it('a sealed record is in no view, also not in one of the past, and a stale version is refused', async () => {
      const number = inventedNumber('19760606', 7);
      const { recordId, personId } = await enter('吴九', number);
      await verify(recordId);
      const known = node().clock.now().toISOString();
      const search = { documentType: 'resident_id', number, purpose: 'verification', reference: 'case 1' };
      expect((await registrar('POST', '/api/registry/person-searches', search)).body).toEqual({ personId });
      expect((await propose(recordId, 'seal', 1)).body).toMatchObject({ code: 'changed-meanwhile' });
      const proposal = await propose(recordId, 'seal', 2);
      expect((await propose(recordId, 'withdraw', 2)).body).toMatchObject({ code: 'registry-proposal-waiting' });
      await decide(proposal.body['proposalId'], 2);
      expect((await registrar('POST', '/api/registry/person-searches', search)).body).toEqual({ personId: null });
      expect(
        (await registrar('GET', `/api/registry/persons/${personId}?purpose=verification&knownAt=${known}`)).status,
      ).toBe(404);
      expect((await enter('吴九', number)).outcome).toBe('same');
      const unseal = await propose(recordId, 'unseal', 3);
      expect(await decide(unseal.body['proposalId'], 3)).toMatchObject({ body: { state: 'effective' } });
      expect((await registrar('POST', '/api/registry/person-searches', search)).body).toEqual({ personId });
    });

    it('the replay of every record equals its row', async () => {
      const { database, keys } = node().kernel;
      await withTransaction(database, systemViewer('demonstration'), node().clock.now(), async (transaction) => {
        const all = await transaction.sql.selectFrom('registry.record').select(['id', 'personId']).execute();
        const persons = await personStore(keys, transaction).load(all.map(({ personId }) => personId));
        expect(all.length).toBeGreaterThan(5);
        for (const row of await recordStore(transaction).byIds(all.map(({ id }) => id))) {
          const person = persons.get(row.personId);
          if (person === undefined) throw new Error('a record without a person');
          const { state, corrected, version, sealingLiftedOn } = row;
          const replayed = replay(await recordStore(transaction).actions(person.sealer, row.id));
          expect(replayed).toEqual({
            state,
            corrected,
            version,
            sealingLiftedOn,
            decision: openDecision(person.sealer, row),
          });
        }
      });
    });

    it('keeps nobody in clear: no name, number or reference in any row', async () => {
      await withTransaction(
        node().kernel.database,
        systemViewer('demonstration'),
        node().clock.now(),
        async ({ sql }) => {
          for (const table of [
            'registry.person',
            'registry.personName',
            'registry.personDocument',
            'registry.record',
            'registry.recordAction',
          ] as const) {
            const text = JSON.stringify(await sql.selectFrom(table).selectAll().execute(), (_key, value) =>
              value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
            );
            expect(text).not.toMatch(/张三|吴九|100101|虚01/);
          }
        },
      );
    });

    it('nobody else reads a person: a clerk and an administrator are refused', async () => {
      for (const login of ['clerk', 'admin', 'comparer']) {
        const call = await callAs(node(), login);
        expect((await call('GET', `/api/registry/persons/${crypto.randomUUID()}?purpose=verification`)).status).toBe(
          403,
        );
        expect((await call('GET', '/api/registry/verifications')).status).toBe(403);
      }
    });
  },
  {},
  { modules: [world.module] },
);
