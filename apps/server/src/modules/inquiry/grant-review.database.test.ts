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
import { openReleaseWindows } from './actions/open-release-windows.js';

const world = inquiryTestModule();
const names = ['clerk', 'reviewer', 'qualification', 'qualification-approver', 'superior'] as const;
type Task = { readonly repairId: string; readonly inquiryId: string; readonly part: string };

onChosenEngines(
  'a qualification of somebody whose record is told',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const body = as('qualification');
    const approver = as('qualification-approver');
    let [order, contacts] = [0, 0];
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    });
    type Who = ReturnType<typeof as>;
    const step = async (who: Who, id: string, deed: string, payload: object = {}) => {
      const { version } = (await who('GET', `/api/inquiries/${id}`)).body;
      const done = await who('POST', `/api/inquiries/${id}/${deed}`, { version, ...payload });
      expect([deed, done.status, done.body.code]).toEqual([deed, 200, undefined]);
    };
    const draft = async (who: Who, person: object, terms: object): Promise<string> => {
      const made = await who('POST', '/api/inquiries', { ...soundDraft(0), ...terms, person });
      expect([made.status, made.body.problems]).toEqual([201, 0]);
      return String(made.body.id);
    };
    const told = async (who: Who, id: string, second: Who, outcome: 'no_record' | 'record_found'): Promise<string> => {
      await step(who, id, 'submit');
      await step(second, id, 'approve');
      await node().kernel.jobs.drain();
      const askId = lastAskId(world);
      await answerFrom(node(), world.module, askId, outcome);
      await node().kernel.jobs.drain();
      // A candidate hears of a record first; more than a session may stand idle passes by it.
      for (const wait of outcome === 'record_found' && who === body ? [61_000, 11 * 60_000] : [61_000]) {
        node().clock.advance(wait);
        await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
      }
      sessions = await signedIn(node(), names);
      expect((await who('GET', `/api/inquiries/${id}`)).body.state).toBe('RELEASED');
      return askId;
    };
    const somebody = () => soundDraft((order += 1)).person;
    /** A qualification that the applicant consents to be asked about for. */
    const consented = async (person: ReturnType<typeof somebody>): Promise<string> => {
      const id = await draft(body, person, { purpose: 'qualification', postClass: 'qualification_applicant' });
      await step(body, id, 'prove-identity', { kind: 'original_seen' });
      await step(body, id, 'send-consent', { channel: 'sms', contact: `1380000${String(2000 + (contacts += 1))}` });
      const link = String(world.messages.at(-1)?.parameters.link ?? '').split('#')[1];
      const applicant = caller(node, () => ({ authorization: `Link ${String(link)}` }));
      await applicant('POST', '/api/consent/code');
      const code = String(world.messages.at(-1)?.parameters.code);
      const { hash } = (await applicant('POST', '/api/consent/unlock', { code })).body.text as { hash: string };
      const own = { name: person.name, documentNumber: person.documents[0]?.number };
      await applicant('POST', '/api/consent/answer', { answer: 'agree', textHash: hash, ...own });
      return id;
    };
    /** One that was asked about, and granted or refused. */
    const qualified = async (person: ReturnType<typeof somebody>, kind = 'qualification_granted'): Promise<string> => {
      const id = await consented(person);
      await told(body, id, approver, 'no_record');
      await step(body, id, 'settle', { kind, on: '2026-11-25' });
      return id;
    };
    /** A record of somebody who serves at a school is told there. @returns the question whose answer it was */
    const foundServing = async (person: object): Promise<string> => {
      const id = await draft(as('clerk'), person, { purpose: 'annual', startDate: '2020-09-01' });
      await step(as('clerk'), id, 'prove-identity', { kind: 'population_register' });
      await step(as('clerk'), id, 'serve-notice', { servedOn: '2026-11-20' });
      return told(as('clerk'), id, as('reviewer'), 'record_found');
    };
    const tasks = async (who: Who): Promise<Task[]> => {
      const { status, body: listed } = await who('GET', '/api/objections');
      expect(status).toBe(200);
      return listed.repairs as Task[];
    };

    it('is a task of the body that granted it, with a clock, which says to ask anew and nothing of why', async () => {
      const person = somebody();
      const granted = await qualified(person);
      expect(await tasks(approver)).toEqual([]);
      await foundServing(person);
      const [task, ...more] = await tasks(approver);
      expect(more).toEqual([]);
      expect(task).toMatchObject({ inquiryId: granted, part: 'do', what: { en: expect.stringContaining('Ask anew') } });
      expect(JSON.stringify(task)).not.toMatch(/School|小学|record|"T1"/);
      expect(await tasks(as('reviewer'))).toEqual([]);
      const { database, clock } = node().kernel;
      const entries = await withTransaction(database, systemViewer('sequencer'), clock.now(), ({ sql }) =>
        sql.selectFrom('journal.entry').select('objectId').where('act', '=', 'inquiry.order-grant-review').execute(),
      );
      expect(entries).toEqual([{ objectId: granted }]);
      const home = (await approver('GET', '/api/inquiry-home')).body.tasks as { kind: string; count: number }[];
      expect(home.find(({ kind }) => kind === 'repair')).toMatchObject({ count: 1 });
      expect((await as('reviewer')('POST', `/api/repairs/${task?.repairId ?? ''}/done`, {})).status).toBe(404);
      expect((await approver('POST', `/api/repairs/${task?.repairId ?? ''}/done`, {})).status).toBe(200);
      expect(await tasks(approver)).toEqual([]);
    });

    it('is not to be looked at again for what the body has found itself', async () => {
      const person = somebody();
      await qualified(person);
      await told(body, await consented(person), approver, 'record_found');
      expect(await tasks(approver)).toEqual([]);
    });

    it('is left as it is where it was refused, where another person has the number, and where the record was another’s', async () => {
      const [refused, namesake] = [somebody(), somebody()];
      await qualified(refused, 'qualification_refused');
      await foundServing(refused);
      await qualified(namesake);
      await foundServing({ ...namesake, name: '吴某' });
      await foundServing(somebody());
      expect(await tasks(approver)).toEqual([]);
    });

    it('is looked at again once, however many records are told, and not any more once the last of them is void', async () => {
      const person = somebody();
      const granted = await qualified(person);
      const grounds = [await foundServing(person), await foundServing(person)];
      for (const ground of grounds) {
        expect(await tasks(approver)).toMatchObject([{ inquiryId: granted, part: 'do' }]);
        const home = (await approver('GET', '/api/inquiry-home')).body.tasks as { kind: string; count: number }[];
        expect(home.find(({ kind }) => kind === 'repair')).toMatchObject({ count: 1 });
        await recallFrom(node(), world.module, [ground]);
        await node().kernel.jobs.drain();
      }
      expect(await tasks(approver)).toEqual([]);
    });
  },
  {},
  { modules: [world.module] },
);
