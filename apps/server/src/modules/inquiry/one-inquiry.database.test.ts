import { systemViewer, withTransaction } from '@gatehouse/server';
import pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { enterByHand, expectHired } from '../../../../../test/harness/hired.js';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  inventedNumber,
  lastAskId,
  signedIn,
  soundDraft,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { sweepConsents } from './actions/sweep-consents.js';
import { type AnswerState, type AnswerVerb, answerStep } from './rules/states.js';

const world = inquiryTestModule();
const linesOf = ({ body }: { body: Readonly<Record<string, unknown>> }) => body.items as { id: string }[];
const names = ['clerk', 'reviewer', 'clerk-elsewhere', 'reviewer-elsewhere', 'superior'] as const;

onChosenEngines(
  'one inquiry',
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

    const draft = async (changes: Record<string, unknown> = {}) => {
      order += 1;
      const entered = soundDraft(order, changes);
      const { status, body } = await clerk('POST', '/api/inquiries', entered);
      expect([status, body]).toEqual([201, expect.anything()]);
      return { id: String(body.id), version: Number(body.version), entered };
    };
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) => {
      const { body } = await who('GET', `/api/inquiries/${id}`);
      return who('POST', `/api/inquiries/${id}/${deed}`, { version: body.version, ...payload });
    };
    const person = async (id: string) => {
      const phone = `1380000${String(1000 + order).padStart(4, '0')}`;
      const sent = await step(id, 'send-consent', { channel: 'sms', contact: phone });
      expect([sent.status, sent.body]).toEqual([200, expect.anything()]);
      const link = String(world.messages.at(-1)?.parameters.link ?? '');
      const call = caller(node, () => ({ authorization: `Link ${link.split('#')[1]}` }));
      await call('POST', '/api/consent/code');
      const code = String(world.messages.at(-1)?.parameters.code);
      const page = await call('POST', '/api/consent/unlock', { code });
      return { call, page, phone };
    };
    const agreed = async (changes: Record<string, unknown> = {}) => {
      const { id, entered } = await draft(changes);
      await step(id, 'prove-identity', { kind: 'original_seen' });
      const { call, page } = await person(id);
      const own = { name: entered.person.name, documentNumber: entered.person.documents[0]?.number };
      const text = page.body.text as { hash: string };
      const answer = await call('POST', '/api/consent/answer', { answer: 'agree', textHash: text.hash, ...own });
      expect([answer.status, answer.body.state]).toEqual([200, 'agreed']);
      return { id, call, own, entered };
    };
    const approved = async (changes: Record<string, unknown> = {}) => {
      const one = await agreed(changes);
      expect((await step(one.id, 'submit')).body.state).toBe('SUBMITTED');
      expect((await step(one.id, 'approve', {}, reviewer)).body.state).toBe('APPROVED');
      return one;
    };
    const asked = async (changes: Record<string, unknown> = {}) => {
      const one = await approved(changes);
      await node().kernel.jobs.drain();
      return { ...one, askId: lastAskId(world) };
    };
    const nextWindow = async () => {
      node().clock.advance(61_000);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    };
    const read = async (id: string, who = clerk) => (await who('GET', `/api/inquiries/${id}`)).body;

    it('A4: a name without a document is refused', async () => {
      const { status, body } = await clerk(
        'POST',
        '/api/inquiries',
        soundDraft(900, { person: { name: '张甲', documents: [] } }),
      );
      expect([status, body.code]).toEqual([422, 'inquiry-name-only']);
    });

    it.each([
      ['11010519491231002X', 'document-not-invented'],
      [inventedNumber('19900101', 901).replace(/.$/, (last) => (last === '1' ? '2' : '1')), 'check_character'],
      [inventedNumber('20130101', 901), 'guardian'],
      [inventedNumber('20110501', 901), 'under_employable_age'],
    ])('A14: says what is wrong with a number and never repeats it (%#)', async (number, code) => {
      const entered = soundDraft(901, { person: { name: '张甲', documents: [{ type: 'resident_id', number }] } });
      const { status, body } = await clerk('POST', '/api/inquiries/check', entered);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain(number.slice(4));
      expect(JSON.stringify(body.problems)).toMatch(new RegExp(code.slice(0, 5)));
    });

    it('an intern of sixteen is lawful', async () => {
      const entered = soundDraft(902, {
        employmentForm: 'intern',
        person: { name: '李小', documents: [{ type: 'resident_id', number: inventedNumber('20100101', 902) }] },
      });
      expect((await clerk('POST', '/api/inquiries/check', entered)).body.problems).toEqual([]);
    });

    it('the same person for the same purpose is refused with a pointer to the open inquiry', async () => {
      const { id, entered } = await draft();
      const again = await clerk('POST', '/api/inquiries', entered);
      expect([again.status, again.body.code]).toEqual([409, 'inquiry-duplicate']);
      expect(JSON.stringify(again.body)).toContain(id);
    });

    it('runs from draft to settlement', async () => {
      const one = await asked();
      await answerFrom(node(), world.module, one.askId, 'no_record');
      await nextWindow();
      const told = await read(one.id);
      expect(told).toMatchObject({ state: 'RELEASED', decision: { outcome: 'no_record' } });
      expect(JSON.stringify(told)).not.toContain(String(one.own.documentNumber));
      const hired = { kind: 'hired', on: '2027-02-01' };
      const { body } = await step(one.id, 'settle', { ...hired, supplierCreditCode: '10' });
      expect(body).toMatchObject({ code: 'roster-problems', fields: [{ path: 'supplierCreditCode' }] });
      expect((await read(one.id)).state).toBe('RELEASED');
      const settled = await step(one.id, 'settle', { ...hired, postTitle: '语文教师' });
      await expectHired(node(), { clerk, reviewer }, settled.body, { fromDate: hired.on, postTitle: '语文教师' });
      const page = await one.call('GET', '/api/consent');
      expect(page.body).toMatchObject({ state: 'told', mayObject: true });
    });

    it('a hire who is on the roster already is not doubled, and nobody else comes onto it', async () => {
      const one = await asked();
      await answerFrom(node(), world.module, one.askId, 'no_record');
      await nextWindow();
      const before = await enterByHand(clerk, one.entered);
      const settled = await step(one.id, 'settle', { kind: 'hired', on: '2027-02-01' });
      expect(settled.body.settlement).toMatchObject({ kind: 'hired', employmentId: before.id });
      expect((await clerk('GET', `/api/employments/${String(before.id)}`)).body).toMatchObject({ version: 1 });
    });

    it('A5: nothing is sent for approval without consent and proven identity, and nobody approves their own', async () => {
      const { id } = await draft();
      expect((await step(id, 'submit')).body.code).toBe('inquiry-state');
      const one = await agreed();
      await step(one.id, 'submit');
      expect((await step(one.id, 'approve', {}, clerk)).status).toBe(403);
      expect((await as('reviewer-elsewhere')('POST', `/api/inquiries/${one.id}/approve`, { version: 6 })).status).toBe(
        404,
      );
    });

    it('two reviewers at once: the second hears that it changed', async () => {
      const one = await agreed();
      await step(one.id, 'submit');
      const { version } = await read(one.id, reviewer);
      const both = [reviewer, reviewer].map((who) => who('POST', `/api/inquiries/${one.id}/approve`, { version }));
      const statuses = (await Promise.all(both)).map(({ status }) => status).sort();
      expect(statuses).toEqual([200, 409]);
    });

    it('A6: a start before the release is refused and stays as a breach', async () => {
      const one = await asked();
      expect((await step(one.id, 'settle', { kind: 'hired', on: '2026-11-24' })).body.code).toBe(
        'inquiry-start-before-release',
      );
      expect((await read(one.id, reviewer)).breaches).toMatchObject([{ kind: 'started-before-release' }]);
      expect((await read(one.id)).state).toBe('ASKING');
    });

    it('A19: withdrawn before the question it is never asked; after it the question is taken back', async () => {
      const one = await approved();
      const before = world.registry.length;
      expect((await one.call('POST', '/api/consent/withdraw', one.own)).body.state).toBe('withdrawn');
      await node().kernel.jobs.drain();
      expect(world.registry.length).toBe(before);
      expect((await read(one.id)).state).toBe('WITHDRAWN');

      const two = await asked();
      await two.call('POST', '/api/consent/withdraw', two.own);
      await node().kernel.jobs.drain();
      expect(world.registry.at(-1)).toEqual({ type: 'inquiry.cancel', body: { askId: two.askId } });
      await answerFrom(node(), world.module, two.askId, 'record_found');
      await nextWindow();
      expect((await read(two.id)).state).toBe('WITHDRAWN');
    });

    it('A19: a withdrawal that an older copy of the database has lost is done again', async () => {
      const { lasting } = await world.module.parts(node().kernel);
      const again = (objectId: string) =>
        act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
          await context.record({ object: { kind: 'inquiry', id: objectId } });
          return lasting?.inquiry?.(context, { act: 'consent_withdrawn', objectId, at: context.now });
        });
      const one = await approved();
      const before = world.registry.length;
      expect([await again(one.id), await again(one.id)]).toEqual(['done', 'already']);
      await node().kernel.jobs.drain();
      expect(world.registry.length).toBe(before);
      expect((await read(one.id)).state).toBe('WITHDRAWN');

      const two = await asked();
      expect(await again(two.id)).toBe('done');
      await node().kernel.jobs.drain();
      expect(world.registry.at(-1)).toEqual({ type: 'inquiry.cancel', body: { askId: two.askId } });
      expect((await read(two.id)).state).toBe('WITHDRAWN');

      expect(await again((await draft()).id)).toBe('already');
      expect(await again(crypto.randomUUID())).toBe('unknown');
    });

    describe('waiting tells nothing', () => {
      const bare = (view: Record<string, unknown>) => {
        const { id, version, name, documents, changedAt, timeline, steps, ...rest } = view;
        return { ...rest, verbs: (timeline as { what: string }[]).map(({ what }) => what) };
      };
      const statements = async (id: string) => {
        const spy = vi.spyOn(pg.Client.prototype, 'query');
        const view = await read(id);
        const count = spy.mock.calls.length;
        spy.mockRestore();
        expect(count).toBeGreaterThan(5);
        return { view: bare(view), count };
      };

      it('A2: no record, sealed (which the registry answers as none), under review and found look and cost the same', async () => {
        const [none, sealed, review, found] = [await asked(), await asked(), await asked(), await asked()];
        await answerFrom(node(), world.module, none.askId, 'no_record');
        await answerFrom(node(), world.module, sealed.askId, 'no_record');
        await answerFrom(node(), world.module, found.askId, 'record_found');
        const waiting = [];
        for (const { id } of [none, sealed, review, found]) waiting.push(await statements(id));
        for (const other of waiting.slice(1)) expect(other).toEqual(waiting[0]);

        await nextWindow();
        const [first, second] = [await read(none.id), await read(sealed.id)];
        expect(JSON.stringify(first.decision)).toBe(JSON.stringify(second.decision));
        expect([first.sentence, first.mayStartFrom]).toEqual([second.sentence, second.mayStartFrom]);
        // Under review and told to the person first: nothing has moved for the unit.
        expect(await statements(found.id)).toEqual(await statements(review.id));
        await nextWindow();
        expect((await read(review.id)).sentence).toEqual((await read(found.id)).sentence);
        expect(JSON.stringify((await read(review.id)).sentence)).toContain('still working');
      });

      it('a candidate hears of a record first; the unit when the period of the pack has passed', async () => {
        const one = await asked();
        await answerFrom(node(), world.module, one.askId, 'record_found');
        await nextWindow();
        const page = await one.call('GET', '/api/consent');
        expect(page.body).toMatchObject({ state: 'told', result: { decision: { outcome: 'record_found' } } });
        expect((await one.call('POST', '/api/consent/withdraw', one.own)).body.code).toBe('inquiry-state');
        expect((await read(one.id)).state).toBe('ASKING');
        node().clock.advance(11 * 60_000);
        await nextWindow();
        expect(await read(one.id)).toMatchObject({ state: 'RELEASED', decision: { outcome: 'record_found' } });
        expect((await read(one.id)).types).toBeUndefined();
        expect((await read(one.id, reviewer)).types).toMatchObject([{ id: 'T1' }]);
        expect((await step(one.id, 'settle', { kind: 'hired', on: '2027-03-01' })).body.code).toBe(
          'inquiry-record-bars-hiring',
        );
        expect((await step(one.id, 'object', { reason: 'not_me', words: '不是本人' })).body.state).toBe('OBJECTED');
      });

      it('who is told first may object at once, and the unit sees neither message nor objection before the release', async () => {
        const one = await asked();
        const before = JSON.stringify(await read(one.id));
        await answerFrom(node(), world.module, one.askId, 'record_found');
        await nextWindow();
        expect(world.messages.at(-1)).toMatchObject({ template: 'record-told', keptFromOutbox: true });
        await one.call('POST', '/api/consent/code');
        expect(world.messages.at(-1)).toMatchObject({ template: 'one-time-code', keptFromOutbox: true });
        const objected = await one.call('POST', '/api/consent/object', { reason: 'not_me', words: '不是本人' });
        expect(objected.body).toMatchObject({ state: 'told', mayObject: false });
        expect(JSON.stringify(await read(one.id))).toBe(before);
        expect(JSON.stringify(await read(one.id, reviewer))).not.toContain('not_me');
        const twice = await one.call('POST', '/api/consent/object', { reason: 'not_me', words: '不是本人' });
        expect(twice.body.code).toBe('inquiry-state');
        node().clock.advance(11 * 60_000);
        await nextWindow();
        expect(await read(one.id)).toMatchObject({ state: 'OBJECTED', objection: { reason: 'not_me' } });
      });

      it('a silent source is told, and the question goes on', async () => {
        const one = await asked();
        await answerFrom(node(), world.module, one.askId, 'not_now');
        await nextWindow();
        expect(await read(one.id)).toMatchObject({ state: 'ASKING', decision: { outcome: 'not_now' } });
        await answerFrom(node(), world.module, one.askId, 'no_record');
        await nextWindow();
        expect(await read(one.id)).toMatchObject({ state: 'RELEASED', decision: { outcome: 'no_record' } });
      });
    });

    it('serving staff: notice instead of consent, and a record stops their work at once', async () => {
      const { id } = await draft({ purpose: 'annual', startDate: '2020-09-01' });
      await step(id, 'prove-identity', { kind: 'population_register' });
      expect((await step(id, 'send-consent', { channel: 'printed' })).status).toBe(409);
      expect((await step(id, 'serve-notice', { servedOn: '2026-11-20' })).body.state).toBe('NOTICE_SERVED');
      await step(id, 'submit');
      await step(id, 'approve', {}, reviewer);
      await node().kernel.jobs.drain();
      const askId = lastAskId(world);
      await answerFrom(node(), world.module, askId, 'record_found');
      await node().kernel.jobs.drain();
      const view = await read(id);
      expect(view).toMatchObject({ state: 'RELEASED', decision: { outcome: 'record_found' } });
      expect(JSON.stringify(view.sentence)).toContain('Stop this person');
    });

    it('the link: wrong details reveal nothing, tries are counted, and the details can be disputed', async () => {
      const { id, entered } = await draft();
      const { call, page } = await person(id);
      expect(JSON.stringify(page.body)).not.toContain(entered.person.name);
      const other = { name: '王乙', documentNumber: inventedNumber('19800101', 7) };
      const wrong = await call('POST', '/api/consent/answer', { answer: 'refuse', ...other });
      expect([wrong.status, wrong.body.code]).toEqual([422, 'consent-details-differ']);
      await call('POST', '/api/consent/answer', { answer: 'refuse', ...other });
      await call('POST', '/api/consent/answer', { answer: 'refuse', ...other });
      const waiting = await call('POST', '/api/consent/answer', { answer: 'refuse', ...other });
      expect(waiting.body.code).toBe('consent-code-waiting');
      node().clock.advance(60_000);
      expect((await call('POST', '/api/consent/answer', { answer: 'not-mine' })).body.state).toBe('disputed');
      expect((await read(id)).state).toBe('DETAILS_DISPUTED');
    });

    it('no link to a colleague, nor one phone for two people', async () => {
      const { id } = await draft();
      const staff = await step(id, 'send-consent', { channel: 'sms', contact: '139 0000 0001' });
      expect(staff.body.code).toBe('consent-contact-of-staff');
      const { phone } = await person(id);
      const two = await draft();
      const shared = await step(two.id, 'send-consent', { channel: 'sms', contact: phone });
      expect(shared.body.code).toBe('consent-contact-of-another');
    });

    it('a link unknown and one that ran out answer alike, and the draft comes back', async () => {
      const { id } = await draft();
      const { call } = await person(id);
      node().clock.advance(2 * 86_400_000);
      await sweepConsents({ kernel: node().kernel, doors: world.doors });
      sessions = await signedIn(node(), names);
      const stranger = caller(node, () => ({ authorization: `Link ${'x'.repeat(43)}` }));
      const [out, unknown] = [await call('POST', '/api/consent/code'), await stranger('POST', '/api/consent/code')];
      expect([out.status, out.body.code]).toEqual([unknown.status, unknown.body.code]);
      expect((await read(id)).state).toBe('DRAFT');
    });

    it('what is not yours is not there', async () => {
      const { id } = await draft();
      const elsewhere = as('clerk-elsewhere');
      const [theirs, none] = [
        await elsewhere('GET', `/api/inquiries/${id}`),
        await elsewhere('GET', `/api/inquiries/${crypto.randomUUID()}`),
      ];
      expect([theirs.status, theirs.body.code]).toEqual([none.status, none.body.code]);
      expect((await reviewer('GET', `/api/inquiries/${id}`)).status).toBe(404);
    });

    it('the notice is there once its entry has a receipt', async () => {
      const one = await asked();
      await answerFrom(node(), world.module, one.askId, 'no_record');
      await nextWindow();
      const url = `/api/inquiries/${one.id}/notice`;
      expect((await clerk('GET', url)).body.code).toBe('notice-not-ready');
      world.receiptText = 'c2sp.org/tlog-proof@v1';
      const answer = await node().http.inject({ url, headers: sessions.clerk });
      expect([answer.statusCode, answer.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
      const again = await node().http.inject({ url, headers: sessions.clerk });
      expect(again.rawPayload.equals(answer.rawPayload)).toBe(true);
      world.receiptText = undefined;
    });

    it('replaying the actions gives the state of every row', async () => {
      const now = node().clock.now();
      await withTransaction(node().kernel.database, systemViewer('release-window'), now, async ({ sql }) => {
        const rows = await sql.selectFrom('inquiry.application').select(['id', 'state', 'version']).execute();
        expect(rows.length).toBeGreaterThan(10);
        for (const row of rows) {
          const actions = await sql
            .selectFrom('inquiry.applicationAction')
            .select(['sequence', 'state'])
            .where('applicationId', '=', row.id)
            .orderBy('sequence')
            .execute();
          expect([actions.map(({ sequence }) => sequence), actions.at(-1)?.state]).toEqual([
            Array.from({ length: row.version }, (_, at) => at + 1),
            row.state,
          ]);
        }
        for (const answer of await sql.selectFrom('inquiry.answer').select(['applicationId', 'state']).execute()) {
          const actions = await sql
            .selectFrom('inquiry.answerAction')
            .select('verb')
            .where('applicationId', '=', answer.applicationId)
            .orderBy('sequence')
            .execute();
          const end = actions.reduce<AnswerState | 'NONE'>(
            (state, { verb }) => answerStep(state, verb as AnswerVerb) ?? state,
            'NONE',
          );
          expect(end).toBe(answer.state);
        }
      });
    });

    it('home counts, lists and the search by one exact number', async () => {
      const { entered, id } = await draft();
      const found = await clerk('POST', '/api/inquiries/find', { documentNumber: entered.person.documents[0]?.number });
      expect(linesOf(found).map((line) => line.id)).toEqual([id]);
      const home = await clerk('GET', '/api/inquiry-home');
      expect(home.body).toMatchObject({ figures: { byDay: expect.any(Array) }, tasks: expect.any(Array) });
      const first = await clerk('GET', '/api/inquiries?limit=2');
      const second = await clerk('GET', `/api/inquiries?limit=2&cursor=${String(first.body.next)}`);
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(JSON.stringify(second.body.items)).not.toContain(linesOf(first)[0]?.id);
    });
  },
  {},
  { modules: [world.module] },
);
