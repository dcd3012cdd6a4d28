import { type InquiryState, inquiryStates } from '@gatehouse/contract';
import { withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  lastAskId,
  signedIn,
  soundDraft,
} from '../../../../../test/harness/inquiry-world.js';
import { archiveThatThrows, type Archive, sweepRetention } from '../../../../../test/harness/kept.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { lookAtMarked, openReleaseWindows, workplaceOf } from '../../../../../test/harness/workplace.js';
import { act } from '../../kernel/act.js';
import { newId } from '../../kernel/ids.js';
import { systemViewer } from '../../kernel/viewer.js';
import { keptAs, type KeptFacts } from './rules/kept.js';
import { type Counting, keptStore } from './store/kept-store.js';

const world = inquiryTestModule();
const names = ['clerk', 'reviewer'] as const;
const day = 86_400_000;
const countings: readonly Counting[] = ['draft', 'begun', 'refused', 'told', 'settled', 'void', 'objected'];
const before = new Date(Date.UTC(2200, 0, 1));

/** The counting of each rule, as the module has it. */
const countingOf: Readonly<Record<string, Counting>> = {
  ...{ draft: 'draft', inquiry_begun: 'begun', inquiry_refused: 'refused', inquiry_void: 'void' },
  ...{ inquiry_no_record: 'told', inquiry_record_found: 'settled', objection_file: 'objected' },
};

onChosenEngines(
  'inquiries that nobody takes further',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    let archive: Archive;
    let order = 200;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const [clerk, reviewer] = [as('clerk'), as('reviewer')];
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
      archive = archiveThatThrows(node(), world.doors.law, (await world.module.parts(node().kernel)).keeps ?? []);
    });
    /** Sessions end and nothing else happens while time passes. */
    const pass = async (days: number): Promise<void> => {
      node().clock.advance(days * day);
      sessions = await signedIn(node(), names);
      await sweepRetention(archive);
    };
    const read = async (id: string) => (await clerk('GET', `/api/inquiries/${id}`)).body;
    const step = async (id: string, deed: string, payload: object = {}, who = clerk) => {
      const answer = await who('POST', `/api/inquiries/${id}/${deed}`, {
        version: (await read(id)).version,
        ...payload,
      });
      expect([deed, answer.status, answer.body.code]).toEqual([deed, 200, undefined]);
    };
    const draft = async (changes: Record<string, unknown> = {}) => {
      order += 1;
      const given = soundDraft(order, changes);
      const { body } = await clerk('POST', '/api/inquiries', given);
      return { id: String(body.id), person: given.person };
    };
    const aboutServing = { purpose: 'annual', startDate: '2020-09-01' };
    const submitted = async (person?: object) => {
      const made = await draft({ ...aboutServing, ...(person === undefined ? {} : { person }) });
      await step(made.id, 'prove-identity', { kind: 'population_register' });
      await step(made.id, 'serve-notice', { servedOn: node().clock.now().toISOString().slice(0, 10) });
      await step(made.id, 'submit');
      return made;
    };
    const toldOf = async (outcome: 'no_record' | 'record_found', person?: object) => {
      const made = await submitted(person);
      await step(made.id, 'approve', {}, reviewer);
      await node().kernel.jobs.drain();
      await answerFrom(node(), world.module, lastAskId(world), outcome);
      await node().kernel.jobs.drain();
      for (let windows = 0; windows < 15 && (await read(made.id)).state === 'ASKING'; windows += 1) {
        node().clock.advance(61_000);
        await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
      }
      expect((await read(made.id)).state).toBe('RELEASED');
      return made;
    };
    const rowOf = async (id: string) => {
      const [row] = await asOwner<{ state: string; erased: boolean; due: string | null; wrapped: Buffer | null }>(
        node(),
        `select state, erased_at is not null as erased, due_at as due, key.wrapped from inquiry.application asked
           join kernel.data_key key on key.id = asked.data_key_id where asked.id = '${id}'`,
      );
      return row;
    };
    const addedToRoster = async (person: ReturnType<typeof soundDraft>['person']): Promise<string> => {
      const entry = { person, postClass: 'teacher', employmentForm: 'contract', fromDate: '2020-09-01' };
      const added = await clerk('POST', '/api/employments', entry);
      expect(added.status).toBe(201);
      await lookAtMarked(workplaceOf(node()));
      return String(added.body.id);
    };
    const coverageOf = async (id: string) =>
      (
        await asOwner<{ state: string }>(node(), `select state from workforce.coverage where employment_id = '${id}'`)
      )[0]?.state;
    const employed = async (id: string) => (await clerk('GET', `/api/employments/${id}`)).body;

    it('the database counts as the rule does: each state, told or not, objected to or not, is of one kind', async () => {
      const { id } = await draft();
      const begun = node().clock.now();
      const later = (minutes: number): string => new Date(begun.getTime() + minutes * 60_000).toISOString();
      const expected = new Map<string, KeptFacts>();
      const rows: string[] = [];
      const objections: string[] = [];
      const courses: readonly (readonly (string | null)[])[] = [[], [later(7)], [later(6), later(8)], [later(7), null]];
      for (const state of inquiryStates)
        for (const reached of ['nothing', 'asked', 'told', 'settled'] as const)
          for (const ends of courses) {
            const isTold = reached === 'told' || reached === 'settled';
            if (!isTold && ends.length > 0) continue;
            const made = newId();
            const row = {
              ...{ id: made, state, changed_at: later(9) },
              asked_at: reached === 'nothing' ? null : later(1),
              released_at: isTold ? later(2) : null,
              settled_at: reached === 'settled' ? later(3) : null,
              decision: isTold ? '\\x01' : null,
            };
            rows.push(`'${JSON.stringify(row)}'`);
            for (const end of ends)
              objections.push(
                `('${newId()}', '${made}', 'other', '\\x01', 'invented', now(), ${end === null ? 'null' : `'${end}'`})`,
              );
            const date = (at: string | null): Date | null => (at === null ? null : new Date(at));
            expected.set(made, {
              state,
              changedAt: new Date(row.changed_at),
              askedAt: date(row.asked_at),
              ...{ releasedAt: date(row.released_at), settledAt: date(row.settled_at) },
              objections: ends.map(date),
            });
          }
      await asOwner(
        node(),
        `insert into inquiry.application select made.* from inquiry.application one, unnest(array[${rows.join(',')}]::jsonb[]) given,
           jsonb_populate_record(null::inquiry.application, to_jsonb(one) || '{"permitted_at": "${later(0)}", "identity_proof": "original_seen"}' || given) made
          where one.id = '${id}'`,
      );
      await asOwner(
        node(),
        `insert into inquiry.objection (id, application_id, reason, words, opened_by, at, ended_at) values ${objections.join(',')}`,
      );
      const found = new Map<string, string[]>();
      await withTransaction(
        node().kernel.database,
        systemViewer('retention'),
        node().clock.now(),
        async (transaction) => {
          for (const counting of countings)
            for (const one of await keptStore(transaction).walk(counting, undefined, before, 10_000))
              found.set(one.id, [...(found.get(one.id) ?? []), `${counting} ${one.countedFrom.toISOString()}`]);
        },
      );
      const isBegun = (state: InquiryState): boolean => countingOf[keptAs({ ...blank, state })?.rule ?? ''] === 'begun';
      const blank: KeptFacts = {
        ...{ state: 'DRAFT', changedAt: begun, askedAt: null },
        ...{ releasedAt: null, settledAt: null, objections: [] },
      };
      for (const [made, facts] of expected) {
        // No course leads back from a question to a draft: of such a row the database says nothing.
        if (facts.askedAt !== null && (isBegun(facts.state) || ['DRAFT', 'CANCELLED'].includes(facts.state))) continue;
        // Nor from an answer to a refusal.
        if (facts.releasedAt !== null && ['CONSENT_REFUSED', 'WITHDRAWN'].includes(facts.state)) continue;
        const kinds = (['no_record', 'record_found'] as const).flatMap((outcome) => {
          const kept = keptAs({ ...facts, outcome });
          return kept === undefined ? [] : [`${countingOf[kept.rule]} ${kept.countedFrom.toISOString()}`];
        });
        expect([facts, found.get(made) ?? []]).toEqual([facts, [...new Set(kinds)]]);
      }
      await asOwner(
        node(),
        `delete from inquiry.objection where application_id in (${[...expected.keys()].map((one) => `'${one}'`).join(',')})`,
      );
      await asOwner(
        node(),
        `delete from inquiry.application where id in (${[...expected.keys()].map((one) => `'${one}'`).join(',')})`,
      );
    });

    it("is announced and erased where it was sent for approval and left, and stands on nobody's list any more", async () => {
      const left = await submitted();
      const serving = await addedToRoster(left.person);
      expect(await coverageOf(serving)).toBe('waiting');
      await pass(60);
      expect((await read(left.id)).kept).toBeUndefined();
      await pass(40);
      expect((await read(left.id)).kept).toEqual({ until: expect.any(String) });
      const { until } = (await read(left.id)).kept as { until: string };
      await pass(40);
      expect(await rowOf(left.id)).toEqual({ state: 'CANCELLED', erased: true, due: null, wrapped: null });
      expect(await read(left.id)).toMatchObject({ name: '—', may: [], kept: { until } });
      const lines = (await read(left.id)).timeline as { verb?: string }[];
      expect(lines.length).toBeGreaterThan(4);
      await node().kernel.jobs.drain();
      // Whoever rested on it is somebody nobody asked about.
      expect(await coverageOf(serving)).toBe('not_yet_asked');
      const refused = await reviewer('POST', `/api/inquiries/${left.id}/approve`, {
        version: (await read(left.id)).version,
      });
      expect(refused.body.code).toBe('inquiry-state');
    });

    it('says no more until when it is kept once it is taken further', async () => {
      const { id } = await draft(aboutServing);
      await pass(20);
      expect((await read(id)).kept).toBeDefined();
      await step(id, 'prove-identity', { kind: 'original_seen' });
      expect((await read(id)).kept).toBeUndefined();
      await pass(20);
      expect((await rowOf(id))?.erased).toBe(false);
      await pass(40);
      expect((await rowOf(id))?.erased).toBe(true);
    });

    it('keeps a record that was told and never settled while the person works there, and for the whole of its time from the last day', async () => {
      const { id, person } = await toldOf('record_found');
      const elsewhere = await toldOf('record_found');
      const serving = await addedToRoster(person);
      await pass(1080);
      expect((await read(id)).kept).toEqual({ until: expect.any(String) });
      await pass(60);
      expect((await rowOf(id))?.erased).toBe(false);
      // Of whoever is not on the roster the answer alone counts.
      expect((await rowOf(elsewhere.id))?.erased).toBe(true);
      const { version } = await employed(serving);
      const on = node().clock.now().toISOString().slice(0, 10);
      expect((await clerk('POST', `/api/employments/${serving}/end`, { version, on })).status).toBe(200);
      await pass(1000);
      expect((await rowOf(id))?.erased).toBe(false);
      await pass(100);
      expect((await rowOf(id))?.erased).toBe(true);
    });

    it('is given up in an older copy that was put back too, and is erased there again', async () => {
      const { id } = await submitted();
      const { lasting } = await world.module.parts(node().kernel);
      const outcome = await act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
        const done = await lasting?.inquiry?.(context, { act: 'erased', objectId: id, at: context.now });
        await context.record({});
        return done;
      });
      expect(outcome).toBe('done');
      expect(await rowOf(id)).toMatchObject({ state: 'CANCELLED', erased: true, wrapped: null });
    });
  },
  {},
  { modules: [world.module] },
);
