import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  lastAskId,
  recallFrom,
  signedIn,
  soundDraft,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { voidedNoticeHash } from './rules/recall.js';

const world = inquiryTestModule();
const names = ['clerk', 'reviewer', 'reviewer-elsewhere', 'superior'] as const;
const voidWords = { en: 'The earlier answer is void. Ask again.', zh: '此前的结果已作废，须重新查询。' };

onChosenEngines(
  'a recalled answer',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const [clerk, reviewer] = [as('clerk'), as('reviewer')];
    let order = 0;
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    });
    const drain = () => node().kernel.jobs.drain();
    const read = async (id: string, who = clerk) => (await who('GET', `/api/inquiries/${id}`)).body;
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) =>
      who('POST', `/api/inquiries/${id}/${deed}`, { version: (await read(id)).version, ...payload });
    const nextWindow = async () => {
      node().clock.advance(61_000);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    };
    const serving = async () => {
      order += 1;
      const terms = { purpose: 'annual', startDate: '2020-09-01' };
      const { body } = await clerk('POST', '/api/inquiries', soundDraft(order, terms));
      const id = String(body.id);
      await step(id, 'prove-identity', { kind: 'population_register' });
      await step(id, 'serve-notice', { servedOn: '2026-11-20' });
      await step(id, 'submit');
      expect((await step(id, 'approve', {}, reviewer)).status).toBe(200);
      await drain();
      return { id, askId: lastAskId(world) };
    };
    const candidate = async () => {
      order += 1;
      const entered = soundDraft(order);
      const { body } = await clerk('POST', '/api/inquiries', entered);
      const id = String(body.id);
      await step(id, 'prove-identity', { kind: 'original_seen' });
      await step(id, 'send-consent', { channel: 'sms', contact: `1380000${String(1000 + order)}` });
      const link = String(world.messages.at(-1)?.parameters.link ?? '').split('#')[1];
      const person = caller(node, () => ({ authorization: `Link ${String(link)}` }));
      const unlock = async () => {
        await person('POST', '/api/consent/code');
        return (await person('POST', '/api/consent/unlock', { code: String(world.messages.at(-1)?.parameters.code) }))
          .body;
      };
      const { hash } = (await unlock()).text as { hash: string };
      const own = { name: entered.person.name, documentNumber: entered.person.documents[0]?.number };
      await person('POST', '/api/consent/answer', { answer: 'agree', textHash: hash, ...own });
      await step(id, 'submit');
      expect((await step(id, 'approve', {}, reviewer)).status).toBe(200);
      await drain();
      return { id, askId: lastAskId(world), person, unlock };
    };
    const told = async (
      asked: { readonly id: string; readonly askId: string },
      outcome: 'no_record' | 'record_found',
    ) => {
      await answerFrom(node(), world.module, asked.askId, outcome);
      await drain();
      for (let windows = 0; windows < 15 && (await read(asked.id)).state === 'ASKING'; windows += 1) await nextWindow();
      expect((await read(asked.id)).decision).toMatchObject({ outcome });
    };
    const recall = (askId: string) => recallFrom(node(), world.module, [askId]);
    const taskOf = async (who: ReturnType<typeof as>, kind: string) =>
      ((await who('GET', '/api/inquiry-home')).body.tasks as { kind: string; count: number }[]).find(
        (task) => task.kind === kind,
      );
    const recalledFor = async (who: ReturnType<typeof as>) =>
      (await who('GET', '/api/recalled-answers')).body.items as {
        inquiryId: string;
        letters: string[];
        part: string;
      }[];
    const entriesAbout = (id: string) =>
      withTransaction(node().kernel.database, { kind: 'operator', name: 'root' }, node().clock.now(), async ({ sql }) =>
        (await sql.selectFrom('journal.entry').select('act').where('objectId', '=', id).orderBy('id').execute()).map(
          ({ act }) => act,
        ),
      );
    const answerRow = (id: string) =>
      withTransaction(node().kernel.database, systemViewer('exchange'), node().clock.now(), ({ sql }) =>
        sql.selectFrom('inquiry.answer').selectAll().where('applicationId', '=', id).executeTakeFirstOrThrow(),
      );
    const listed = async (id: string) => {
      const hash = voidedNoticeHash(id).toString('hex');
      const anybody = caller(node, () => ({}));
      const { body } = await anybody('GET', `/api/voided-numbers/${hash.slice(0, 2)}`);
      return (body.hashes as string[]).includes(hash);
    };

    it('is void for unit, authority, person and public, each told with an entry of their own, and its stop-work order ends', async () => {
      const asked = await serving();
      await told(asked, 'record_found');
      const { id, askId } = asked;
      expect(await taskOf(reviewer, 'stop-work')).toMatchObject({ count: 1 });
      expect(await listed(id)).toBe(false);
      await recall(askId);

      for (const who of [clerk, reviewer]) {
        const view = await read(id, who);
        expect(view).toMatchObject({
          state: 'RECALLED',
          sentence: voidWords,
          noticeReady: false,
          steps: expect.anything(),
        });
        expect(Object.keys(view)).not.toEqual(expect.arrayContaining(['decision']));
        expect([view.decision, view.types, view.mayStartFrom]).toEqual([undefined, undefined, undefined]);
        expect(JSON.stringify(view)).not.toMatch(/record_found|"T1"|offence/);
      }
      expect((await read(id)).may).toEqual(['note-recall']);
      const notice = await clerk('GET', `/api/inquiries/${id}/notice`);
      expect([notice.status, notice.body.code]).toEqual([409, 'inquiry-state']);
      expect(await listed(id)).toBe(true);

      expect(await taskOf(reviewer, 'stop-work')).toBeUndefined();
      expect((await reviewer('GET', '/api/stop-work-orders')).body.items).toEqual([]);
      expect((await reviewer('POST', `/api/stop-work-orders/${id}/sent`, {})).status).toBe(404);
      const entries = await entriesAbout(id);
      expect(entries.filter((act) => act === 'inquiry.recall')).toHaveLength(1);
      // The unit, the authority, and the person, who has no link and is written to.
      expect(entries.filter((act) => act === 'inquiry.tell-recall')).toHaveLength(3);
      expect(await recalledFor(reviewer)).toMatchObject([{ inquiryId: id, letters: ['person'], part: 'see-to' }]);
      expect([await taskOf(clerk, 'recalled'), await taskOf(reviewer, 'see-to-recalled')]).toMatchObject([
        { count: 1 },
        { count: 1 },
      ]);

      // The same message again, by another way: nothing is done or told twice.
      await recall(askId);
      expect((await entriesAbout(id)).filter((act) => act === 'inquiry.tell-recall')).toHaveLength(3);

      for (const stranger of ['reviewer-elsewhere', 'superior'] as const) {
        expect(await recalledFor(as(stranger))).toEqual([]);
        expect((await as(stranger)('POST', `/api/recalled-answers/${id}/seen-to`, {})).status).toBe(
          stranger === 'superior' ? 403 : 404,
        );
      }
      expect((await clerk('GET', '/api/recalled-answers')).status).toBe(403);
      expect((await reviewer('POST', `/api/recalled-answers/${id}/seen-to`, {})).status).toBe(200);
      expect([await recalledFor(reviewer), await taskOf(reviewer, 'see-to-recalled')]).toEqual([[], undefined]);

      expect((await step(id, 'note-recall')).body).toMatchObject({ state: 'RECALLED', may: [] });
      expect((await step(id, 'note-recall')).body.code).toBe('inquiry-state');
      expect(await taskOf(clerk, 'recalled')).toBeUndefined();
      const last = ((await read(id)).timeline as { what: string }[]).slice(-2).map(({ what }) => what);
      expect(last).toEqual(['recall', 'note-recall']);
    });

    it('reads the same whatever it was, on the page, in the list and in the results sheet', async () => {
      const [one, other] = [await candidate(), await candidate()];
      await told(one, 'record_found');
      await told(other, 'no_record');
      node().clock.advance(1000);
      const before = world.messages.length;
      await recallFrom(node(), world.module, [one.askId, other.askId]);
      const messages = world.messages.slice(before);
      expect(messages.map(({ template, keptFromOutbox }) => [template, keptFromOutbox])).toEqual([
        ['answer-recalled', false],
        ['answer-recalled', false],
      ]);
      const alike = async ({ id }: { readonly id: string }) => {
        const { state, sentence, next, may, noticeReady, settlements, dueAt, decision } = await read(id);
        return { state, sentence, next, may, noticeReady, settlements, dueAt, decision };
      };
      expect(await alike(one)).toEqual(await alike(other));
      const pages = [await one.unlock(), await other.unlock()].map(({ state, result, mayObject, mayWithdraw }) => ({
        state,
        result,
        mayObject,
        mayWithdraw,
      }));
      expect(pages[0]).toEqual({ state: 'recalled', result: undefined, mayObject: false, mayWithdraw: false });
      expect(pages[0]).toEqual(pages[1]);
      const sheet = await node().http.inject({
        method: 'POST',
        url: '/api/inquiries/export',
        headers: sessions.clerk,
        payload: { format: 'csv', language: 'en', state: ['RECALLED'] },
      });
      expect(sheet.body).toContain('Void: ask again');
      expect(sheet.body).not.toMatch(/Record found|No record found/);
      expect(await recalledFor(reviewer)).toMatchObject([{ letters: [] }, { letters: [] }]);
      for (const { id } of [one, other]) await reviewer('POST', `/api/recalled-answers/${id}/seen-to`, {});
    });

    it('where nobody was told is asked for anew, and the row of the unit does not move', async () => {
      const asked = await candidate();
      const before = await read(asked.id);
      // The recall comes before its answer, then the answer after it.
      await recall(asked.askId);
      const again = lastAskId(world);
      expect(again).not.toBe(asked.askId);
      await answerFrom(node(), world.module, asked.askId, 'record_found');
      expect(await answerRow(asked.id)).toMatchObject({ state: 'WAITING', askId: again, body: null });
      await recall(asked.askId);
      expect(lastAskId(world)).toBe(again);
      // And after it.
      await answerFrom(node(), world.module, again, 'record_found');
      await recall(again);
      const third = lastAskId(world);
      expect(await answerRow(asked.id)).toMatchObject({ state: 'WAITING', askId: third, body: null });
      expect(await read(asked.id)).toEqual(before);
      expect((await entriesAbout(asked.id)).filter((act) => act === 'inquiry.tell-recall')).toEqual([]);
      await told({ ...asked, askId: third }, 'no_record');
      expect((await read(asked.id)).state).toBe('RELEASED');
    });

    it('that a candidate was told first is told to be void out of sight of the unit, and takes their objection with it', async () => {
      const asked = await candidate();
      await answerFrom(node(), world.module, asked.askId, 'record_found');
      await nextWindow();
      expect(await asked.unlock()).toMatchObject({ state: 'told', mayObject: true });
      expect((await asked.person('POST', '/api/consent/object', { reason: 'not_me', words: 'Not me.' })).status).toBe(
        200,
      );
      const before = await read(asked.id);
      const sent = world.messages.length;
      await recall(asked.askId);
      expect(world.messages.slice(sent)).toMatchObject([{ template: 'record-recalled', keptFromOutbox: true }]);
      const { body: page } = await asked.person('GET', '/api/consent');
      expect(page).toMatchObject({ state: 'agreed', mayObject: false });
      expect(page.result).toBeUndefined();
      expect(await read(asked.id)).toEqual(before);
      await told({ ...asked, askId: lastAskId(world) }, 'no_record');
      expect(await read(asked.id)).toMatchObject({ state: 'RELEASED' });
      expect((await read(asked.id)).objection).toBeUndefined();
    });

    it('ends the objection to it, and asks the authority to take a letter back that has left', async () => {
      // More than a session may stand idle has passed on the test's clock.
      sessions = await signedIn(node(), names);
      const asked = await serving();
      await told(asked, 'record_found');
      expect((await reviewer('POST', `/api/stop-work-orders/${asked.id}/sent`, {})).status).toBe(200);
      await step(asked.id, 'settle', { kind: 'work_stopped', on: '2026-11-26' });
      expect((await step(asked.id, 'object', { reason: 'not_me', words: 'Not me.' })).body.state).toBe('OBJECTED');
      await recall(asked.askId);
      expect(await read(asked.id)).toMatchObject({ state: 'RECALLED', settlement: { kind: 'work_stopped' } });
      expect((await read(asked.id)).objection).toBeUndefined();
      expect(await recalledFor(reviewer)).toMatchObject([{ inquiryId: asked.id, letters: ['unit', 'person'] }]);
    });

    it('is recalled again where an older copy of the database was put back, and once', async () => {
      const asked = await serving();
      await told(asked, 'record_found');
      const { lasting } = await world.module.parts(node().kernel);
      const again = () =>
        act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
          await context.record({});
          return lasting?.['inquiry']?.(context, { act: 'recalled', objectId: asked.id, at: node().clock.now() });
        });
      expect([await again(), await again()]).toEqual(['done', 'already']);
      expect(await read(asked.id)).toMatchObject({ state: 'RECALLED', sentence: voidWords });
      expect(await listed(asked.id)).toBe(true);
      expect((await reviewer('GET', '/api/stop-work-orders')).body.items).toEqual([]);
    });

    it('of a question that was taken back is let go', async () => {
      const asked = await candidate();
      const draft = soundDraft(order);
      const own = { name: draft.person.name, documentNumber: draft.person.documents[0]?.number };
      await asked.unlock();
      expect((await asked.person('POST', '/api/consent/withdraw', own)).status).toBe(200);
      await recall(asked.askId);
      await drain();
      await recall(asked.askId);
      await recall(crypto.randomUUID());
      expect((await read(asked.id)).state).toBe('WITHDRAWN');
      expect(await answerRow(asked.id)).toMatchObject({ state: 'CANCELLED' });
    });
  },
  {},
  { modules: [world.module] },
);
