import { beforeAll, expect, it } from 'vitest';
import { withTransaction } from '@gatehouse/server';
import {
  answerFrom,
  answersFrom,
  caller,
  inquiryTestModule,
  lastAskId,
  recallFrom,
  signedIn,
  soundDraft,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { sweepObjections } from './actions/sweep-objections.js';

const world = inquiryTestModule();
const names = ['clerk', 'reviewer', 'reviewer-elsewhere', 'superior', 'ministry', 'auditor'] as const;

type Course = {
  readonly state: string;
  readonly steps: readonly { readonly state: string; readonly by: { readonly en: string }; readonly dueAt: string }[];
  readonly interim?: { readonly en: string };
  readonly letter?: {
    readonly title: { readonly en: string };
    readonly paragraphs: readonly { readonly en: string }[];
  };
  readonly repairs: readonly { readonly id: string; readonly mayDo: boolean; readonly doneAt?: string }[];
};
type Task = {
  readonly stepId: string;
  readonly inquiryId: string;
  readonly part: string;
  readonly number: number;
  readonly of: number;
  readonly overdueSince?: string;
  readonly letter?: object;
};

onChosenEngines(
  'an objection',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const [clerk, reviewer, superior, ministry] = [as('clerk'), as('reviewer'), as('superior'), as('ministry')];
    const platform = () => ({ kernel: node().kernel, doors: world.doors });
    let order = 0;
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      await openReleaseWindows(platform());
    });
    const drain = () => node().kernel.jobs.drain();
    const read = async (id: string, who = clerk) => (await who('GET', `/api/inquiries/${id}`)).body;
    const courseOf = async (id: string, who = clerk) => (await read(id, who)).course as Course;
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) =>
      who('POST', `/api/inquiries/${id}/${deed}`, { version: (await read(id)).version, ...payload });
    const nextWindow = async () => {
      node().clock.advance(61_000);
      await openReleaseWindows(platform());
    };
    const told = async (id: string, outcome: 'no_record' | 'record_found') => {
      await answerFrom(node(), world.module, lastAskId(world), outcome);
      await drain();
      for (let windows = 0; windows < 15 && (await read(id)).state === 'ASKING'; windows += 1) await nextWindow();
      expect((await read(id)).decision).toMatchObject({ outcome });
    };
    /** Serving staff, who have no link: whoever writes to them is the authority. */
    const serving = async (outcome: 'no_record' | 'record_found' = 'record_found') => {
      order += 1;
      const terms = { purpose: 'annual', startDate: '2020-09-01' };
      const { body } = await clerk('POST', '/api/inquiries', soundDraft(order, terms));
      const id = String(body.id);
      await step(id, 'prove-identity', { kind: 'population_register' });
      await step(id, 'serve-notice', { servedOn: '2026-11-20' });
      await step(id, 'submit');
      expect((await step(id, 'approve', {}, reviewer)).status).toBe(200);
      await drain();
      await told(id, outcome);
      return id;
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
      return { id, person, unlock };
    };
    const objected = async (outcome: 'no_record' | 'record_found' = 'record_found') => {
      const id = await serving(outcome);
      expect((await step(id, 'object', { reason: 'not_me', words: 'Not me.' })).body.state).toBe('OBJECTED');
      return id;
    };
    const listed = async (who = reviewer) =>
      (await who('GET', '/api/objections')).body as unknown as {
        steps: Task[];
        repairs: { repairId: string; inquiryId: string; part: string; overdueSince?: string }[];
      };
    const taskOf = async (id: string, who = reviewer) =>
      (await listed(who)).steps.find(({ inquiryId }) => inquiryId === id);
    const above = async () => (await ministry('GET', '/api/objections-above')).body.steps as Task[];
    const passOn = async (id: string) => {
      const answer = await reviewer('POST', `/api/objection-steps/${(await taskOf(id))?.stepId ?? ''}/pass-on`, {});
      await drain();
      return answer;
    };
    const passOnAbove = async () => {
      const answer = await ministry('POST', `/api/objections-above/${(await above())[0]?.stepId ?? ''}/pass-on`, {});
      await drain();
      return answer;
    };
    const atPublicSecurity = async () => {
      const id = await objected();
      await passOn(id);
      await passOnAbove();
      expect((await read(id)).state).toBe('AT_PUBLIC_SECURITY');
      return id;
    };
    const entriesAbout = (id: string) =>
      withTransaction(node().kernel.database, { kind: 'operator', name: 'root' }, node().clock.now(), async ({ sql }) =>
        (await sql.selectFrom('journal.entry').select('act').where('objectId', '=', id).orderBy('id').execute()).map(
          ({ act }) => act,
        ),
      );
    const homeOf = async (who: typeof clerk, kind: string) =>
      ((await who('GET', '/api/inquiry-home')).body.tasks as { kind: string; count: number; overdue: number }[]).find(
        (task) => task.kind === kind,
      );
    const later = async (minutes: number) => {
      node().clock.advance(minutes * 60_000);
      sessions = await signedIn(node(), names);
    };

    it('goes through education and ministry to a new look, each with a clock, and a ministry that sees no person', async () => {
      const id = await objected();
      const course = await courseOf(id);
      expect([course.state, course.steps.map(({ state }) => state)]).toEqual([
        'open',
        ['now', 'ahead', 'ahead', 'ahead'],
      ]);
      const dues = course.steps.map(({ dueAt }) => dueAt);
      expect(dues).toEqual([...dues].sort());
      expect(course.interim?.en).toMatch(/keeps away from work with children.*Do not dismiss/);
      expect(course.letter).toBeUndefined();
      expect(await homeOf(reviewer, 'objection')).toMatchObject({ count: 1, overdue: 0 });
      expect(await taskOf(id)).toMatchObject({ part: 'pass-on', number: 1, of: 4 });

      // Whose step it is not, finds none; whoever says it twice, does it once.
      const { stepId } = (await taskOf(id)) ?? { stepId: '' };
      expect((await as('reviewer-elsewhere')('POST', `/api/objection-steps/${stepId}/pass-on`, {})).body.code).toBe(
        'not-found',
      );
      expect((await listed(as('reviewer-elsewhere'))).steps).toEqual([]);
      expect((await ministry('POST', `/api/objections-above/${stepId}/pass-on`, {})).status).toBe(404);
      expect((await clerk('GET', '/api/objections')).status).toBe(403);
      expect((await passOn(id)).status).toBe(200);
      expect((await reviewer('POST', `/api/objection-steps/${stepId}/pass-on`, {})).status).toBe(200);
      await drain();
      expect((await read(id)).state).toBe('AT_MINISTRY');

      const [waiting, ...more] = await above();
      expect(more).toEqual([]);
      expect(waiting).toMatchObject({ number: 2, of: 4, sender: { en: 'County education bureau A (invented)' } });
      expect(JSON.stringify(waiting)).not.toMatch(/张甲|inquiryId|School|unit/);
      expect((await ministry('GET', `/api/inquiries/${id}`)).status).toBe(403);
      const first = world.registry.findLast(({ type }) => type === 'inquiry.ask')?.body as { askId: string };
      expect((await passOnAbove()).status).toBe(200);
      expect((await read(id)).state).toBe('AT_PUBLIC_SECURITY');
      const again = world.registry.findLast(({ type }) => type === 'inquiry.ask')?.body as {
        askId: string;
        recheckOf: string;
        dueAt: string;
      };
      expect([again.recheckOf, again.askId === first.askId]).toEqual([first.askId, false]);
      expect(await taskOf(id)).toMatchObject({ part: 'watch', number: 3, dueAt: again.dueAt });

      // A silent source decides nothing; a record found again does, also in one delivery with the silence: the answer stands.
      await answerFrom(node(), world.module, again.askId, 'not_now');
      expect((await read(id)).state).toBe('AT_PUBLIC_SECURITY');
      await answersFrom(node(), world.module, [
        [again.askId, 'not_now'],
        [again.askId, 'record_found'],
      ]);
      await answerFrom(node(), world.module, again.askId, 'no_record');
      expect(await read(id)).toMatchObject({ state: 'ANSWER_STANDS', decision: { outcome: 'record_found' } });
      const decided = await courseOf(id);
      expect([decided.state, decided.letter, decided.interim, decided.repairs]).toEqual([
        'stands',
        undefined,
        undefined,
        [],
      ]);

      // No message reaches this person: the authority has the letter to write, until it says that it has.
      const letter = await taskOf(id);
      expect(letter).toMatchObject({
        part: 'write',
        letter: { title: { en: expect.stringContaining('the answer stands') } },
      });
      expect(JSON.stringify(letter?.letter)).not.toMatch(/T1|offence|236/);
      expect((await passOn(id)).status).toBe(200);
      expect(await taskOf(id)).toBeUndefined();
      expect((await courseOf(id)).steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
      expect(await entriesAbout(id)).toEqual(
        expect.arrayContaining([
          'inquiry.object',
          'inquiry.pass-objection',
          'inquiry.carry-objection',
          'inquiry.answer-objection',
        ]),
      );
    });

    it('that is upheld makes the answer void and has it put right by whom and by when, until it is', async () => {
      const id = await atPublicSecurity();
      await answerFrom(node(), world.module, lastAskId(world), 'no_record');
      const view = await read(id);
      expect(view).toMatchObject({ state: 'ANSWER_CORRECTED', noticeReady: false });
      expect([view.decision, view.types, view.mayStartFrom]).toEqual([undefined, undefined, undefined]);
      const orders = (await reviewer('GET', '/api/stop-work-orders')).body.items as { inquiryId: string }[];
      expect(orders.filter(({ inquiryId }) => inquiryId === id)).toEqual([]);
      const course = await courseOf(id);
      expect([course.state, course.repairs.length]).toEqual(['corrected', 4]);
      expect(course.repairs.filter(({ mayDo }) => mayDo)).toHaveLength(3);
      expect(await homeOf(clerk, 'repair')).toMatchObject({ count: 3 });
      const own = (await listed()).repairs.filter((repair) => repair.inquiryId === id);
      expect(own.map(({ part }) => part).sort()).toEqual(['do', 'watch', 'watch', 'watch']);

      const [mine] = course.repairs.filter(({ mayDo }) => mayDo);
      expect((await reviewer('POST', `/api/repairs/${mine?.id}/done`, {})).status).toBe(404);
      expect((await as('reviewer-elsewhere')('POST', `/api/repairs/${mine?.id}/done`, {})).status).toBe(404);
      for (const _ of [1, 2]) expect((await clerk('POST', `/api/repairs/${mine?.id}/done`, {})).status).toBe(200);
      expect((await courseOf(id)).repairs.filter(({ doneAt }) => doneAt !== undefined)).toHaveLength(1);
      expect(await homeOf(clerk, 'repair')).toMatchObject({ count: 2 });

      // Late, once: the unit, and the authority that watches.
      await later(31);
      await sweepObjections(platform());
      await sweepObjections(platform());
      expect(await homeOf(clerk, 'repair')).toMatchObject({ count: 2, overdue: 2 });
      expect((await listed()).repairs.filter((repair) => repair.overdueSince !== undefined)).toHaveLength(3);
      expect((await entriesAbout(id)).filter((act) => act === 'inquiry.escalate-objection')).toHaveLength(6);
      expect((await step(id, 'note-recall')).body).toMatchObject({ state: 'ANSWER_CORRECTED' });
    });

    it('that is late is marked once, told to the authority and the one above, and comes before the others', async () => {
      const late = await objected();
      await later(21);
      const next = await objected();
      await sweepObjections(platform());
      await sweepObjections(platform());
      expect((await entriesAbout(late)).filter((act) => act === 'inquiry.escalate-objection')).toHaveLength(2);
      expect(await entriesAbout(next)).not.toContain('inquiry.escalate-objection');
      const order = (await listed()).steps.map(({ inquiryId }) => inquiryId);
      expect(order.indexOf(late)).toBeLessThan(order.indexOf(next));
      expect((await taskOf(late))?.overdueSince).toBeDefined();
      expect(await homeOf(reviewer, 'objection')).toMatchObject({ overdue: 1 });
      expect(await homeOf(superior, 'objection')).toMatchObject({ count: 1, overdue: 1 });
      expect(await taskOf(late, superior)).toMatchObject({ part: 'watch' });
      expect((await courseOf(late)).steps[0]).toMatchObject({ state: 'now', overdue: true });
    });

    it('of a candidate who is told first moves nothing that unit and authority can see before the release', async () => {
      const { id, person, unlock } = await candidate();
      await answerFrom(node(), world.module, lastAskId(world), 'record_found');
      await nextWindow();
      const before = [await read(id), await read(id, reviewer), (await listed()).steps.length];
      expect(await unlock()).toMatchObject({ state: 'told', mayObject: true });
      const { body: page } = await person('POST', '/api/consent/object', { reason: 'not_me', words: 'Not me.' });
      expect(page).toMatchObject({ mayObject: false, course: { state: 'kept', steps: [], repairs: [] } });
      expect([await read(id), await read(id, reviewer), (await listed()).steps.length]).toEqual(before);
      for (let windows = 0; windows < 15 && (await read(id)).state === 'ASKING'; windows += 1) await nextWindow();
      expect(await read(id)).toMatchObject({ state: 'OBJECTED', course: { state: 'open' } });
      expect((await courseOf(id)).interim?.en).toMatch(/may not begin work.*Do not turn them down/);

      // Found to be wrong: the person reads the letter, and nothing of a record stands in it.
      sessions = await signedIn(node(), names);
      await passOn(id);
      await passOnAbove();
      const sent = world.messages.length;
      await answerFrom(node(), world.module, lastAskId(world), 'no_record');
      expect(world.messages.slice(sent)).toMatchObject([{ template: 'answer-recalled' }]);
      const told = (await unlock()) as { state: string; course: Course; result?: object };
      expect([told.state, told.result, told.course.state]).toEqual(['recalled', undefined, 'corrected']);
      expect(told.course.letter?.title.en).toMatch(/the earlier answer is void/);
      expect(told.course.repairs.every(({ mayDo }) => !mayDo)).toBe(true);
    });

    it('is told to be decided by a message that says nothing, and the reasons stand behind the link', async () => {
      const { id, person, unlock } = await candidate();
      await answerFrom(node(), world.module, lastAskId(world), 'record_found');
      for (let windows = 0; windows < 15 && (await read(id)).state === 'ASKING'; windows += 1) await nextWindow();
      sessions = await signedIn(node(), names);
      await unlock();
      await person('POST', '/api/consent/object', { reason: 'wrong_data', words: 'Wrong.' });
      await passOn(id);
      await passOnAbove();
      const sent = world.messages.length;
      await answerFrom(node(), world.module, lastAskId(world), 'record_found');
      expect(world.messages.slice(sent)).toMatchObject([{ template: 'objection-answered', keptFromOutbox: false }]);
      expect(await taskOf(id)).toBeUndefined();
      const { course } = (await person('GET', '/api/consent')).body as { course: Course };
      expect([course.state, course.steps.map(({ state }) => state)]).toEqual([
        'stands',
        ['done', 'done', 'done', 'done'],
      ]);
      const words = course.letter?.paragraphs.map(({ en }) => en).join(' ') ?? '';
      expect(words).toMatch(/neither had taken part in the first answer.*What you may do now/s);
      expect(words).not.toMatch(/\{|T1|offence/);
    });

    it('to an answer that is recalled on the way ends as upheld by recall, and its clock with it', async () => {
      const id = await objected();
      const askId = (world.registry.findLast(({ type }) => type === 'inquiry.ask')?.body as { askId: string }).askId;
      await recallFrom(node(), world.module, [askId]);
      expect(await read(id)).toMatchObject({ state: 'RECALLED', course: { state: 'recalled' } });
      expect(await taskOf(id)).toBeUndefined();
      expect((await courseOf(id)).repairs).toHaveLength(4);
      await drain();
      expect((await read(id)).state).toBe('RECALLED');
    });

    it('to no record is answered by the authority, and nothing is looked at again', async () => {
      const id = await objected('no_record');
      const asked = world.registry.length;
      expect(await taskOf(id)).toMatchObject({ number: 1, of: 2 });
      expect((await courseOf(id)).interim?.en).toMatch(/nothing may be held against the person/);
      await passOn(id);
      expect(world.registry).toHaveLength(asked);
      expect(await read(id)).toMatchObject({ state: 'ANSWER_STANDS', decision: { outcome: 'no_record' } });
      expect(await taskOf(id)).toMatchObject({ part: 'write', number: 2 });
    });

    it('is counted by outcome, without what leads to it, and few are not told', async () => {
      const year = node().clock.now().getUTCFullYear();
      const { body } = await as('auditor')('GET', `/api/objection-figures?year=${year}`);
      expect(body.items).toEqual([
        { outcome: 'stands', count: null, medianDays: null, lateSteps: null },
        { outcome: 'corrected', count: null, medianDays: null, lateSteps: null },
        { outcome: 'recalled', count: null, medianDays: null, lateSteps: null },
      ]);
      expect((await clerk('GET', `/api/objection-figures?year=${year}`)).status).toBe(403);
    });
  },
  {},
  { modules: [world.module] },
);
