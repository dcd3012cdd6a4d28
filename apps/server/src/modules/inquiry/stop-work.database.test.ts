import { beforeAll, expect, it } from 'vitest';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  lastAskId,
  signedIn,
  soundDraft,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { systemViewer } from '../../kernel/viewer.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { orderStopWork } from './actions/stop-work.js';
import { applicationStore } from './store/application-store.js';

const world = inquiryTestModule();
const names = ['clerk', 'reviewer', 'reviewer-elsewhere', 'superior'] as const;

onChosenEngines(
  'a stop-work order in writing',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const clerk = as('clerk');
    const reviewer = as('reviewer');
    let order = 0;
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    });
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) => {
      const { body } = await who('GET', `/api/inquiries/${id}`);
      return who('POST', `/api/inquiries/${id}/${deed}`, { version: body.version, ...payload });
    };
    const nextWindow = async () => {
      node().clock.advance(61_000);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    };
    const read = async (id: string) => (await clerk('GET', `/api/inquiries/${id}`)).body;
    const stopped = async () => {
      order += 1;
      const terms = { purpose: 'annual', startDate: '2020-09-01' };
      const { body } = await clerk('POST', '/api/inquiries', soundDraft(order, terms));
      const id = String(body.id);
      await step(id, 'prove-identity', { kind: 'population_register' });
      await step(id, 'serve-notice', { servedOn: '2026-11-20' });
      await step(id, 'submit');
      return id;
    };
    const askedCandidate = async () => {
      order += 1;
      const entered = soundDraft(order);
      const { body } = await clerk('POST', '/api/inquiries', entered);
      const id = String(body.id);
      await step(id, 'prove-identity', { kind: 'original_seen' });
      await step(id, 'send-consent', { channel: 'sms', contact: `1380000${String(1000 + order)}` });
      const link = String(world.messages.at(-1)?.parameters.link ?? '').split('#')[1];
      const person = caller(node, () => ({ authorization: `Link ${String(link)}` }));
      await person('POST', '/api/consent/code');
      const page = await person('POST', '/api/consent/unlock', {
        code: String(world.messages.at(-1)?.parameters.code),
      });
      const { hash } = page.body.text as { hash: string };
      const own = { name: entered.person.name, documentNumber: entered.person.documents[0]?.number };
      await person('POST', '/api/consent/answer', { answer: 'agree', textHash: hash, ...own });
      await step(id, 'submit');
      expect((await step(id, 'approve', {}, reviewer)).status).toBe(200);
      await node().kernel.jobs.drain();
      return { id, askId: lastAskId(world) };
    };
    const ordersOf = async (who: ReturnType<typeof as>) =>
      (await who('GET', '/api/stop-work-orders')).body.items as { inquiryId: string; dueAt: string; part: string }[];
    const taskOf = async (who: ReturnType<typeof as>) =>
      ((await who('GET', '/api/inquiry-home')).body.tasks as { kind: string; dueAt?: string }[]).find(
        ({ kind }) => kind === 'stop-work',
      );

    it('is a task of the reviewing authority with the clock of the law pack, until its letter has left', async () => {
      const id = await stopped();
      await step(id, 'approve', {}, reviewer);
      await node().kernel.jobs.drain();
      await answerFrom(node(), world.module, lastAskId(world), 'record_found');
      // Before the release nothing is to be seen by anybody.
      expect([await ordersOf(reviewer), await taskOf(reviewer)]).toEqual([[], undefined]);
      await node().kernel.jobs.drain();
      const [ordered] = await ordersOf(reviewer);
      const due = new Date(node().clock.now().getTime() + 20 * 60_000).toISOString();
      expect(ordered).toMatchObject({ inquiryId: id, part: 'write', dueAt: due });
      expect(JSON.stringify(ordered)).not.toMatch(/T1|offence|record/);
      expect(await taskOf(reviewer)).toMatchObject({ count: 1, overdue: 0, dueAt: due });

      for (const stranger of [as('reviewer-elsewhere'), as('superior')]) {
        expect(await ordersOf(stranger)).toEqual([]);
        expect(await taskOf(stranger)).toBeUndefined();
      }
      expect((await clerk('GET', '/api/stop-work-orders')).status).toBe(403);
      const elsewhere = await as('reviewer-elsewhere')('POST', `/api/stop-work-orders/${id}/sent`, {});
      const nowhere = await reviewer('POST', `/api/stop-work-orders/${crypto.randomUUID()}/sent`, {});
      expect([elsewhere.status, elsewhere.body.code]).toEqual([nowhere.status, nowhere.body.code]);
      expect((await clerk('POST', `/api/stop-work-orders/${id}/sent`, {})).status).toBe(403);

      node().clock.advance(21 * 60_000);
      expect(await taskOf(reviewer)).toMatchObject({ overdue: 1 });
      const sent = await reviewer('POST', `/api/stop-work-orders/${id}/sent`, {});
      const again = await reviewer('POST', `/api/stop-work-orders/${id}/sent`, {});
      expect([sent.status, again.body]).toEqual([200, sent.body]);
      expect([await ordersOf(reviewer), await taskOf(reviewer)]).toEqual([[], undefined]);
    });

    it('does not follow an answer of no record, nor a record of a candidate', async () => {
      const id = await stopped();
      await step(id, 'approve', {}, reviewer);
      await node().kernel.jobs.drain();
      await answerFrom(node(), world.module, lastAskId(world), 'no_record');
      await node().kernel.jobs.drain();
      await nextWindow();
      expect((await read(id)).state).toBe('RELEASED');
      const candidate = await askedCandidate();
      await answerFrom(node(), world.module, candidate.askId, 'record_found');
      await nextWindow();
      node().clock.advance(11 * 60_000);
      await nextWindow();
      expect(await read(candidate.id)).toMatchObject({ state: 'RELEASED', decision: { outcome: 'record_found' } });
      expect(await ordersOf(reviewer)).toEqual([]);

      // More than a session may stand idle has passed on the test's clock.
      sessions = await signedIn(node(), names);
      // Whoever heads the unit: the authority above the one that writes is told as well.
      const platform = { kernel: node().kernel, doors: world.doors };
      await act(node().kernel, systemViewer('release-window'), 'inquiry.release', async (context) => {
        await context.record({ object: { kind: 'inquiry', id } });
        const row = await applicationStore(context).byId(id);
        await orderStopWork(platform, context, { ...row, postClass: 'head_or_sponsor' });
      });
      expect(await ordersOf(reviewer)).toMatchObject([{ inquiryId: id, part: 'write' }]);
      expect(await ordersOf(as('superior'))).toMatchObject([{ inquiryId: id, part: 'told' }]);
      expect((await as('superior')('POST', `/api/stop-work-orders/${id}/sent`, {})).status).toBe(403);
    });
  },
  {},
  { modules: [world.module] },
);
