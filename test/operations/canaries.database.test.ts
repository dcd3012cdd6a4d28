import { canaryPerson, type ExchangeMessage } from '@gatehouse/contract';
import { systemViewer, type Viewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { inquiryTestModule } from '../harness/inquiry-world.js';
import { monitoredStaff } from '../harness/monitored-staff.js';
import { residentOf } from '../harness/merge-desk.js';
import { makeRecallDesk, type RecallDesk } from '../harness/recall-desk.js';
import { callAs, type Call, demonstrationLaw, inventedNumber, registryWorld } from '../harness/registry-world.js';
import { registryTotals } from '../harness/registry-totals.js';
import { onChosenEngines } from '../harness/test-node.js';
import { act } from '../../apps/server/src/kernel/act.js';
import { receiveCanaries, sendCanaries } from '../../apps/server/src/modules/inquiry/actions/send-canaries.js';
import { countEnrolments } from '../../apps/server/src/modules/workforce/actions/count-enrolments.js';
import { answerAsks } from '../../apps/server/src/modules/registry/actions/answer-ask.js';
import { takeOffCanary, tellSilentWays } from '../../apps/server/src/modules/registry/actions/carry-canaries.js';
import { watchEnrolments } from '../../apps/server/src/modules/registry/actions/watch.js';
import { openMatcher } from '../../apps/server/src/modules/registry/index.js';
import type { Registry } from '../../apps/server/src/modules/registry/registry.js';
import { entryLagStore } from '../../apps/server/src/modules/registry/store/entry-lag-store.js';

const world = registryWorld();
const platform = inquiryTestModule();
const staff = monitoredStaff(platform, world);
type Login = 'auditor' | 'admin' | 'comparer' | 'verifier' | 'registrar' | 'comparer-2' | 'procurator';
const minutes = (count: number) => count * 60_000;

onChosenEngines(
  'canaries',
  (node) => {
    let desk: RecallDesk;
    let registry: Registry;
    const calls = {} as Record<Login, Call>;
    const at = () => ({ kernel: node().kernel, doors: platform.doors });
    const drawn: number[] = [];
    const signIn = async (...logins: Login[]) => {
      for (const login of logins) calls[login] = await callAs(node(), login);
    };

    const { totals, looksAtEverybody } = registryTotals(node, () => calls);

    beforeAll(async () => {
      desk = await makeRecallDesk(node(), world);
      await signIn('comparer', 'comparer-2', 'verifier', 'registrar');
      const law = demonstrationLaw();
      registry = {
        ...{ kernel: node().kernel, law, matcher: openMatcher(node().kernel, law), numbers: 'issued-only' },
        sendMessages: async () => undefined,
        draw: () => (drawn.push(0), 0.999),
      };
      await desk.onRecord(residentOf({ name: '真实在册', number: inventedNumber('19700101', 990) }));
      await desk.drain();
    });

    const as = <T>(viewer: Viewer, work: Parameters<typeof withTransaction<T>>[3]) =>
      withTransaction(node().kernel.database, viewer, node().clock.now(), work);
    /** Sends what is due, and hands it to the registry; nothing is worked yet. */
    const onItsWay = async () => {
      const before = platform.registry.length;
      await sendCanaries(at());
      const messages = platform.registry.slice(before);
      const ids: Record<string, string> = {};
      for (const { type, body } of messages) {
        if (type === 'inquiry.ask') ids.inquiry = await world.ask(node(), body as ExchangeMessage<'inquiry.ask'>);
        else ids.monitoring = await world.enrol(node(), body as ExchangeMessage<'enrolment.enrol'>);
      }
      return ids as { inquiry: string; monitoring: string };
    };
    const arrivals = () =>
      world
        .sent()
        .flatMap(({ type, body }) =>
          (type as string) === 'canary.arrived' ? [body as unknown as ExchangeMessage<'canary.arrived'>] : [],
        );
    const answersTo = (askId: string) =>
      world
        .sent()
        .filter(({ body }) => body.askId === askId)
        .map(({ body }) => body);
    it('all totals are equal with canaries on the desk and without, and both machines see them', async () => {
      const [before, looked] = [await totals(), await looksAtEverybody()];
      const { inquiry, monitoring } = await onItsWay();
      await answerAsks(registry, [inquiry]);
      await watchEnrolments(registry, [monitoring]);
      const onDesk = await as(systemViewer('matcher'), ({ sql }) =>
        sql.selectFrom('registry.comparison').select(['state', 'canary']).where('canary', '=', true).execute(),
      );
      expect(onDesk).toEqual([
        { state: 'first', canary: true },
        { state: 'first', canary: true },
      ]);
      expect(await totals()).toEqual(before);
      expect(drawn).toEqual([]);
      expect(await looksAtEverybody()).toEqual(looked);
      await desk.drain();
      expect(await totals()).toEqual(before);
    });

    const unitIn = (division: string) =>
      as(systemViewer('demonstration'), async ({ sql }) => {
        const units = await sql.selectFrom('access.organisation').selectAll().where('kind', '=', 'unit').execute();
        return units.find(({ divisionCode }) => divisionCode === division)?.id ?? '';
      });
    const enrolmentsOf = (employmentId: string) =>
      as(systemViewer('monitoring'), ({ sql }) =>
        sql
          .selectFrom('workforce.enrolment')
          .select(['id', 'state'])
          .where('employmentId', '=', employmentId)
          .where('state', '<>', 'ended')
          .execute(),
      );
    it('a told record says where else the person worked, to the procurator of the district alone and while it stands', async () => {
      staff.begin();
      const person = { name: '兼职甲', number: inventedNumber('19830303', 41) };
      const [here, elsewhere] = [await unitIn('100101'), await unitIn('100102')];
      const employmentId = await staff.employ(node(), { unitId: here, ...person });
      await staff.employ(node(), { unitId: elsewhere, ...person, postClass: 'catering', fromDate: '2015-09-01' });
      await staff.employ(node(), { unitId: elsewhere, name: '无关乙', number: inventedNumber('19830303', 42) });
      await staff.carry(node());
      const { recordId } = await desk.onRecord(residentOf(person));
      await desk.drain();
      await desk.compareAll('same_person');
      await staff.carry(node());
      const { inquiryId } = await as(systemViewer('monitoring'), ({ sql }) =>
        sql
          .selectFrom('workforce.finding')
          .innerJoin('workforce.enrolment', 'workforce.enrolment.id', 'enrolmentId')
          .select('inquiryId')
          .where('employmentId', '=', employmentId)
          .executeTakeFirstOrThrow(),
      );
      await signIn('procurator');
      const ask = (
        body: object = { reference: '云检未 2026-7', purpose: 'Where else children were reached.' },
        id = inquiryId,
      ) => calls.procurator('POST', `/api/serving-records/${id}/elsewhere`, body);
      expect((await ask()).body).toMatchObject({ code: 'not-found' });
      await as(systemViewer('coverage'), ({ sql, now }) =>
        sql
          .insertInto('workforce.employmentCheck')
          .values({
            ...{
              employmentId,
              inquiryId,
              purpose: 'serving_screening',
              postClass: 'teacher',
              state: 'RELEASED',
              sameIdentity: true,
            },
            ...{ begunAt: now, changedAt: now, stepAt: now, releasedAt: now, outcome: 'record_found' },
          })
          .execute(),
      );
      const { body } = await ask();
      const items = body.items as { isOfRecord: boolean; fromDate: string; isPresent: boolean }[];
      expect(items.map(({ isOfRecord, fromDate, isPresent }) => [isOfRecord, fromDate, isPresent])).toEqual([
        [true, '2020-09-01', true],
        [false, '2015-09-01', true],
      ]);
      expect(JSON.stringify(body)).not.toContain(person.name);
      // Newer ones that do not stand are read past, and the page after the last is empty.
      await as(systemViewer('coverage'), ({ sql, now }) =>
        sql
          .insertInto('workforce.employmentCheck')
          .values({
            ...{ employmentId, inquiryId: crypto.randomUUID(), purpose: 'serving_screening', postClass: 'teacher' },
            ...{
              state: 'RELEASED',
              sameIdentity: true,
              begunAt: now,
              changedAt: now,
              stepAt: now,
              outcome: 'record_found',
            },
            releasedAt: new Date(now.getTime() + 60_000),
          })
          .execute(),
      );
      const first = (await calls.procurator('GET', '/api/serving-records?limit=1')).body;
      expect(first).toMatchObject({ items: [{ inquiryId }] });
      const [{ toldAt } = { toldAt: '' }] = first.items as { toldAt: string }[];
      const cursor = Buffer.from(JSON.stringify([toldAt, inquiryId])).toString('base64url');
      expect((await calls.procurator('GET', `/api/serving-records?cursor=${cursor}`)).body).toEqual({ items: [] });
      expect((await calls.procurator('GET', '/api/serving-records?cursor=none')).status).toBe(422);
      expect((await ask({ reference: '', purpose: 'x' })).status).toBe(422);
      const answers = [await ask(undefined, crypto.randomUUID())];
      expect((await calls.verifier('GET', '/api/serving-records')).status).toBe(403);

      await desk.changed(recordId, 'withdraw');
      await staff.carry(node(), 'recall');
      answers.push(await ask());
      expect(
        new Set(answers.map(({ status, body: said }) => JSON.stringify([status, said.code, said.detail]))),
      ).toEqual(new Set([JSON.stringify([404, 'not-found', answers[0]?.body.detail])]));
      expect((await calls.procurator('GET', '/api/serving-records')).body).toEqual({ items: [] });
    });

    it('one arrives by each way in each turn, whoever sends and works it how often', async () => {
      const [told, enrolled] = [arrivals(), world.enrolled().length];
      expect(told).toHaveLength(2);
      const sent = platform.registry.length;
      await Promise.all([sendCanaries(at()), sendCanaries(at())]);
      expect(platform.registry).toHaveLength(sent);

      node().clock.advance(minutes(60));
      const { inquiry, monitoring } = await onItsWay();
      // Killed between any two steps, everything is worked again.
      await answerAsks(registry, [inquiry]);
      await answerAsks(registry, [inquiry]);
      await watchEnrolments(registry, [monitoring]);
      await watchEnrolments(registry, [monitoring]);
      await desk.drain();
      await takeOffCanary(registry, inquiry);
      expect(
        arrivals()
          .slice(2)
          .map(({ canaryId }) => canaryId)
          .sort(),
      ).toEqual([inquiry, monitoring].sort());
      expect(answersTo(inquiry)).toEqual([]);
      expect(world.enrolled()).toHaveLength(enrolled);
      for (const again of [1, 2])
        await act(node().kernel, systemViewer('exchange'), 'exchange.receive', async (context) => {
          await receiveCanaries(context, arrivals());
          await context.record({ details: { again } });
        });
      await signIn('auditor', 'comparer', 'admin');
      const { body } = await calls.auditor('GET', '/api/canaries');
      expect(body).toMatchObject({
        everyMinutes: 60,
        ways: [
          { path: 'inquiry', state: 'alive' },
          { path: 'monitoring', state: 'alive' },
        ],
      });
    });

    it('a canary reaches no real person whatever it says, and a real question no canary', async () => {
      const number = inventedNumber('19700101', 990);
      const real = { name: '真实在册', formerNames: [], documents: [{ type: 'resident_id' as const, number }] };
      const disguised = await world.ask(node(), { person: real, canary: true });
      const borrowed = await world.ask(node(), { person: { ...canaryPerson, documents: [...canaryPerson.documents] } });
      await desk.drain();
      expect(answersTo(disguised)).toEqual([]);
      expect(answersTo(borrowed)).toMatchObject([{ outcome: 'no_record' }]);
      expect((await calls.comparer('GET', '/api/registry/comparisons')).body).toMatchObject({ items: [] });
    });

    it('a way on which none arrives turns "none" into "cannot be answered now", says since when, and turns back', async () => {
      const since = node().clock.now();
      const health = async () =>
        ((await node().http.inject('/api/health')).json() as { reasons: { check: string }[] }).reasons.map(
          ({ check }) => check,
        );
      expect(await health()).not.toContain('registry.canaries');
      node().clock.advance(minutes(121));
      const askId = await world.ask(node());
      await desk.drain();
      const [first] = answersTo(askId);
      expect(first).toMatchObject({ outcome: 'not_now', silent: { nameZh: '平台与信息库之间的线路' } });
      expect(new Date(first?.silent?.since ?? 0).getTime()).toBeLessThanOrEqual(since.getTime());
      await signIn('admin', 'comparer');
      await tellSilentWays(registry);
      await tellSilentWays(registry);
      expect(await health()).toEqual(expect.arrayContaining(['registry.canaries', 'inquiry.canaries']));
      const { body } = await calls.admin('GET', '/api/registry/canaries');
      expect(body).toMatchObject({
        ways: [{ path: 'inquiry', peer: 'platform', state: 'silent' }, { state: 'silent' }],
      });
      expect((await calls.comparer('GET', '/api/registry/canaries')).status).toBe(403);
      const said = await as({ kind: 'operator', name: 'root' }, ({ sql }) =>
        sql.selectFrom('journal.entry').select('id').where('act', '=', 'registry.way-silent').execute(),
      );
      expect(said).toHaveLength(2);

      await onItsWay();
      await desk.drain();
      expect(answersTo(askId)).toMatchObject([{ outcome: 'not_now' }, { outcome: 'no_record' }]);
      expect(await health()).not.toContain('registry.canaries');
    });

    const counts = () =>
      as(systemViewer('monitoring'), ({ sql }) =>
        sql.selectFrom('workforce.enrolmentCount').selectAll().orderBy('countedOn', 'desc').executeTakeFirstOrThrow(),
      );

    it('what either side lost by a restore is named and mended, and the next day both count the same', async () => {
      staff.begin();
      const unitId = await unitIn('100101');
      const [lostThere = '', unheard = ''] = [
        await staff.employ(node(), { unitId, name: '丢失甲', number: inventedNumber('19820202', 31) }),
        await staff.employ(node(), { unitId, name: '丢失乙', number: inventedNumber('19820202', 32) }),
      ];
      await staff.carry(node());
      const [[before], [waiting]] = [await enrolmentsOf(lostThere), await enrolmentsOf(unheard)];
      expect([before?.state, waiting?.state]).toEqual(['confirmed', 'confirmed']);
      await world.leave(node(), before?.id ?? '');
      const stranger = await world.enrol(node());
      await as(systemViewer('monitoring'), ({ sql }) =>
        sql
          .updateTable('workforce.enrolment')
          .set({ state: 'sent', confirmedAt: null })
          .where('id', '=', waiting?.id ?? '')
          .execute(),
      );
      await desk.drain();

      node().clock.advance(minutes(120));
      for (const workplace of [1, 2].map(() => staff.workplace(node()))) await countEnrolments(workplace);
      await staff.carry(node());
      expect(await counts()).toMatchObject({
        sent: 1,
        confirmed: 4,
        registrySent: 0,
        registryConfirmed: 5,
        enrolledAnew: 1,
        leftAgain: 1,
        confirmedLate: 1,
      });
      await staff.carry(node());
      const [[after], [heard]] = [await enrolmentsOf(lostThere), await enrolmentsOf(unheard)];
      expect([after?.state, heard?.state, after?.id === before?.id]).toEqual(['confirmed', 'confirmed', false]);
      const followed = await as(systemViewer('matcher'), ({ sql }) =>
        sql
          .selectFrom('registry.enrolment')
          .select('id')
          .where('state', '=', 'enrolled')
          .where('canary', '=', false)
          .execute(),
      );
      expect(followed.map(({ id }) => id)).not.toContain(stranger);

      node().clock.advance(minutes(24 * 60));
      await countEnrolments(staff.workplace(node()));
      await staff.carry(node());
      expect(await counts()).toMatchObject({
        confirmed: 5,
        registryConfirmed: 5,
        differing: 0,
        enrolledAnew: 0,
        leftAgain: 0,
      });
    });

    it('how late decisions come: the database and plain counting say the same, and of few nothing is told', async () => {
      const days = Array.from({ length: 37 }, (_, at) => (at * 7919) % 400);
      const { id: sourceId } = await as(systemViewer('demonstration'), ({ sql }) =>
        sql.selectFrom('registry.source').select('id').where('code', '=', 'list-a').executeTakeFirstOrThrow(),
      );
      const lag = { sourceId, decidingBody: 'court', enteredMonth: '2026-11-01' };
      await as(systemViewer('registry-import'), (transaction) =>
        entryLagStore(transaction).count([
          ...days.map((count) => ({ ...lag, decidingBodyName: '甲法院（虚构）', days: count })),
          ...[3, 5].map((count) => ({ ...lag, decidingBodyName: '乙法院（虚构）', days: count })),
        ]),
      );
      const sorted = [...days].sort((a, b) => a - b);
      const plain = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
      await signIn('auditor', 'comparer');
      const { body } = await calls.auditor('GET', '/api/registry/entry-lags');
      const items = (body.items as { sourceCode: string }[]).filter(({ sourceCode }) => sourceCode === 'list-a');
      expect(items).toMatchObject([
        {
          decidingBodyName: '甲法院（虚构）',
          records: 37,
          medianDays: plain(0.5),
          ninetiethDays: plain(0.9),
          worstDays: sorted.at(-1),
        },
        { decidingBodyName: '', records: null, worstDays: null },
      ]);
      expect((await calls.comparer('GET', '/api/registry/entry-lags')).status).toBe(403);
    });
  },
  {},
  { modules: [world.module, platform.module, staff.module] },
);
