import type {
  CoverageLine as Line,
  ExchangeMessage,
  GapTask as Task,
  OwedGapLine,
  OwedGapView,
} from '@gatehouse/contract';
import { beforeAll, expect, it } from 'vitest';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  inventedNumber,
  lastAskId,
  signedIn,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { openReleaseWindows, tellingCasework, workplaceOf } from '../../../../../test/harness/workplace.js';
import { act } from '../../kernel/act.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';
import { enrolStaff } from './actions/enrol-staff.js';
import { monitoringOf } from './actions/monitoring-of.js';
import { receiveConfirmations } from './actions/receive-findings.js';
import { lookAtMarked, sweepCoverage } from './actions/sweep-coverage.js';
import type { Workplace } from './doors.js';

const world = inquiryTestModule();
const names = [
  'clerk',
  'clerk-elsewhere',
  'reviewer',
  'reviewer-elsewhere',
  'superior',
  'procurator',
  'procurator-second',
  'procurator-elsewhere',
] as const;
const day = 86_400_000;
const minute = 60_000;

type EnrolmentMessage = ExchangeMessage<'enrolment.enrol'>;

onChosenEngines(
  'coverage',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const [clerk, reviewer, superior] = [as('clerk'), as('reviewer'), as('superior')];
    const workplace = () => tellingCasework(workplaceOf(node()));
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
    let order = 0;
    beforeAll(async () => {
      await makeWorld(node());
      await signIn();
      await windows();
    });
    const drain = () => node().kernel.jobs.drain();
    const hire = async (fromDate: string, postClass = 'catering') => {
      order += 1;
      const documents = [{ type: 'resident_id', number: inventedNumber('19900101', 500 + order) }];
      const entry = { person: { name: `王厨${order}`, documents }, postClass, employmentForm: 'contract', fromDate };
      const { status, body } = await clerk('POST', '/api/employments', entry);
      expect(status).toBe(201);
      await lookAtMarked(workplace());
      return String(body.id);
    };
    const line = async (id: string, who = clerk): Promise<Line | undefined> =>
      ((await who('GET', '/api/coverage')).body.items as Line[]).find(({ employmentId }) => employmentId === id);
    const gaps = async (who = clerk): Promise<Task[]> => (await who('GET', '/api/gaps')).body.items as Task[];
    const gap = async (id: string, kind: string, who = clerk) =>
      (await gaps(who)).find((one) => one.employmentId === id && one.kind === kind);
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) => {
      const { version } = (await clerk('GET', `/api/inquiries/${id}`)).body;
      const answer = await who('POST', `/api/inquiries/${id}/${deed}`, { version, ...payload });
      expect([deed, answer.status]).toEqual([deed, 200]);
    };
    /** Starts the check of somebody at work from the roster, up to the question. */
    const ask = async (employmentId: string) => {
      const { status, body } = await clerk('POST', `/api/coverage/${employmentId}/check`, {});
      expect(status).toBe(201);
      const id = String(body.inquiryId);
      await step(id, 'prove-identity', { kind: 'population_register' });
      await step(id, 'serve-notice', { servedOn: '2026-11-20' });
      await step(id, 'submit');
      await step(id, 'approve', {}, reviewer);
      await drain();
      return id;
    };
    const tell = async (id: string, outcome: 'no_record' | 'record_found') => {
      await answerFrom(node(), world.module, lastAskId(world), outcome);
      for (let turn = 0; turn < 15; turn += 1) {
        node().clock.advance(minute + 1000);
        await windows();
        await drain();
        if ((await clerk('GET', `/api/inquiries/${id}`)).body.state !== 'ASKING') return;
      }
    };

    /** The acts of these names that were done, as the journal has them. */
    const acts = async (like: string): Promise<string[]> => {
      const operator = { kind: 'operator', name: 'root' } as const;
      const rows = await withTransaction(node().kernel.database, operator, node().clock.now(), ({ sql }) =>
        sql
          .selectFrom('journal.entry')
          .select('act')
          .where('act', 'like', like)
          .where('outcome', '=', 'done')
          .execute(),
      );
      return rows.map((row) => row.act);
    };

    it('finds at once who is at work without a check, and says so to the unit and its authorities alone', async () => {
      const id = await hire('2026-11-02');
      expect(await line(id)).toMatchObject({ state: 'not_yet_asked', mayStart: true, gaps: [{ zh: '未查询即在岗' }] });
      const found = await gap(id, 'without_check');
      expect(found).toMatchObject({ step: { number: 1 }, may: ['mend'], stillThere: true });
      expect(found?.bands).toHaveLength(2);
      expect(await gap(id, 'without_check', reviewer)).toBeDefined();
      expect(await gap(id, 'without_check', superior)).toBeDefined();
      for (const elsewhere of [as('clerk-elsewhere'), as('reviewer-elsewhere')]) {
        expect(await gap(id, 'without_check', elsewhere)).toBeUndefined();
        expect((await elsewhere('POST', `/api/coverage/${id}/check`, {})).status).toBeGreaterThanOrEqual(403);
      }
      const { body } = await clerk('GET', '/api/coverage/home');
      expect(body.tasks).toMatchObject([
        { kind: 'check-now', count: 1 },
        { kind: 'gaps', count: 2 },
      ]);
    });

    it('closes what was found about somebody who never began, and keeps that it was said', async () => {
      const [late, id, ahead] = [await hire('2026-11-01'), await hire('2026-11-20'), await hire('2026-12-20')];
      const notBegin = async (one: string, who = clerk, version = 1) =>
        who('POST', `/api/employments/${one}/not-begin`, { version });
      expect(await notBegin(late)).toMatchObject({ status: 409, body: { code: 'employment-begun' } });
      expect((await notBegin(id, as('clerk-elsewhere'))).status).toBe(404);
      expect((await notBegin(id, reviewer)).status).toBe(403);
      expect(await gap(id, 'without_check')).toBeDefined();
      const said = await notBegin(id);
      const shown = { ended: true, neverBegan: true, untilDate: '2026-11-19', may: [] };
      expect(said).toMatchObject({
        status: 200,
        body: { ...shown, timeline: [{ what: 'add' }, { what: 'not-begin' }] },
      });
      expect(await notBegin(id, clerk, 2)).toMatchObject({ body: { code: 'employment-ended' } });
      // Before the first day there is no end to be given, and nothing was found yet.
      const end = await clerk('POST', `/api/employments/${ahead}/end`, { version: 1, on: '2026-11-20' });
      expect(end.body.code).toBe('employment-end-impossible');
      expect(await notBegin(ahead)).toMatchObject({ status: 200, body: { neverBegan: true } });
      await lookAtMarked(workplace());
      expect([await gap(id, 'without_check'), await line(id), await line(ahead)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      await clerk('POST', `/api/employments/${late}/end`, { version: 1, on: '2026-11-20' });
      await lookAtMarked(workplace());
    });

    it('finds once a day the units that have nobody on a roster, and finds nothing twice', async () => {
      await sweepCoverage(workplace());
      await sweepCoverage(workplace());
      const elsewhere = (await gaps(as('clerk-elsewhere'))).map(({ kind }) => kind);
      expect(elsewhere).toEqual(['no_roster']);
      expect((await gaps()).map(({ kind }) => kind)).toEqual(['without_check', 'nobody_in_post']);
      const { body } = await reviewer('GET', '/api/coverage/units');
      expect((body.items as { hasRoster: boolean; band: unknown }[]).some(({ hasRoster }) => !hasRoster)).toBe(true);
    });

    it('shows the same from question to release whatever is answered, then follows a record to the end', async () => {
      const id = await hire('2026-11-03');
      const inquiryId = await ask(id);
      const shown = async () => [
        (await clerk('GET', '/api/coverage')).body,
        (await reviewer('GET', '/api/gaps')).body,
        (await clerk('GET', '/api/gaps')).body,
      ];
      const before = await shown();
      expect(await line(id)).toMatchObject({ state: 'waiting', inquiryId });
      // Asked about since, and not mended before the answer: whoever has to see to it is the authority.
      expect(await gap(id, 'without_check')).toMatchObject({ check: { isInTime: true }, bands: [], may: [] });
      expect(await gap(id, 'started_before_result')).toMatchObject({ step: { number: 1 } });
      const askId = lastAskId(world);
      await answerFrom(node(), world.module, askId, 'no_record');
      await drain();
      await sweepCoverage(workplace());
      expect(await shown()).toEqual(before);
      await tell(inquiryId, 'no_record');
      expect(await line(id)).toMatchObject({ state: 'no_record' });
      expect(await gap(id, 'without_check')).toBeUndefined();

      const kept = await hire('2026-11-04');
      const again = await ask(kept);
      await tell(again, 'record_found');
      expect(await line(kept)).toMatchObject({ state: 'barred' });
      expect(await gap(kept, 'kept_despite_record')).toMatchObject({ step: { number: 1 }, may: ['mend'] });
      await step(again, 'settle', { kind: 'work_stopped', on: '2026-11-23' });
      await drain();
      expect(await line(kept)).toMatchObject({ state: 'stopped' });
      const { id: gapId } = (await gap(kept, 'kept_despite_record', reviewer)) as Task;
      const words = '请依法解聘并回复。';
      expect((await clerk('POST', `/api/gaps/${gapId}/order`, { words })).status).toBe(403);
      expect((await as('reviewer-elsewhere')('POST', `/api/gaps/${gapId}/order`, { words })).status).toBe(404);
      expect((await reviewer('POST', `/api/gaps/${gapId}/order`, { words })).status).toBe(200);
      expect((await reviewer('POST', `/api/gaps/${gapId}/order`, { words })).status).toBe(409);
      expect(await gap(kept, 'kept_despite_record')).toMatchObject({ step: { number: 3 }, written: [{ words }] });
      const { version } = (await clerk('GET', `/api/employments/${kept}`)).body;
      expect((await clerk('POST', `/api/employments/${kept}/end`, { on: '2026-11-22', version })).status).toBe(200);
      await lookAtMarked(workplace());
      expect(await gap(kept, 'kept_despite_record', reviewer)).toMatchObject({ may: ['verify'], stillThere: false });
      const verdict = { verdict: 'corrected', words: '已核实解聘。' };
      expect((await reviewer('POST', `/api/gaps/${gapId}/verify`, verdict)).status).toBe(200);
      expect(await gap(kept, 'kept_despite_record', reviewer)).toBeUndefined();
    });

    it('goes from order over reply to verification; what is late goes up, then is owed to the procuratorate', async () => {
      const id = await hire('2026-11-05');
      await pass(9 * day);
      const { id: gapId } = (await gap(id, 'without_check', reviewer)) as Task;
      expect(await gap(id, 'without_check', reviewer)).toMatchObject({ may: ['order'], step: { number: 2 } });
      await reviewer('POST', `/api/gaps/${gapId}/order`, { words: '请立即查询。' });
      await pass(21 * day);
      await sweepCoverage(workplace());
      const late = await gap(id, 'without_check', superior);
      expect(late).toMatchObject({ step: { number: 3 }, may: [] });
      expect([late?.step.overdueSince, late?.escalatedAt, late?.owedAt].map((at) => at !== undefined)).toEqual([
        true,
        true,
        false,
      ]);
      expect((await superior('GET', '/api/coverage/home')).body.tasks).toContainEqual(
        expect.objectContaining({ kind: 'gaps-below', count: expect.any(Number) as number }),
      );
      expect((await clerk('POST', `/api/gaps/${gapId}/reply`, { words: '已发起查询。' })).status).toBe(200);
      const corrected = { verdict: 'corrected', words: '已核实。' };
      const refused = await reviewer('POST', `/api/gaps/${gapId}/verify`, corrected);
      expect([refused.status, refused.body.code]).toEqual([409, 'gap-still-there']);
      await reviewer('POST', `/api/gaps/${gapId}/verify`, { verdict: 'not_corrected', words: '尚未查询。' });
      await pass(21 * day);
      expect((await gap(id, 'without_check', superior))?.owedAt).toBeDefined();
      await pass(minute);
      await drain();

      const [procurator, second] = [as('procurator'), as('procurator-second')];
      const owed = async (who = procurator, query = '') =>
        (await who('GET', `/api/owed-gaps${query}`)).body.items as OwedGapLine[];
      const page = (await procurator('GET', '/api/owed-gaps?limit=1')).body;
      const all = await owed();
      expect(page.items).toEqual(all.slice(0, 1));
      expect(await owed(procurator, `?limit=200&cursor=${String(page.next)}`)).toEqual(all.slice(1));
      const [told] = all.filter(({ lies }) => lies?.en === 'The unit corrects it and replies');
      const one = async (who = procurator): Promise<OwedGapView> =>
        (await who('GET', `/api/owed-gaps/${String(told?.id)}`)).body as unknown as OwedGapView;
      expect(told).toMatchObject({ state: 'waiting', isUrgent: false, unit: { zh: '甲县第一小学（虚构）' } });
      expect((await one()).course.map(({ title, lateDays }) => [title.en, lateDays > 0])).toEqual([
        ['The unit makes up for what is missing', true],
        ['The authority orders correction', false],
        ['The unit corrects it and replies', true],
        ['The authority verifies the correction', false],
        ['The unit corrects it and replies', true],
      ]);
      // Of the person it is about, and of what was written about them, nothing crosses.
      expect(JSON.stringify([all, await one()])).not.toMatch(/王厨|请立即查询|已发起查询|employmentId/);
      const elsewhere = await owed(as('procurator-elsewhere'));
      expect(new Set(elsewhere.map(({ unit }) => unit.zh))).toEqual(new Set(['乙县第一小学（虚构）']));
      expect((await as('procurator-elsewhere')('GET', `/api/owed-gaps/${String(told?.id)}`)).status).toBe(404);
      for (const who of [clerk, reviewer, superior]) expect((await who('GET', '/api/owed-gaps')).status).toBe(403);

      const step = async (who: typeof procurator, deed: string, body: object = {}) =>
        (await who('POST', `/api/owed-gaps/${String(told?.id)}/${deed}`, { version: (await one()).version, ...body }))
          .status;
      const conclusion = { conclusion: 'suggestion', words: '已向该校制发检察建议。' };
      const foreign = { version: 1, ...conclusion };
      expect(
        (await as('procurator-elsewhere')('POST', `/api/owed-gaps/${String(told?.id)}/close`, foreign)).status,
      ).toBe(404);
      expect(await step(procurator, 'close', conclusion)).toBe(409);
      expect([await step(procurator, 'take'), await step(procurator, 'take')]).toEqual([200, 409]);
      expect([await step(second, 'close', conclusion), await step(second, 'take')]).toEqual([409, 200]);
      expect(await step(second, 'close', { ...conclusion, conclusion: 'mended' })).toBe(422);
      await drain();
      const seen = (await gap(id, 'without_check'))?.procuratorate;
      expect(seen).toMatchObject({ name: { zh: '甲县人民检察院（虚构）' } });
      expect([seen?.takenAt !== undefined, seen?.closedAt]).toEqual([true, undefined]);

      const asked = await ask(id);
      await clerk('POST', `/api/gaps/${gapId}/reply`, { words: '已查询。' });
      expect((await reviewer('POST', `/api/gaps/${gapId}/verify`, corrected)).body.code).toBe('gap-still-there');
      await tell(asked, 'no_record');
      expect((await reviewer('POST', `/api/gaps/${gapId}/verify`, corrected)).status).toBe(200);
      expect(await gap(id, 'without_check')).toBeUndefined();
      await drain();
      expect(await one(second)).toMatchObject({ mendedAs: { zh: '已改正并经主管部门核实' }, state: 'in_hand' });
      const { body: home } = await procurator('GET', '/api/prohibition-home');
      expect((home.tasks as { kind: string }[]).map(({ kind }) => kind)).toContain('owed-gaps-mended');
      expect(await step(second, 'close', { ...conclusion, conclusion: 'mended' })).toBe(200);
      expect((await owed(procurator, '?closed=yes')).map((line) => line.id)).toEqual([told?.id]);
      expect((await one()).conclusion).toMatchObject({ title: { zh: '期间已改正' }, words: conclusion.words });
      expect(await acts('workforce.%-procuratorate')).toEqual(
        expect.arrayContaining(['workforce.tell-procuratorate', 'workforce.note-procuratorate']),
      );
    });

    it('lets the lists leave as files: as on the screen, masked, under a purpose, in one entry each', async () => {
      const leave = async (login: (typeof names)[number], path: string, more: object = {}) => {
        const payload = { format: 'csv', language: 'zh', purpose: '年度核查', ...more };
        const answer = await node().http.inject({ method: 'POST', url: path, headers: sessions[login], payload });
        // Its length is said before it leaves, so that whoever is cut off sees it.
        const isWhole = Number(answer.headers['content-length']) === answer.rawPayload.length;
        const rows = answer.body.trim().split('\r\n').slice(1);
        return { status: answer.statusCode, rows, text: answer.body, isWhole };
      };
      const staff = (await clerk('GET', '/api/employments?limit=200')).body.items as unknown[];
      const own = await leave('clerk', '/api/employments/export');
      expect([own.status, own.rows.length, own.isWhole]).toEqual([200, staff.length, true]);
      expect(own.text).toContain('王厨1');
      expect(own.text).not.toMatch(/\d{9}/);
      expect((await leave('clerk', '/api/employments/export', { postClass: 'driver' })).rows).toEqual([]);
      expect((await leave('clerk-elsewhere', '/api/employments/export')).rows).toEqual([]);
      const notYet = (await clerk('GET', '/api/coverage?limit=200&state=not_yet_asked')).body.items as unknown[];
      const covered = await leave('clerk', '/api/coverage/export', { state: 'not_yet_asked' });
      expect([covered.rows.length, notYet.length > 0]).toEqual([notYet.length, true]);
      const missing = await leave('reviewer', '/api/gaps/export');
      expect(missing.rows).toHaveLength((await gaps(reviewer)).length);
      expect(missing.text).not.toContain('请立即查询');
      expect((await leave('clerk', '/api/gaps/export', { purpose: '核' })).status).toBe(422);
      expect((await leave('clerk', '/api/coverage/divisions/export')).status).toBe(403);
      expect((await leave('superior', '/api/coverage/divisions/export')).status).toBe(200);
      expect((await acts('workforce.export-%')).map((done) => done.replace('workforce.export-', '')).sort()).toEqual([
        'coverage',
        'divisions',
        'gaps',
        'staff',
        'staff',
        'staff',
      ]);
    });

    it('shows whom the registry does not follow as unmonitored, which is not checked, until it says that it does', async () => {
      const id = await hire('2026-11-05', 'driver');
      await tell(await ask(id), 'no_record');
      const sent: EnrolmentMessage[] = [];
      const { kernel, doors } = workplace();
      const watching: Workplace = {
        kernel,
        doors: {
          ...doors,
          monitoring: (transaction, ids) => monitoringOf(doors.law.pack, transaction, ids),
          sendToRegistry: async (_context, type, bodies) => {
            if (type === 'enrolment.enrol') sent.push(...(bodies as readonly EnrolmentMessage[]));
          },
        },
      };
      const checked = async () =>
        ((await clerk('GET', '/api/coverage/home')).body.figures as { checked: number }).checked;
      const before = await checked();
      // A former name is news for the registry, and leaves the answer what it is.
      const { body } = await clerk('GET', `/api/employments/${id}/entry`);
      const person = { ...(body.person as object), formerNames: ['王旧'] };
      expect((await clerk('PUT', `/api/employments/${id}`, { ...body, person })).status).toBe(200);
      await enrolStaff(watching, [id]);
      await lookAtMarked(watching);
      expect([(await line(id))?.state, before - (await checked())]).toEqual(['unmonitored', 1]);
      const confirmed = { enrolmentId: sent[0]?.enrolmentId ?? '', confirmedAt: node().clock.now().toISOString() };
      await act(node().kernel, systemViewer('exchange'), 'exchange.receive', (context) =>
        receiveConfirmations(context, [confirmed]),
      );
      await lookAtMarked(watching);
      expect([(await line(id))?.state, before - (await checked())]).toEqual(['no_record', 0]);
    });

    it('finds what time alone brings: notices before the year is full, and the gap after it', async () => {
      const id = await hire('2026-11-06');
      await tell(await ask(id), 'no_record');
      const seen: unknown[] = [];
      for (const days of [330, 25, 10, 5]) {
        await pass(days * day);
        await sweepCoverage(workplace());
        const { state, notice } = (await line(id)) as Line;
        seen.push([state, notice?.en ?? null, (await gap(id, 'recheck_overdue')) !== undefined]);
      }
      expect(seen).toEqual([
        ['due', 'The yearly check is due within 60 days', false],
        ['due', 'The yearly check is due within 30 days', false],
        ['due', 'The yearly check is due within 7 days', false],
        ['overdue', 'The yearly check is due within 7 days', true],
      ]);
      const again = await ask(id);
      await tell(again, 'no_record');
      expect(await line(id)).toMatchObject({ state: 'no_record', inquiryId: again });
      expect(await gap(id, 'recheck_overdue')).toBeUndefined();
    });
  },
  {},
  { modules: [world.module] },
);
