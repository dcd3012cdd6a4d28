import type { Rescreening } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { caller, inquiryTestModule, signedIn } from '../../../../../test/harness/inquiry-world.js';
import { passportOf } from '../../../../../test/harness/merge-desk.js';
import { enrolmentDesk, type EnrolledPerson, somebody } from '../../../../../test/harness/enrolment-desk.js';
import { monitoredStaff } from '../../../../../test/harness/monitored-staff.js';
import { makeRecallDesk, type RecallDesk } from '../../../../../test/harness/recall-desk.js';
import { demonstrationLaw, registryWorld } from '../../../../../test/harness/registry-world.js';
import { onChosenEngines, type TestNode } from '../../../../../test/harness/test-node.js';
import { reopenJournal } from '../../../../../test/harness/whole-log.js';
import { sealersFor } from '../../kernel/sealing.js';
import { destroyLeftBehind } from './actions/destroy-left.js';
import { watchRecords } from './actions/watch.js';
import { openMatcher } from './index.js';
import type { Registry } from './registry.js';
import { enrolledList } from './rules/enrolment.js';
import { enrolmentStore } from './store/enrolment-store.js';
import { indexStore } from './store/index-store.js';

const world = registryWorld();
const platform = inquiryTestModule();
const staff = monitoredStaff(platform, world);
const desks = ['clerk', 'clerk-elsewhere', 'reviewer', 'reviewer-elsewhere', 'superior'] as const;

async function unitsOf({ kernel, clock }: TestNode): Promise<[string, string]> {
  const rows = await withTransaction(kernel.database, systemViewer('demonstration'), clock.now(), ({ sql }) =>
    sql.selectFrom('access.organisation').select(['id', 'divisionCode']).where('kind', '=', 'unit').execute(),
  );
  const idIn = (division: string) => rows.find(({ divisionCode }) => divisionCode === division)?.id ?? '';
  return [idIn('100101'), idIn('100102')];
}

onChosenEngines(
  'those enrolled',
  (node) => {
    let desk: RecallDesk;
    beforeAll(async () => {
      desk = await makeRecallDesk(node(), world);
      world.setDraw(0.999);
      staff.begin();
    });
    const { enrol, leave, onRecord, waiting, said, found } = enrolmentDesk(node, world, () => desk);

    it('a record that comes later is compared once for one person at several units, and told to each by two people', async () => {
      const person = somebody();
      const here = await enrol(person);
      const elsewhere = await enrol(person, { divisionCode: '100102' });
      const asCook = await enrol(person, { postClass: 'catering' });
      await enrol(somebody());
      expect(said('enrolment.confirmed', here, elsewhere, asCook)).toHaveLength(3);
      expect(await waiting()).toEqual([]);

      await onRecord(person);
      // The post reaches other records: it is a question of its own.
      expect(await waiting()).toHaveLength(2);
      expect(found(here, elsewhere, asCook)).toEqual([]);
      await desk.compareAll('same_person');
      const told = found(here, elsewhere, asCook);
      expect(told.map(({ enrolmentId }) => enrolmentId).sort()).toEqual([here, elsewhere, asCook].sort());
      expect(told[0]).toMatchObject({ types: ['T1'], lawPack: { id: 'demonstration' } });
      expect(new Set(told.map(({ askId }) => askId)).size).toBe(2);
      expect(JSON.stringify(told)).not.toContain(person.name);
      // Told once: the same record looked at again is no news.
      await onRecord({ ...somebody() });
      expect([await waiting(), found(here).length]).toEqual([[], 1]);
    });

    it('somebody enrolled later is compared with everybody on record; the same message again does nothing', async () => {
      const person = somebody();
      const recordId = await onRecord(person);
      const id = await enrol(person);
      expect([said('enrolment.confirmed', id).length, (await waiting()).length]).toEqual([1, 1]);
      await world.enrol(node(), { enrolmentId: id });
      await desk.drain();
      expect([said('enrolment.confirmed', id).length, (await waiting()).length]).toEqual([1, 1]);
      await desk.compareAll('same_person');
      const [told] = found(id);
      expect(told).toMatchObject({ enrolmentId: id });

      // A correction recalls it like any answer, once; entered anew it is found anew.
      await desk.changed(recordId, 'withdraw');
      expect(desk.recallsOf(told?.askId ?? '')).toHaveLength(1);
      await onRecord(person);
      await desk.compareAll('same_person');
      expect(found(id)).toHaveLength(2);
    });

    it('who has left is not matched, nor who left before they came; what was being compared for them ends', async () => {
      const [gone, late, under] = [somebody(), somebody(), somebody()];
      const [goneId, lateId] = [await enrol(gone), crypto.randomUUID()];
      await leave(goneId);
      await leave(lateId);
      await enrol(late, { enrolmentId: lateId });
      for (const person of [gone, late]) await onRecord(person);
      expect([await waiting(), said('enrolment.confirmed', lateId)]).toEqual([[], []]);

      const underId = await enrol(under);
      await onRecord(under);
      expect(await waiting()).toHaveLength(1);
      await leave(underId);
      await leave(underId);
      expect([await waiting(), found(goneId, lateId, underId)]).toEqual([[], []]);
    });

    it('of who has left nothing can be opened any more, the entries stand provable, and other units are followed as before', async () => {
      const [person, cleared] = [somebody(), somebody()];
      const { kernel, clock } = node();
      const inside = <Row>(work: Parameters<typeof withTransaction<Row>>[3]) =>
        withTransaction(kernel.database, systemViewer('matcher'), clock.now(), work);
      const sealedOf = (table: 'registry.enrolment' | 'registry.ask', id: string) =>
        inside(({ sql }) =>
          sql
            .selectFrom(table)
            .select(['id', 'dataKeyId', 'personSealed'])
            .where('id', '=', id)
            .executeTakeFirstOrThrow(),
        );
      const here = await enrol(person);
      const there = await enrol(person, { divisionCode: '100102' });
      const alone = await enrol(cleared);
      await onRecord(cleared);
      const [askId] = await inside(
        async (transaction) => (await enrolmentStore(kernel.keys, transaction).underWay(alone)) as [string],
      );
      await desk.compareAll('not_the_same');
      // What stood in the tables while they were enrolled, as a copy of the database would have it.
      const copies = [
        { table: 'registry.enrolment', ...(await sealedOf('registry.enrolment', here)) },
        { table: 'registry.enrolment', ...(await sealedOf('registry.enrolment', alone)) },
        { table: 'registry.ask', ...(await sealedOf('registry.ask', askId)) },
      ];
      const opened = () =>
        inside(async (transaction) => {
          const names: string[] = [];
          for (const { table, id, dataKeyId, personSealed } of copies) {
            const sealer = (await sealersFor(kernel.keys, transaction, [String(dataKeyId)], table)).get(
              String(dataKeyId),
            );
            if (sealer !== undefined && personSealed !== null) names.push(sealer.open('person', id, personSealed));
          }
          return names.join('\n');
        });
      expect(await opened()).toMatch(new RegExp(`${person.name}[^]*${cleared.name}[^]*${cleared.name}`));
      await leave(here);
      await leave(alone);
      expect(await opened()).toBe('');
      const keys = await inside(({ sql }) =>
        sql
          .selectFrom('kernel.dataKey')
          .select(['wrapped', 'destroyedAt'])
          .where(
            'id',
            'in',
            copies.map(({ dataKeyId }) => String(dataKeyId)),
          )
          .execute(),
      );
      expect(keys.map(({ wrapped, destroyedAt }) => [wrapped, destroyedAt !== null])).toEqual(
        copies.map(() => [null, true]),
      );

      // Each step has its entry, and each entry a leaf that anybody can verify.
      expect(await desk.entriesAbout(alone)).toEqual(['registry.receive-enrolment', 'registry.end-enrolment']);
      const entryIds = await withTransaction(
        kernel.database,
        { kind: 'operator', name: 'root' },
        clock.now(),
        async ({ sql }) =>
          (await sql.selectFrom('journal.entry').select('id').where('objectId', 'in', [here, alone]).execute()).map(
            ({ id }) => id,
          ),
      );
      const { sequencer, receipts } = await reopenJournal(node());
      await sequencer.run();
      for (const id of entryIds) expect(await receipts.receiptFor(id)).toMatch(/^c2sp.org\/tlog-proof@v1\n/);

      // One person at two units is one person: where they serve still, a record is found.
      await onRecord(person);
      await desk.compareAll('same_person');
      expect([found(here), found(there).length]).toEqual([[], 1]);
    });

    it('whoever left before keys were destroyed has theirs destroyed at a start, and nobody else', async () => {
      const { kernel, clock } = node();
      const [gone, stays] = [await enrol(somebody()), await enrol(somebody())];
      const inside = <Row>(work: Parameters<typeof withTransaction<Row>>[3]) =>
        withTransaction(kernel.database, systemViewer('matcher'), clock.now(), work);
      const leftBehind = () => inside((transaction) => enrolmentStore(kernel.keys, transaction).keysLeftBehind(1000));
      await destroyLeftBehind({ kernel });
      // As leaving was: the row is emptied, and nothing destroys its key.
      const keys = await inside((transaction) => enrolmentStore(kernel.keys, transaction).leave([gone]));
      expect([keys.length, await leftBehind()]).toEqual([1, keys]);
      await destroyLeftBehind({ kernel });
      expect(await leftBehind()).toEqual([]);
      const opened = await inside((transaction) => enrolmentStore(kernel.keys, transaction).byIds([gone, stays]));
      expect(opened.map(({ id }) => id)).toEqual([stays]);
      const row = await inside(({ sql }) =>
        sql.selectFrom('kernel.dataKey').select('wrapped').where('id', 'in', keys).executeTakeFirst(),
      );
      expect(row).toEqual({ wrapped: null });
    });

    it('sealed is silent: it ends what people compare, and unsealed it is news again', async () => {
      const person = somebody();
      const id = await enrol(person);
      const recordId = await onRecord(person);
      expect(await waiting()).toHaveLength(1);
      await desk.changed(recordId, 'seal');
      expect([await waiting(), found(id)]).toEqual([[], []]);
      expect(await enrol({ ...person })).toBeTruthy();
      expect(await waiting()).toEqual([]);
      await desk.changed(recordId, 'unseal', 3);
      // Two enrolments of one identity: one question.
      expect(await waiting()).toHaveLength(1);
      await desk.compareAll('same_person');
      expect(found(id)).toHaveLength(1);
    });

    it('somebody else stays somebody else on the same evidence, and is looked at again on other evidence', async () => {
      const person = somebody();
      const id = await enrol(person, {
        person: { name: person.name, formerNames: [], birthDate: person.born, documents: [] },
      });
      const { recordId } = await desk.onRecord(passportOf({ ...person, number: `E${person.number.slice(9, 17)}` }));
      await desk.drain();
      expect(await waiting()).toHaveLength(1);
      await desk.compareAll('not_the_same');
      const { kernel, clock } = node();
      await withTransaction(kernel.database, systemViewer('matcher'), clock.now(), (transaction) =>
        kernel.jobs.enqueue(transaction, [{ queue: 'registry.watch-records', data: { recordIds: [recordId] } }]),
      );
      await desk.drain();
      expect([await waiting(), found(id)]).toEqual([[], []]);
    });

    it('what two people found stops work at every unit that employs the person, and nothing is seen before; a correction voids it everywhere', async () => {
      const sessions = await signedIn(node(), desks);
      const as = (login: (typeof desks)[number]) => caller(node, () => sessions[login]);
      const ordersOf = async (login: (typeof desks)[number]) =>
        ((await as(login)('GET', '/api/stop-work-orders')).body.items as { inquiryId: string; part: string }[]).map(
          ({ inquiryId, part }) => [part, inquiryId],
        );
      const inquiriesOf = async (login: (typeof desks)[number]) =>
        (await as(login)('GET', '/api/inquiries')).body.items as { id: string; state: string }[];
      const [school, schoolElsewhere] = await unitsOf(node());
      const [person, head] = [somebody(), somebody()];
      const here = await staff.employ(node(), { ...person, unitId: school });
      const there = await staff.employ(node(), { ...person, unitId: schoolElsewhere });
      const heading = await staff.employ(node(), { ...head, unitId: school, postClass: 'head_or_sponsor' });
      const future = await staff.employ(node(), {
        ...person,
        unitId: school,
        postClass: 'coach',
        fromDate: '2027-03-01',
      });
      await node().kernel.jobs.drain();
      expect(await staff.statesOf(node(), here)).toEqual(['sent']);
      await staff.carry(node());
      const states = await Promise.all([here, there, heading, future].map((id) => staff.statesOf(node(), id)));
      expect(states).toEqual([['confirmed'], ['confirmed'], ['confirmed'], []]);

      const recordId = await onRecord(person);
      await onRecord(head);
      expect(await waiting()).toHaveLength(2);
      await staff.carry(node());
      for (const login of desks.slice(0, 4)) expect(await inquiriesOf(login)).toEqual([]);
      await desk.compareAll('same_person');
      // Two people have found it; until the release nobody sees that there is anything.
      for (const login of desks.slice(0, 4)) expect(await inquiriesOf(login)).toEqual([]);
      await staff.carry(node());

      const [ofPerson, ofHead, elsewhere] = [
        await inquiriesOf('reviewer'),
        await inquiriesOf('superior'),
        await inquiriesOf('clerk-elsewhere'),
      ];
      expect([ofPerson.length, elsewhere.length]).toEqual([1, 1]);
      expect(await ordersOf('reviewer')).toEqual([['write', ofPerson[0]?.id]]);
      expect(await ordersOf('reviewer-elsewhere')).toEqual([['write', elsewhere[0]?.id]]);
      // Whoever heads the unit: the next authority up, never the one beside them.
      const own = await inquiriesOf('clerk');
      expect(own.map(({ state }) => state)).toEqual(['RELEASED', 'RELEASED']);
      const headId = own.find(({ id }) => id !== ofPerson[0]?.id)?.id;
      expect(ofHead.map(({ id }) => id)).toContain(headId);
      expect(await desk.entriesAbout(ofPerson[0]?.id ?? '')).toEqual(['inquiry.find-serving', 'inquiry.release']);
      expect(await desk.entriesAbout(here)).toEqual(['workforce.enrol', 'workforce.receive-finding']);
      const { askId } = found(...world.enrolled().map(({ body }) => body.enrolmentId)).at(-1) ?? { askId: '' };
      expect(await desk.entriesAbout(askId)).toContain('registry.tell-enrolled');
      const view = (await as('clerk')('GET', `/api/inquiries/${ofPerson[0]?.id}`)).body;
      expect(view).toMatchObject({ standing: 'serving', decision: { outcome: 'record_found' }, monitored: true });
      expect(JSON.stringify(view)).not.toContain('T1');

      await desk.changed(recordId, 'withdraw');
      await staff.carry(node());
      expect((await inquiriesOf('clerk-elsewhere')).map(({ state }) => state)).toEqual(['RECALLED']);
      expect([await ordersOf('reviewer'), await ordersOf('reviewer-elsewhere')]).toEqual([[], []]);

      await staff.lastDay(node(), there, '2026-11-20');
      await staff.carry(node());
      expect(await staff.statesOf(node(), there)).toEqual(['ended']);
      await onRecord(person);
      await desk.compareAll('same_person');
      await staff.carry(node());
      expect((await inquiriesOf('clerk')).map(({ state }) => state).sort()).toEqual([
        'RECALLED',
        'RELEASED',
        'RELEASED',
      ]);
      expect(await inquiriesOf('clerk-elsewhere')).toHaveLength(1);

      // Void before it is released, and void before it comes: nobody sees that there was anything.
      const seen = [await inquiriesOf('clerk'), await ordersOf('reviewer')];
      for (const first of ['finding', 'recall'] as const) {
        const other = somebody();
        await staff.employ(node(), { ...other, unitId: school });
        await staff.carry(node());
        const entered = await onRecord(other);
        await desk.compareAll('same_person');
        await desk.changed(entered, 'withdraw');
        await staff.carry(node(), first);
        expect([await inquiriesOf('clerk'), await ordersOf('reviewer')]).toEqual(seen);
      }
    });

    /** Enrolled, and the job that compares was lost. */
    const enrolSilently = (...people: EnrolledPerson[]) => {
      const { kernel, clock } = node();
      return withTransaction(kernel.database, systemViewer('matcher'), clock.now(), async (transaction) => {
        const documents = (number: string) => [{ type: 'resident_id' as const, number }];
        const bodies = people.map(({ name, number }) =>
          world.enrolment(node(), { person: { name, formerNames: [], documents: documents(number) } }),
        );
        await enrolmentStore(kernel.keys, transaction).insert(bodies.map((body) => ({ enrolledBy: 'platform', body })));
        const ids = bodies.map(({ enrolmentId }) => enrolmentId);
        await indexStore(transaction).announceEnrolled(ids);
        return ids;
      });
    };
    it('everybody is compared anew, stopped and gone on with, and what people have compared is no news', async () => {
      const [missed, bare] = [somebody(), somebody()];
      await onRecord(missed);
      // On record without a resident number, enrolled with nothing but one: the join finds them from the side of the record.
      await desk.onRecord(passportOf({ ...bare, number: 'E10000077' }));
      await desk.drain();
      const ids = await enrolSilently(missed, bare);
      const begun = await desk.call('verifier', 'POST', '/api/registry/rescreenings', {});
      expect(begun).toMatchObject({ status: 202, body: { state: 'running', enrolmentsDone: 0 } });
      const again = await desk.call('verifier', 'POST', '/api/registry/rescreenings', {});
      expect(again).toMatchObject({ status: 409, body: { code: 'registry-rescreening-under-way' } });
      const changes = `/api/registry/rescreenings/${String(begun.body['id'])}/changes`;
      const stopped = await desk.call('verifier', 'POST', changes, { verb: 'stop' });
      expect(stopped).toMatchObject({ body: { state: 'stopped' } });
      await desk.drain();
      await desk.call('verifier', 'POST', changes, { verb: 'resume' });
      await desk.drain();
      const { rescreening } = (await desk.call('verifier', 'GET', '/api/registry/rescreenings')).body as {
        rescreening: Rescreening;
      };
      const { enrolmentsDone: enrolments, recordsDone: records } = rescreening;
      expect(rescreening).toMatchObject({ state: 'finished', enrolments, records, news: 2 });
      expect(said('enrolment.confirmed', ...ids)).toHaveLength(2);
      expect(await waiting()).toHaveLength(2);
      await desk.compareAll('same_person');
      expect(found(...ids)).toHaveLength(2);
      await desk.call('verifier', 'POST', '/api/registry/rescreenings', {});
      await desk.drain();
      expect([await waiting(), found(...ids).length]).toEqual([[], 2]);
    });

    it('a record with which more of them agree than are compared for one has everybody looked at from their own side', async () => {
      const [person, other] = [somebody(), somebody()];
      const [recordId, otherId] = [await onRecord(person), await onRecord(other)];
      const ids = await enrolSilently(person, other);
      node().clock.advance(1000);
      const screen = async () => [{ band: 'possible', candidates: [], limited: true }];
      const registry = { ...node(), law: demonstrationLaw(), matcher: { ready: async () => undefined, screen } };
      await watchRecords(registry as unknown as Registry, [recordId]);
      await watchRecords(registry as unknown as Registry, [otherId]);
      const read = async () => (await desk.call('verifier', 'GET', '/api/registry/rescreenings')).body['rescreening'];
      expect(await read()).toMatchObject({ state: 'running', stage: 'crowd', crowdDone: 0 });
      await desk.drain();
      // Two passes: the second record came while the first was looked for.
      expect(await read()).toMatchObject({ state: 'finished', stage: 'crowd', recordsDone: 0, news: 2 });
      expect(await waiting()).toHaveLength(2);
      await desk.compareAll('same_person');
      expect(found(...ids)).toHaveLength(2);
    });

    it('the list of those enrolled is kept and opened with the index, and follows who came and left since', async () => {
      const [kept, came, left] = [somebody(), somebody(), somebody()];
      const [keptId, leftId] = [await enrol(kept), await enrol(left)];
      const law = demonstrationLaw();
      const first = openMatcher(node().kernel, law);
      await first.keep();
      await first.stop();
      const cameId = await enrol(came);
      await leave(leftId);
      const opened = openMatcher(node().kernel, law);
      const screened = await opened.screen(
        [kept, came, left].map(({ name, number }) => ({
          person: { id: 'record', name, documents: [{ docNumber: number, docType: 'resident_id' as const }] },
          lists: [enrolledList],
        })),
      );
      await opened.stop();
      const strong = screened.map(({ band, candidates }) => (band === 'strong' ? candidates[0]?.recordId : undefined));
      expect(strong).toEqual([keptId, cameId, undefined]);
    });
  },
  {},
  { modules: [world.module, platform.module, staff.module] },
);
