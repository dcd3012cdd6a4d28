import type { ExchangeMessage } from '@gatehouse/contract';
import { withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  inventedNumber,
  lastAskId,
  signedIn,
  soundDraft,
  uploadTo,
} from '../../../../../test/harness/inquiry-world.js';
import {
  answeredAtRegistry,
  archiveThatThrows,
  endOrder,
  keptElsewhere,
  lastingElsewhere,
  orderAbout,
  questionRow,
  rosterFileRow,
} from '../../../../../test/harness/kept.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { jointStaffFile, staffFile, staffMembers } from '../../../../../test/harness/staff-file.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { openReleaseWindows } from '../../../../../test/harness/workplace.js';
import { act } from '../../kernel/act.js';
import { newId } from '../../kernel/ids.js';
import { systemViewer } from '../../kernel/viewer.js';
import { clearRemoved, sweepRetention } from './actions/sweep-retention.js';
import type { Archive } from './doors.js';

const world = inquiryTestModule();
const names = ['clerk', 'reviewer', 'procurator', 'procurator-second', 'auditor'] as const;
const day = 86_400_000;

onChosenEngines(
  'what is kept of persons',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    let archive: Archive;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const [clerk, reviewer] = [as('clerk'), as('reviewer')];
    let order = 0;
    const openDoors = async (): Promise<void> => {
      sessions = await signedIn(node(), names);
    };
    beforeAll(async () => {
      await makeWorld(node());
      await openDoors();
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
      const kinds = [...((await world.module.parts(node().kernel)).keeps ?? []), ...keptElsewhere(node())];
      archive = archiveThatThrows(node(), world.doors.law, kinds);
    });
    /** Sessions end and nothing else happens while time passes. */
    const pass = async (days: number): Promise<void> => {
      node().clock.advance(days * day);
      await openDoors();
      await sweepRetention(archive);
    };
    const read = async (id: string) => (await clerk('GET', `/api/inquiries/${id}`)).body;
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) =>
      who('POST', `/api/inquiries/${id}/${deed}`, { version: (await read(id)).version, ...payload });
    const told = async () => {
      order += 1;
      const draft = soundDraft(order, { purpose: 'annual', startDate: '2020-09-01' });
      const { body } = await clerk('POST', '/api/inquiries', draft);
      const id = String(body.id);
      await step(id, 'prove-identity', { kind: 'population_register' });
      await step(id, 'serve-notice', { servedOn: node().clock.now().toISOString().slice(0, 10) });
      await step(id, 'submit');
      expect((await step(id, 'approve', {}, reviewer)).status).toBe(200);
      await node().kernel.jobs.drain();
      await answerFrom(node(), world.module, lastAskId(world), 'no_record');
      for (let windows = 0; windows < 15 && (await read(id)).state === 'ASKING'; windows += 1) {
        node().clock.advance(61_000);
        await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
      }
      expect((await read(id)).decision).toMatchObject({ outcome: 'no_record' });
      return { id, document: { type: 'resident_id', number: String(draft.person.documents[0]?.number) } };
    };
    const seen = <T>(ask: (sql: Parameters<Parameters<typeof withTransaction>[3]>[0]['sql']) => Promise<T>) =>
      withTransaction(node().kernel.database, systemViewer('retention'), node().clock.now(), ({ sql }) => ask(sql));
    const rowOf = (id: string) =>
      seen((sql) =>
        sql
          .selectFrom('inquiry.application')
          .innerJoin('kernel.dataKey as key', 'key.id', 'dataKeyId')
          .select(['person', 'decision', 'state', 'keepUntil', 'erasedAt', 'key.wrapped'])
          .where('inquiry.application.id', '=', id)
          .executeTakeFirstOrThrow(),
      );
    const tokensOf = (id: string) =>
      seen((sql) => sql.selectFrom('inquiry.documentToken').select('token').where('applicationId', '=', id).execute());
    const entriesOf = (id: string, name: string) =>
      withTransaction(node().kernel.database, { kind: 'operator', name: 'root' }, node().clock.now(), ({ sql }) =>
        sql.selectFrom('journal.entry').select('id').where('objectId', '=', id).where('act', '=', name).execute(),
      );

    const acts = (name: string) =>
      withTransaction(
        node().kernel.database,
        { kind: 'operator', name: 'root' },
        node().clock.now(),
        async ({ sql }) => {
          const entries = await sql.selectFrom('journal.entry').select('id').where('act', '=', name).execute();
          return entries.length;
        },
      );

    it('is announced a month before its time has passed, and erased when it has: what stays names nobody', async () => {
      const { id } = await told();
      await pass(300);
      expect((await read(id)).kept).toBeUndefined();
      await pass(40);
      expect((await read(id)).kept).toEqual({ until: '2027-11-23' });
      expect((await rowOf(id)).erasedAt).toBeNull();
      await pass(30);
      const { body } = await clerk('GET', `/api/inquiries/${id}`);
      expect(body).toMatchObject({
        name: '—',
        documents: [],
        may: [],
        state: 'RELEASED',
        kept: { until: '2027-11-23' },
      });
      expect(body.decision).toBeUndefined();
      expect(JSON.stringify(body)).not.toMatch(/张甲/);
      expect(await rowOf(id)).toMatchObject({ decision: null, wrapped: null });
      expect((await rowOf(id)).person.length).toBe(0);
      expect(await tokensOf(id)).toEqual([]);
      expect(await entriesOf(id, 'retention.erase')).toHaveLength(1);
      // Once: the next turns find nothing more to do.
      await pass(1);
      expect(await entriesOf(id, 'retention.erase')).toHaveLength(1);
    });

    it('is held back for a procurator until two of them let it go, and the hold looks up nothing', async () => {
      const { id, document } = await told();
      const hold = { document, ground: 'criminal_case', reference: '云检2027第7号' };
      const placed = await as('procurator')('POST', '/api/retention/holds', hold);
      expect(placed.status).toBe(201);
      const nobody = await as('procurator')('POST', '/api/retention/holds', {
        ...hold,
        document: { type: 'passport', number: 'E98765432' },
      });
      expect(Object.keys(nobody.body).sort()).toEqual(Object.keys(placed.body).sort());
      expect(JSON.stringify(placed.body)).not.toContain(document.number);
      await pass(345);
      await pass(60);
      expect((await rowOf(id)).erasedAt).toBeNull();
      const looks = () => acts('retention.erase');
      const looked = await looks();
      await sweepRetention(archive);
      expect(await looks()).toBe(looked);
      const figures = (await as('auditor')('GET', '/api/retention')).body as {
        holds: number;
        kinds: { rule: string }[];
      };
      expect(figures.holds).toBe(2);
      expect(figures.kinds.find(({ rule }) => rule === 'inquiry_no_record')).toMatchObject({ held: 1, late: 0 });
      const lift = (who: 'procurator' | 'procurator-second', deed: string) =>
        as(who)('POST', `/api/retention/holds/${String(placed.body.id)}/${deed}`, {});
      expect((await lift('procurator', 'lift')).body.code).toBe('retention-hold-not-at-step');
      expect((await lift('procurator', 'ask-lift')).body.may).toEqual([]);
      expect((await lift('procurator', 'lift')).body.code).toBe('retention-hold-own-request');
      expect((await lift('procurator-second', 'lift')).body.liftedAt).toBeDefined();
      await pass(1);
      expect((await rowOf(id)).erasedAt).not.toBeNull();
    });

    it('is let go while somebody objects, and kept as an objection from then on', async () => {
      const { id } = await told();
      await pass(345);
      expect((await step(id, 'object', { reason: 'not_me', words: 'This is not me.' })).status).toBe(200);
      await pass(60);
      expect((await rowOf(id)).erasedAt).toBeNull();
      const { outcome } = await seen((sql) =>
        sql.selectFrom('retention.term').select('outcome').where('objectId', '=', id).executeTakeFirstOrThrow(),
      );
      expect(outcome).toBe('counted_anew');
    });

    it('is erased of a roster three years after the last day, with the tokens once no unit keeps the person', async () => {
      const person = { name: '钱甲一', documents: [{ type: 'resident_id', number: inventedNumber('19820202', 77) }] };
      const began = node().clock.now().toISOString().slice(0, 10);
      const entry = { person, postClass: 'driver', employmentForm: 'contract', fromDate: began };
      const { body } = await clerk('POST', '/api/employments', entry);
      const id = String(body.id);
      await node().kernel.database.asOwner((client) =>
        client.query(
          `insert into workforce.staff_number (employment_id, unit_id, user_name, external_id)
             select id, unit_id, $2, '77' from workforce.employment where id = $1`,
          [id, person.name],
        ),
      );
      const { version } = (await clerk('GET', `/api/employments/${id}`)).body;
      expect((await clerk('POST', `/api/employments/${id}/end`, { version, on: began })).status).toBe(200);
      const kept = () =>
        seen((sql) =>
          sql
            .selectFrom('workforce.employment as row')
            .innerJoin('kernel.dataKey as key', 'key.id', 'row.dataKeyId')
            .leftJoin('workforce.personToken as token', 'token.personId', 'row.personId')
            .leftJoin('workforce.staffNumber as called', 'called.employmentId', 'row.id')
            .select(['row.person', 'row.keepUntil', 'row.erasedAt', 'key.wrapped', 'token.token'])
            .select(['called.userName', 'called.externalId'])
            .where('row.id', '=', id)
            .executeTakeFirstOrThrow(),
        );
      const closeGaps = () =>
        withTransaction(node().kernel.database, systemViewer('coverage'), node().clock.now(), ({ sql }) =>
          sql
            .updateTable('workforce.gap')
            .set({ closedAt: node().clock.now(), outcome: 'gone' })
            .where('closedAt', 'is', null)
            .execute(),
        );
      await closeGaps();
      await pass(1070);
      expect((await kept()).keepUntil).not.toBeNull();
      expect(await kept()).toMatchObject({ token: expect.anything(), userName: person.name, externalId: '77' });
      await pass(30);
      expect(await kept()).toMatchObject({ wrapped: null, token: null, userName: '', externalId: null });
      expect((await kept()).person.length).toBe(0);
      expect((await clerk('GET', `/api/employments/${id}`)).body).toMatchObject({ name: '—', documents: [] });
    });

    const lookAt = async (id: string) => (await clerk('GET', `/api/roster-loads/${id}`)).body;
    const upload = async (people: ReturnType<typeof staffMembers>): Promise<string> => {
      const answer = await uploadTo(node(), sessions.clerk, '/api/roster-loads', staffFile(people), '名单.csv');
      await node().kernel.jobs.drain();
      return String(answer.json<{ id: string }>().id);
    };

    it('is erased of the files that brought staff, unless somebody in one is on hold: rows, names and bytes', async () => {
      const [one, two, three] = staffMembers(3, 1971);
      if (!one || !two || !three) throw new Error('nobody was made');
      const joint = await uploadTo(
        node(),
        sessions.reviewer,
        '/api/joint-files',
        jointStaffFile([
          { ...two, unit: '甲县第一小学（虚构）' },
          { ...three, unit: '没有这个单位' },
        ]),
        '汇总.csv',
      );
      const jointId = joint.json<{ id: string }>().id;
      await node().kernel.jobs.drain();
      const part = String(((await clerk('GET', '/api/roster')).body as { load: { id: string } }).load.id);
      await clerk('POST', `/api/roster-loads/${part}/send-back`, {
        version: (await lookAt(part)).version,
        reason: '这些人不在本单位。',
      });
      const [free, held] = [await upload([two]), await upload([one, two])];
      const hold = {
        document: { type: 'resident_id', number: one.number },
        ground: 'criminal_case',
        reference: '云检8号',
      };
      expect((await as('procurator')('POST', '/api/retention/holds', hold)).status).toBe(201);
      await pass(160);
      expect((await lookAt(held)).kept).toMatchObject({ until: expect.any(String) });
      expect((await rosterFileRow(node(), held)).erasedAt).toBeNull();
      await pass(40);
      expect(await rosterFileRow(node(), held)).toMatchObject({ erasedAt: null, state: 'READY', rows: 2 });
      expect((await rosterFileRow(node(), held)).fileKey).not.toBeNull();
      for (const id of [free, part]) {
        const gone = { state: 'DISCARDED', rows: 0, wrapped: null, fileKey: null };
        expect(await rosterFileRow(node(), id)).toMatchObject(gone);
        expect((await clerk('GET', `/api/roster-loads/${id}/file`)).body).toEqual({ fileName: '—', columns: [] });
        expect((await clerk('GET', `/api/roster-loads/${id}/rows?kind=new`)).body.items).toEqual([]);
      }
      expect((await as('reviewer')('GET', `/api/joint-files/${jointId}/units`)).body).toMatchObject({
        fileName: '—',
        unplaced: [],
        units: [{ state: 'sent-back' }],
      });
      expect(await entriesOf(free, 'retention.erase')).toHaveLength(1);
      expect(await entriesOf(jointId, 'retention.erase')).toHaveLength(1);
    });

    it('is erased whole or not at all when a run is cut, and never twice', async () => {
      const [one] = staffMembers(1, 1970);
      if (!one) throw new Error('nobody was made');
      const ids = [await upload([one]), await upload([one]), await upload([one])];
      await pass(160);
      node().clock.advance(30 * day);
      await openDoors();
      const kinds = archive.doors.kinds().filter(({ rule }) => rule === 'roster_file');
      let erasures = 0;
      const cut = kinds.map((kind) => ({
        ...kind,
        erase: async (...given: Parameters<typeof kind.erase>) => {
          await kind.erase(...given);
          erasures += 1;
          if (erasures === 2) throw new Error('the power went');
        },
      }));
      const cutting: Archive = { ...archive, doors: { ...archive.doors, kinds: () => cut } };
      const standing = async () => Promise.all(ids.map((id) => rosterFileRow(node(), id)));
      await expect(sweepRetention(cutting)).rejects.toThrow('the power went');
      for (const { wrapped, fileKey, removedAt, erasedAt } of await standing()) {
        const parts = [wrapped, fileKey].map((key) => key === null);
        expect([...parts, removedAt !== null]).toEqual(Array(3).fill(erasedAt !== null));
      }
      expect((await standing()).filter(({ erasedAt }) => erasedAt !== null)).toHaveLength(1);
      await sweepRetention(archive);
      expect((await standing()).map(({ wrapped, fileKey, rows }) => [wrapped, fileKey, rows])).toEqual(
        Array(3).fill([null, null, 0]),
      );
      for (const id of ids) expect(await entriesOf(id, 'retention.erase')).toHaveLength(1);
      // Killed between the act and the removal of the bytes: the next start looks for those that were removed last.
      const looked: string[] = [];
      const { kernel } = archive;
      const files = { ...kernel.files, remove: async (name: string) => void looked.push(name) };
      await clearRemoved({ ...archive, kernel: { ...kernel, files } });
      expect(looked).toEqual(expect.arrayContaining((await standing()).map(({ name }) => name)));
    });

    it('is erased of questions at the registry by what was answered, and of orders that ended', async () => {
      const asked = async (outcome: 'no_record' | 'record_found') => {
        await told();
        const { body } = world.registry.findLast(({ type }) => type === 'inquiry.ask') ?? {};
        const ask = body as ExchangeMessage<'inquiry.ask'>;
        await answeredAtRegistry(node(), ask, outcome);
        return ask.askId;
      };
      const [none, found] = [await asked('no_record'), await asked('record_found')];
      const number = inventedNumber('19790303', 5);
      const entered = await as('procurator')('POST', '/api/prohibitions', orderAbout(number));
      expect([entered.status, entered.body.fields]).toEqual([201, undefined]);
      const order = String(entered.body.id);
      const verify = { version: entered.body.version, documentNumber: number };
      expect((await as('procurator-second')('POST', `/api/prohibitions/${order}/verify`, verify)).status).toBe(200);
      await endOrder(node(), order);
      await pass(720);
      expect((await questionRow(node(), none)).wrapped).not.toBeNull();
      await pass(40);
      expect(await questionRow(node(), none)).toMatchObject({ wrapped: null, tokens: 0, outcome: 'no_record' });
      expect((await questionRow(node(), none)).personSealed).toHaveLength(0);
      expect(await questionRow(node(), found)).toMatchObject({ tokens: 1 });
      await pass(1040);
      const read = async () => (await as('procurator')('GET', `/api/prohibitions/${order}`)).body;
      expect(await read()).toMatchObject({ name: '孙乙', kept: { until: expect.any(String) } });
      await pass(40);
      expect(await questionRow(node(), found)).toMatchObject({ wrapped: null, tokens: 0, outcome: 'record_found' });
      const { name, documents, caseNumber, timeline, kept, may } = (await read()) as Record<string, unknown>;
      expect({ name, documents, caseNumber, may }).toEqual({ name: '—', documents: [], caseNumber: '—', may: [] });
      expect(kept).toMatchObject({ erasedAt: expect.any(String) });
      expect(timeline).toHaveLength(2);
      expect(await entriesOf(order, 'retention.erase')).toHaveLength(1);
    });

    it('is erased a month after it was given up as a draft', async () => {
      order += 1;
      const { body } = await clerk('POST', '/api/inquiries', soundDraft(order));
      const id = String(body.id);
      await pass(20);
      expect((await read(id)).kept).toBeDefined();
      expect((await rowOf(id)).erasedAt).toBeNull();
      await pass(30);
      expect((await rowOf(id)).erasedAt).not.toBeNull();
    });

    it('is erased again in an older copy that was put back', async () => {
      const { id } = await told();
      const { lasting: ofInquiries } = await world.module.parts(node().kernel);
      const lasting = { ...lastingElsewhere(node()), ...ofInquiries };
      const again = (kind: string, objectId: string) =>
        act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
          const outcome = await lasting[kind]?.(context, { act: 'erased', objectId, at: context.now });
          await context.record({});
          return outcome;
        });
      expect(await again('inquiry', id)).toBe('done');
      expect((await rowOf(id)).wrapped).toBeNull();
      expect(await again('inquiry', id)).toBe('already');
      // What the copy does not know, and who had not left in it: neither is said to have been erased.
      // Looks that another node told of are asked for again, and never erased.
      const kinds = Object.keys(lasting).filter((kind) => kind !== 'inquiry.told-look');
      expect(await Promise.all(kinds.map((kind) => again(kind, newId())))).toEqual(kinds.map(() => 'unknown'));
      const person = { name: '钱甲二', documents: [{ type: 'resident_id', number: inventedNumber('19820202', 78) }] };
      const entry = { person, postClass: 'driver', employmentForm: 'contract', fromDate: '2026-11-01' };
      const serving = String((await clerk('POST', '/api/employments', entry)).body.id);
      expect(await again('workforce.employment', serving)).toBe('by_hand');
      expect((await clerk('GET', `/api/employments/${serving}`)).body).toMatchObject({ name: '钱甲二' });
    });
  },
  {},
  { modules: [world.module] },
);
