import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caller, inquiryTestModule, uploadFile } from '../../../../../test/harness/inquiry-world.js';
import {
  arrange,
  colleagueOf,
  entriesOf,
  everyItem,
  fileOf,
  keptOf,
  listedPeople,
  timesDone,
  withFullDisk,
} from '../../../../../test/harness/many-rows.js';
import { makeWorld, type SignedIn, signInAs, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { sweepDeeds } from './actions/sweep-deeds.js';
import { chunk, workDeed } from './actions/work-deed.js';

const world = inquiryTestModule();
const rows = chunk + 20;
const day = 86_400_000;
/** The pack's ninety days end with their last day. */
const validDays = 91;

type Item = { readonly id: string; readonly version: number };

onChosenEngines(
  'a deed for many',
  (node) => {
    let accounts: World['accounts'];
    let colleagueId = '';
    const sessions = new Map<string, SignedIn>();
    const as = (login: string) => caller(node, () => sessions.get(login) as SignedIn);
    const signIn = async (...logins: string[]): Promise<void> => {
      for (const login of logins) sessions.set(login, await signInAs(node(), login));
    };
    const [clerk, reviewer, colleague] = [as('clerk'), as('reviewer'), as('clerk-second')];
    const platform = () => ({ kernel: node().kernel, doors: world.doors });
    const drain = () => node().kernel.jobs.drain();
    let year = 1950;

    const listOf = async (count: number, candidates = 0): Promise<{ id: string; ids: string[] }> => {
      year += 1;
      const start = new Date(node().clock.now().getTime() + 30 * day).toISOString().slice(0, 10);
      const file = fileOf(listedPeople(count, candidates, year), start);
      const { id } = (await uploadFile(node(), sessions.get('clerk') as SignedIn, file, `${year}.csv`)).json();
      await drain();
      const items = await everyItem<{ id: string }>(clerk, `/api/inquiry-batches/${id}/rows`);
      return { id, ids: items.map((item) => item.id) };
    };
    const prove = (id: string, who = clerk) =>
      who('POST', `/api/inquiry-batches/${id}/prove-identity`, { kind: 'original_seen' });
    const submitted = async (count: number, candidates = 0): Promise<Item[]> => {
      const { id, ids } = await listOf(count, candidates);
      await prove(id);
      await clerk('POST', `/api/inquiry-batches/${id}/serve-notices`, { servedOn: '2026-11-20' });
      await drain();
      const now = node().clock.now();
      if (candidates > 0)
        await arrange(node(), async ({ sql }) => {
          const consented = sql.updateTable('inquiry.application').set({ state: 'CONSENTED', permittedAt: now });
          await consented.where('id', 'in', ids).where('permission', '=', 'consent').execute();
        });
      const { version } = (await clerk('GET', `/api/inquiry-batches/${id}`)).body;
      await clerk('POST', `/api/inquiry-batches/${id}/submit`, { version });
      await drain();
      const all = await everyItem<Item>(reviewer, `/api/inquiries?state=SUBMITTED&batchId=${id}`);
      return all.map((item) => ({ id: item.id, version: item.version }));
    };
    const approve = (items: readonly Item[]) => reviewer('POST', '/api/inquiry-reviews/approve', { items });
    const leftOf = async (id: unknown, who = clerk): Promise<unknown[]> =>
      (await who('GET', `/api/inquiry-deeds/${String(id)}/left`)).body.items as unknown[];

    beforeAll(async () => {
      ({ accounts } = await makeWorld(node()));
      colleagueId = await colleagueOf(node(), 'clerk-second', accounts.clerk);
      await signIn('clerk', 'clerk-second', 'reviewer', 'clerk-elsewhere', 'superior', 'admin');
    });
    beforeEach(async () => {
      node().clock.advance(1000);
      await drain();
      world.registry.length = 0;
      world.messages.length = 0;
    });

    it('ends with its session, and a colleague goes on in their own name', async () => {
      const { id } = await listOf(rows);
      const asked = (await prove(id)).body;
      await workDeed(withFullDisk(platform(), 2), String(asked.id)).catch(() => undefined);
      expect((await clerk('POST', '/api/sign-out')).status).toBeLessThan(300);
      await drain();
      await sweepDeeds(platform(), 'after-start');
      await drain();
      const held = (await colleague('GET', `/api/inquiry-deeds/${String(asked.id)}`)).body;
      expect(held).toMatchObject({ state: 'HELD', progress: { done: chunk } });
      expect(await entriesOf(node(), 'inquiry.hold-deed')).toEqual(['system:bulk-deed']);

      await colleague('POST', `/api/inquiry-deeds/${String(asked.id)}/resume`, { version: held.version });
      await drain();
      expect((await colleague('GET', `/api/inquiry-deeds/${String(asked.id)}`)).body).toMatchObject({
        state: 'DONE',
        progress: { done: rows, left: 0 },
      });
      const actors = new Set(await entriesOf(node(), 'inquiry.prove-identity'));
      expect(actors).toEqual(new Set([`account:${accounts.clerk}`, `account:${colleagueId}`]));
      await signIn('clerk');
    });

    it('ends with the duty of whoever asked', async () => {
      const { id } = await listOf(rows);
      const asked = (await prove(id, colleague)).body;
      const { roles } = (await as('admin')('GET', `/api/accounts/${colleagueId}`)).body as { roles: { id: string }[] };
      await as('admin')('POST', `/api/accounts/${colleagueId}/roles/${roles[0]?.id}/end`);
      await drain();
      expect((await clerk('GET', `/api/inquiry-deeds/${String(asked.id)}`)).body).toMatchObject({
        state: 'HELD',
        progress: { done: 0 },
      });
      expect(Object.keys(await timesDone(node(), id))).toEqual(['draft']);
    });

    it('is in nobody else’s name, and strangers do not see it', async () => {
      const { id } = await listOf(rows);
      const asked = (await prove(id)).body;
      for (const login of ['clerk-elsewhere', 'reviewer', 'superior'])
        for (const [method, path] of [
          ['GET', ''],
          ['GET', '/left'],
          ['POST', '/stop'],
          ['POST', '/resume'],
        ] as const) {
          const payload = method === 'POST' ? { version: asked.version } : undefined;
          expect((await as(login)(method, `/api/inquiry-deeds/${String(asked.id)}${path}`, payload)).status).toBe(404);
        }
      const session = await withTransaction(
        node().kernel.database,
        { kind: 'system', name: 'bulk-deed' },
        node().clock.now(),
        ({ sql }) =>
          sql.selectFrom('inquiry.bulkDeed').selectAll().where('id', '=', String(asked.id)).executeTakeFirstOrThrow(),
      );
      const viewer = {
        kind: 'account' as const,
        accountId: session.askedBy,
        sessionId: session.sessionId,
        organisationId: session.organisationId,
        divisionCode: session.divisionCode,
        roles: ['clerk' as const],
      };
      for (const change of [
        { askedBy: accounts.reviewer },
        { roles: ['reviewer'] },
        { sessionId: crypto.randomUUID() },
      ])
        await expect(
          withTransaction(node().kernel.database, viewer, node().clock.now(), ({ sql }) =>
            sql.updateTable('inquiry.bulkDeed').set(change).where('id', '=', session.id).execute(),
          ),
        ).rejects.toThrow('in the name of whoever asks');
      await drain();
    });

    it('asked for twice it is done once: by its key, by a double click, and when it is over', async () => {
      const { id } = await listOf(rows);
      const request = () =>
        node().http.inject({
          method: 'POST',
          url: `/api/inquiry-batches/${id}/prove-identity`,
          headers: { ...sessions.get('clerk'), 'idempotency-key': `prove-${id}` },
          payload: { kind: 'original_seen' },
        });
      const [first, again] = [await request(), await request()];
      expect([first.statusCode, again.statusCode, again.json().id]).toEqual([202, 208, first.json().id]);
      const clicked = await prove(id);
      expect([clicked.status, clicked.body.code]).toEqual([409, 'bulk-under-way']);
      await drain();
      expect((await prove(id)).body).toMatchObject({ state: 'DONE', progress: { rows: 0, done: 0 } });
      expect(await timesDone(node(), id)).toMatchObject({ 'prove-identity': [1, rows] });
    });

    it('nobody approves what they drafted, nor what moved on; the others are approved', async () => {
      const items = await submitted(4);
      await arrange(node(), async ({ sql }) => {
        const own = sql.updateTable('inquiry.application').set({ draftedBy: accounts.reviewer });
        await own.where('id', '=', items[0]?.id ?? '').execute();
      });
      const stale = items.map((item, at) => (at === 1 ? { ...item, version: 1 } : item));
      const { body } = await approve(stale);
      expect(body).toMatchObject({ state: 'DONE', progress: { rows: 4, done: 2, left: 2 } });
      const left = (await leftOf(body.id, reviewer)) as { inquiryId: string; code: string }[];
      expect(new Map(left.map((row) => [row.inquiryId, row.code]))).toEqual(
        new Map([
          [items[0]?.id, 'inquiry-own-draft'],
          [items[1]?.id, 'changed-meanwhile'],
        ]),
      );
      await drain();
      expect(world.registry.length).toBe(2);
    });

    describe('a consent may be used for the period of the pack', () => {
      const later = async (days: number): Promise<void> => {
        node().clock.advance(days * day);
        await signIn('clerk', 'reviewer');
      };

      it('one too old at the approval is left with what to do, by itself and among many', async () => {
        const items = await submitted(3, 2);
        await later(validDays);
        const fresh = await everyItem<Item & { permission: string }>(reviewer, '/api/inquiries?state=SUBMITTED');
        const mine = fresh.filter(({ id }) => items.some((item) => item.id === id));
        const { body } = await approve(mine.map(({ id, version }) => ({ id, version })));
        expect(body).toMatchObject({ progress: { done: 1, left: 2 } });
        const left = (await leftOf(body.id, reviewer)) as { inquiryId: string; code: string }[];
        expect(left.map(({ code }) => code)).toEqual(['inquiry-consent-expired', 'inquiry-consent-expired']);
        const one = mine.find(({ id }) => id === left[0]?.inquiryId);
        const alone = await reviewer('POST', `/api/inquiries/${one?.id}/approve`, { version: one?.version });
        expect([alone.status, alone.body.code]).toEqual([409, 'inquiry-consent-expired']);
      });

      it('one that ran out between approval and question is not asked and goes back to the unit', async () => {
        const [item] = await submitted(1, 1);
        expect((await approve(item === undefined ? [] : [item])).body).toMatchObject({ progress: { done: 1 } });
        await later(validDays);
        await drain();
        expect(world.registry).toEqual([]);
        expect((await clerk('GET', `/api/inquiries/${item?.id}`)).body).toMatchObject({
          state: 'RETURNED',
          returned: { reasons: ['consent-expired'] },
        });
      });

      it('withdrawn between approval and question it is never asked, and the others are', async () => {
        const items = await submitted(3, 3);
        await approve(items);
        await arrange(node(), async ({ sql }) => {
          const gone = sql.updateTable('inquiry.application').set({ state: 'WITHDRAWN', permittedAt: null });
          await gone.where('id', '=', items[1]?.id ?? '').execute();
        });
        await drain();
        expect(world.registry.length).toBe(2);
      });
    });

    it('contacts are sealed while they wait and gone when their rows are done or left', async () => {
      const { id, ids } = await listOf(rows, rows);
      const phone = (at: number) => `1370000${String(1000 + at)}`;
      const contacts = ids.map((inquiryId, at) => ({ inquiryId, channel: 'sms', contact: phone(at) }));
      Object.assign(contacts[1] ?? {}, { contact: phone(0) });
      Object.assign(contacts[2] ?? {}, { contact: '13900000001' });
      Object.assign(contacts[3] ?? {}, { contact: 'nobody' });
      const asked = (await clerk('POST', `/api/inquiry-batches/${id}/send-consents`, { contacts })).body;
      const waiting = await keptOf(node(), String(asked.id));
      expect(waiting.length).toBe(rows);
      expect(waiting.some((kept) => kept?.includes('1370000'))).toBe(false);
      await drain();
      const left = (await leftOf(asked.id)) as { rowNumber: number; code: string; words: { zh: string } }[];
      expect(left.map(({ rowNumber, code }) => [rowNumber, code])).toEqual([
        [3, 'consent-contact-of-another'],
        [4, 'consent-contact-of-staff'],
        [5, 'consent-contact-invalid'],
      ]);
      expect(await keptOf(node(), String(asked.id))).toEqual([]);
      expect(world.messages.filter(({ template }) => template === 'consent-invitation').length).toBe(rows - 3);
    });
  },
  {},
  { modules: [world.module] },
);
