import type { CoverageLine as Line, GapTask as Task, WorkforceHome } from '@gatehouse/contract';
import { addDays, civilDateAt } from '@gatehouse/law';
import { beforeAll, expect, it } from 'vitest';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  inventedNumber,
  lastAskId,
  signedIn,
  uploadTo,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { openReleaseWindows, workplaceOf } from '../../../../../test/harness/workplace.js';
import { lookAtMarked, sweepCoverage } from './actions/sweep-coverage.js';

const world = inquiryTestModule();
const names = ['clerk', 'clerk-elsewhere', 'reviewer', 'reviewer-elsewhere', 'superior'] as const;
const day = 86_400_000;
const minute = 60_000;
const school = '甲县第一小学（虚构）';
const bureau = '甲县教育局（虚构）';

onChosenEngines(
  'checks that were begun and left',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const [clerk, reviewer, superior] = [as('clerk'), as('reviewer'), as('superior')];
    const workplace = () => workplaceOf(node());
    const windows = () => openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    const signIn = async () => {
      sessions = await signedIn(node(), names);
    };
    /** Lets time pass; sessions end meanwhile. */
    const pass = async (milliseconds: number) => {
      node().clock.advance(milliseconds);
      await signIn();
      await sweepCoverage(workplace());
    };
    const inDays = (days: number) => addDays(civilDateAt(node().clock.now()), days);
    let order = 0;
    beforeAll(async () => {
      await makeWorld(node());
      await signIn();
      await windows();
    });
    const hire = async (days: number) => {
      order += 1;
      const documents = [{ type: 'resident_id', number: inventedNumber('19900101', 700 + order) }];
      const person = { name: `李厨${order}`, documents };
      const entry = { person, postClass: 'catering', employmentForm: 'contract', fromDate: inDays(days) };
      const { status, body } = await clerk('POST', '/api/employments', entry);
      expect(status).toBe(201);
      await lookAtMarked(workplace());
      return String(body.id);
    };
    const line = async (id: string): Promise<Line | undefined> =>
      ((await clerk('GET', '/api/coverage')).body.items as Line[]).find(({ employmentId }) => employmentId === id);
    const gap = async (id: string, kind: string, who = clerk) =>
      ((await who('GET', '/api/gaps?limit=200')).body.items as Task[]).find(
        (one) => one.employmentId === id && one.kind === kind,
      );
    const tasks = async (who = clerk) => (await who('GET', '/api/coverage/home')).body.tasks as WorkforceHome['tasks'];
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) => {
      const { version } = (await clerk('GET', `/api/inquiries/${id}`)).body;
      const answer = await who('POST', `/api/inquiries/${id}/${deed}`, { version, ...payload });
      expect([deed, answer.status]).toEqual([deed, 200]);
      await node().kernel.jobs.drain();
      await lookAtMarked(workplace());
    };
    /** Begins the check of somebody who has yet to start: the letter that asks for their consent. */
    const beginBefore = async (employmentId: string) => {
      const id = String((await clerk('POST', `/api/coverage/${employmentId}/check`, {})).body.inquiryId);
      await step(id, 'prove-identity', { kind: 'population_register' });
      await step(id, 'send-consent', { channel: 'printed' });
      return id;
    };
    const agreeOnPaper = async (id: string) => {
      const { version } = (await clerk('GET', `/api/inquiries/${id}`)).body;
      const url = `/api/inquiries/${id}/record-paper?version=${String(version)}&signedOn=${inDays(0)}`;
      const scan = Buffer.from('%PDF-1.4 invented');
      expect((await uploadTo(node(), sessions.clerk, url, scan, 'consent.pdf')).statusCode).toBe(200);
    };
    /** Begins the check of somebody on the roster, up to what the unit has to send to its authority. */
    const begin = async (employmentId: string) => {
      const id = String((await clerk('POST', `/api/coverage/${employmentId}/check`, {})).body.inquiryId);
      await step(id, 'prove-identity', { kind: 'population_register' });
      await step(id, 'serve-notice', { servedOn: inDays(0) });
      return id;
    };
    const tell = async (id: string) => {
      await answerFrom(node(), world.module, lastAskId(world), 'no_record');
      for (let turn = 0; turn < 15; turn += 1) {
        node().clock.advance(minute + 1000);
        await windows();
        await node().kernel.jobs.drain();
        if ((await clerk('GET', `/api/inquiries/${id}`)).body.state !== 'ASKING') return;
      }
    };

    it('keep the gap open and say what is done about it, for whoever has to act, until the answer', async () => {
      const id = await hire(-9);
      expect((await gap(id, 'without_check'))?.check).toBeUndefined();
      const inquiryId = await begin(id);
      expect(await line(id)).toMatchObject({ state: 'waiting', inquiryId, mayStart: false });
      const begun = await gap(id, 'without_check');
      expect(begun).toMatchObject({ may: ['mend'], check: { isInTime: true }, step: { responsible: { zh: school } } });
      expect(begun?.check?.words.zh).toMatch(/^正在补正：查询于.+发起，自.+起等待单位提交。$/);

      await step(inquiryId, 'submit');
      const sent = { may: [], bands: [], step: { responsible: { zh: bureau }, title: { zh: '主管部门督促答复' } } };
      expect(await gap(id, 'without_check')).toMatchObject(sent);
      await step(inquiryId, 'return', { reasons: ['wrong_post'] }, reviewer);
      const back = await gap(id, 'without_check');
      expect([back?.may, back?.check, back?.step.responsible.zh]).toEqual([['mend'], undefined, school]);

      await step(inquiryId, 'submit');
      await step(inquiryId, 'approve', {}, reviewer);
      expect((await gap(id, 'without_check'))?.check?.words.en).toContain('the answer of the registry');
      await tell(inquiryId);
      await lookAtMarked(workplace());
      expect([await gap(id, 'without_check'), (await line(id))?.state]).toEqual([undefined, 'no_record']);
    });

    it('count no longer once their time has run out, which time alone finds: the unit has to act', async () => {
      const id = await hire(1);
      await beginBefore(id);
      expect([(await line(id))?.state, await gap(id, 'without_check')]).toEqual(['waiting', undefined]);
      expect((await tasks()).map(({ kind }) => kind)).not.toContain('check-now');
      await pass(9 * day);
      expect(await line(id)).toMatchObject({ state: 'left_lying', mayStart: false, gaps: expect.anything() as object });
      const left = await gap(id, 'without_check');
      expect(left).toMatchObject({ may: ['mend'], check: { isInTime: false }, step: { responsible: { zh: school } } });
      expect(left?.check?.words.en).toMatch(/not taken further since .+; it waits for the person's consent/);
      expect(left?.bands).toHaveLength(2);
      expect(await tasks()).toContainEqual(expect.objectContaining({ kind: 'check-now', count: 1 }));
      expect(await gap(id, 'without_check', as('clerk-elsewhere'))).toBeUndefined();
      expect(await gap(id, 'without_check', as('reviewer-elsewhere'))).toBeUndefined();
    });

    it('that lie with the authority are its own gap, go above when late, and are never laid to the unit', async () => {
      const id = await hire(1);
      const inquiryId = await beginBefore(id);
      await agreeOnPaper(inquiryId);
      await step(inquiryId, 'submit');
      await pass(9 * day);
      expect([(await line(id))?.state, await gap(id, 'without_check')]).toEqual(['waiting', undefined]);
      const waits = await gap(id, 'check_unanswered', reviewer);
      expect(waits).toMatchObject({
        bands: [],
        check: { isInTime: false },
        step: { responsible: { zh: bureau }, of: 1 },
      });
      expect((await gap(id, 'check_unanswered'))?.may).toEqual([]);
      expect((await tasks(reviewer)).map(({ kind }) => kind)).toContain('gaps');
      await pass(9 * day);
      expect(await gap(id, 'check_unanswered', superior)).toMatchObject({
        escalatedAt: expect.any(String) as string,
        step: { overdueSince: expect.any(String) as string },
      });
      expect((await tasks(superior)).map(({ kind }) => kind)).toContain('gaps-below');
      // What came back is the unit's again, and the authority has done its part.
      await step(inquiryId, 'return', { reasons: ['wrong_post'] }, reviewer);
      expect([await gap(id, 'check_unanswered', reviewer), (await gap(id, 'without_check'))?.may]).toEqual([
        undefined,
        ['mend'],
      ]);
    });
  },
  {},
  { modules: [world.module] },
);
