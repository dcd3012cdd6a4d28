import type { OwnPage } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { civilDateAt } from '@gatehouse/law';
import { beforeAll, expect, it } from 'vitest';
import { caller, inventedNumber, signedIn } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { newId } from '../../kernel/ids.js';
import { reapplyToLook } from './actions/reapply-withheld.js';
import { releaseWithheldLooks } from './actions/release-withheld-looks.js';
import { watchEmergencyLooks } from './actions/watch-emergency-looks.js';

const names = ['procurator', 'procurator-second', 'procurator-elsewhere', 'reviewer', 'auditor'] as const;
type Login = (typeof names)[number];
type Look = { id: string; state: string; may: string[]; isAlone: boolean; suspendedAt?: string };

const minute = 60_000;
const number = inventedNumber('19790303', 771);
const order = {
  person: { name: '周庚七', documents: [{ type: 'resident_id', number }] },
  regime: 'judicial',
  orderedBy: '甲县人民法院',
  caseNumber: '（2026）刑初771号',
  offence: '猥亵儿童罪',
  department: '甲县教育局',
  effectiveOn: '2026-11-20',
  sentence: 'fixed_term',
  sentenceEndsOn: '2026-11-22',
  years: 3,
  exposesChild: false,
};
const asked = {
  kind: 'prohibitions',
  documentType: 'resident_id',
  number,
  ground: 'child_in_danger',
  reason: '孩子今晚由其照看',
  reference: '未检〔2026〕7号',
};

onChosenEngines(
  'emergency looks',
  (node) => {
    let sessions: Record<Login, SignedIn>;
    const as = (name: Login) => caller(node, () => sessions[name]);
    // The order is kept by the procuratorate of the first two; the one elsewhere works alone.
    const [keeper, second, alone, auditor] = [as(names[0]), as(names[1]), as(names[2]), as('auditor')];
    type Who = typeof keeper;
    const pass = async (minutes: number, who: readonly Login[] = names) => {
      node().clock.advance(minutes * minute);
      sessions = { ...sessions, ...(await signedIn(node(), who)) };
    };
    const ask = async (who: Who, more: object = {}) => {
      const { body } = await who('POST', '/api/emergency-looks', { ...asked, ...more });
      return { code: body.code, look: body as unknown as Look };
    };
    const step = async (who: Who, id: string, deed: string, body?: object) => {
      const answer = await who('POST', `/api/emergency-looks/${id}/${deed}`, body);
      return answer.status === 200 ? (answer.body as unknown as Look).state : answer.body.code;
    };
    const seen = async (who: Who, id: string) => {
      const { status, body } = await who('GET', `/api/emergency-looks/${id}/prohibitions`);
      return status === 200 ? (body.items as Record<string, unknown>[]) : body.code;
    };
    const review = (id: string, verdict: string) => step(auditor, id, 'review', { verdict, words: '已与案卷核对' });
    const toReview = async () =>
      (await auditor('GET', '/api/emergency-looks-to-review')).body.items as unknown as Look[];
    const openNow = async (who: Who) => (await who('GET', '/api/emergency-looks/open')).body.open;
    const listed = async (who: Who) => ((await who('GET', '/api/prohibitions')).body.items as object[]).length;
    const asAuditor = { kind: 'operator', name: 'test' } as const;
    const count = (act: string) =>
      withTransaction(node().kernel.database, asAuditor, node().clock.now(), async ({ sql }) => {
        const rows = await sql
          .selectFrom('journal.entry')
          .select('actor')
          .where('act', '=', act)
          .where('outcome', '=', 'done')
          .execute();
        return rows.length;
      });
    const pages = () =>
      withTransaction(node().kernel.database, asAuditor, node().clock.now(), async ({ sql }) => {
        const sent = sql
          .selectFrom('messages.message')
          .select('aboutId')
          .where('template', '=', 'emergency-look-alone');
        return (await sent.execute()).length;
      });
    const watch = () => {
      const times = { openMinutes: 60, silentMinutes: 10, reviewHours: 24 };
      const withheld = { longestDays: 90, renewals: 2 };
      const receipt = async () => undefined;
      const doors = { times, withheld, pages: [], tokens: {}, queuePage: async () => '', receipt };
      const desk = { kernel: node().kernel, doors };
      return watchEmergencyLooks(desk).then(() => releaseWithheldLooks(desk));
    };
    const entriesOf = (ids: readonly string[]) =>
      withTransaction(node().kernel.database, asAuditor, node().clock.now(), ({ sql }) =>
        sql
          .selectFrom('journal.entry')
          .select(['act', 'at'])
          .where('id', 'in', [...ids])
          .execute(),
      );
    const lastingWords = (objectId: string) =>
      withTransaction(node().kernel.database, systemViewer('sequencer'), node().clock.now(), async ({ sql }) => {
        const rows = sql
          .selectFrom('journal.lastingAct as lasting')
          .innerJoin('journal.entry as entry', 'entry.id', 'lasting.entryId')
          .select('lasting.act')
          .where('entry.objectId', '=', objectId);
        return (await rows.execute()).map(({ act: word }) => word);
      });
    let opened = 0;
    const mayEnter = async (who: Who) => (await who('GET', '/api/prohibition-home')).status === 200;

    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      const { id, version } = (await keeper('POST', '/api/prohibitions', order)).body;
      const verified = { version, documentNumber: number };
      expect((await second('POST', `/api/prohibitions/${String(id)}/verify`, verified)).status).toBe(200);
    });

    it('stand on the own page of whom they are about; withheld by two people they do from the next day on, where they always stood', async () => {
      const shownNumber = inventedNumber('19790303', 773);
      const visits = async (): Promise<OwnPage> => {
        const shown = {
          name: '周庚七',
          document: { type: 'resident_id', number: shownNumber },
          proof: 'original_seen',
        };
        const { code } = (await as('reviewer')('POST', '/api/desk-codes', shown)).body;
        const headers = { 'x-gatehouse-request': '1' };
        const payload = { code: String(code) };
        const at = { method: 'POST' as const, url: '/api/own-page/open', headers, payload };
        return (await node().http.inject({ ...at, remoteAddress: `10.8.0.${String((opened += 1))}` })).json();
      };
      const lookAt = async () => {
        const { look } = await ask(keeper, { number: shownNumber, ground: 'urgent_measure' });
        expect(await step(second, look.id, 'approve')).toBe('open');
        expect(await step(keeper, look.id, 'end')).toBe('over');
        expect(await review(look.id, 'in_order')).toBe('over');
        return look.id;
      };
      const withhold = async (who: Who, id: string, days: number) => {
        const untilDay = civilDateAt(new Date(node().clock.now().getTime() + days * 24 * 60 * minute));
        const { body } = await who('POST', `/api/emergency-looks/${id}/withholdings`, { untilDay, reason: '办案需要' });
        return body.code ?? (body as unknown as { withheld: { state: string }[] }).withheld.at(-1)?.state;
      };
      const decide = (who: Who, id: string, decision: string) => step(who, id, 'withholding-decision', { decision });
      const counted = async () => (await as('auditor')('GET', '/api/withheld-looks')).body.days as { looks: number }[];
      const [plain, kept] = [await lookAt(), await lookAt()];
      expect((await visits()).looks).toEqual([]);
      expect(await withhold(keeper, kept, 91)).toBe('withheld-look-too-long');
      expect(await withhold(alone, kept, 3)).toBe('not-found');
      expect(await withhold(second, kept, 3)).toBe('not-found');
      expect(await withhold(keeper, kept, 3)).toBe('waiting');
      expect(await decide(keeper, kept, 'approve')).toBe('emergency-look-own');
      expect(await decide(alone, kept, 'approve')).toBe('not-found');
      expect(await decide(second, kept, 'approve')).toBe('over');
      expect(await withhold(keeper, plain, 3)).toBe('waiting');
      const looked = node().clock.now();
      await pass(24 * 60);
      await watch();
      // What everybody reads is the same whether or not it is theirs.
      const before = await visits();
      expect(before.looks.map(({ id, authority }) => [id, authority])).toEqual([[plain, 'procuratorate']]);
      expect(before.withheld).toMatchObject({ looks: 1, longestDays: 90, renewals: 2 });
      expect(await counted()).toMatchObject([{ looks: 1, overdue: 0 }]);
      // Neither asked for nor decided before the person could see it: what was shown is not hidden again.
      expect(await decide(second, plain, 'approve')).toBe('emergency-look-not-at-step');
      expect((await visits()).looks.map(({ id }) => id)).toEqual([plain]);
      expect(await withhold(keeper, plain, 3)).toBe('withheld-look-not-now');
      await pass(3 * 24 * 60);
      const after = (await visits()).looks;
      expect(after.map(({ id }) => id).sort()).toEqual([kept, plain].sort());
      const released = after.find(({ id }) => id === kept);
      expect(released?.withheldUntil).toMatch(/^2026-1/);
      // The entry of then, and none that was made for the release.
      const made = await entriesOf(released?.places.map(({ entry }) => entry) ?? []);
      expect(made.map(({ act }) => act)).toEqual(['access.approve-emergency-look']);
      expect(made.every(({ at }) => at <= looked)).toBe(true);
      expect(await count('access.release-look')).toBe(0);
      // Sweeps of one moment, each in a transaction of its own: one enters the release and the day's number.
      const daysBefore = await count('access.count-withheld-looks');
      await Promise.all([watch(), watch(), watch()]);
      await watch();
      expect(await count('access.release-look')).toBe(1);
      expect(await count('access.count-withheld-looks')).toBe(daysBefore + 1);
      expect((await counted())[0]).toMatchObject({ looks: 0, overdue: 0 });

      // A copy from between the look and its withholding was put back: the list knows what two people approved, and one day longer than the copy does.
      expect(await lastingWords(kept)).toEqual([`withheld:${String(released?.withheldUntil)}`]);
      const day = civilDateAt(new Date(node().clock.now().getTime() + 24 * 60 * minute));
      const again = (lookId: string) =>
        act(node().kernel, systemViewer('restore'), 'journal.reapply-act', (context) =>
          reapplyToLook(node().kernel, context, { act: `withheld:${day}`, objectId: lookId, at: looked }).finally(() =>
            context.record({ object: { kind: 'access.emergency-look', id: lookId } }),
          ),
        );
      expect([await again(plain), await again(plain), await again(newId())]).toEqual(['done', 'already', 'unknown']);
      expect((await visits()).looks.map(({ id }) => id)).toEqual([kept]);
      const { items } = (await keeper('GET', '/api/emergency-looks')).body as {
        items: { id: string; withheld: object[] }[];
      };
      const restored = { state: 'withheld', untilDay: day, restoredAt: expect.any(String) };
      const shown = items.find(({ id }) => id === plain)?.withheld.at(-1);
      expect(shown).toMatchObject(restored);
      expect(shown).not.toHaveProperty('reason');
      await pass(2 * 24 * 60);
      await watch();
      expect((await visits()).looks).toHaveLength(2);
      expect(await count('access.release-look')).toBe(2);
    });

    it('withheld by two people stay so where the older copy knows that it was asked, and not that it was approved', async () => {
      const { look } = await ask(keeper, { ground: 'urgent_measure' });
      await step(second, look.id, 'approve');
      await step(keeper, look.id, 'end');
      await review(look.id, 'in_order');
      const untilDay = civilDateAt(new Date(node().clock.now().getTime() + 3 * 24 * 60 * minute));
      await keeper('POST', `/api/emergency-looks/${look.id}/withholdings`, { untilDay, reason: '办案需要' });
      const outcome = await act(node().kernel, systemViewer('restore'), 'journal.reapply-act', (context) =>
        reapplyToLook(node().kernel, context, {
          act: `withheld:${untilDay}`,
          objectId: look.id,
          at: node().clock.now(),
        }),
      );
      expect(outcome).toBe('done');
      const { items } = (await keeper('GET', '/api/emergency-looks')).body as {
        items: { id: string; withheld: object[] }[];
      };
      expect(items.find(({ id }) => id === look.id)?.withheld).toEqual([
        expect.objectContaining({ state: 'withheld', untilDay, reason: '办案需要', restoredAt: expect.any(String) }),
      ]);
    });

    it('open nothing before a second person has approved; that is a colleague and never oneself', async () => {
      const { look } = await ask(keeper, { ground: 'urgent_measure' });
      expect([look.state, look.may]).toEqual(['waiting', ['end']]);
      expect(await seen(keeper, look.id)).toBe('emergency-look-over');
      expect(await step(keeper, look.id, 'approve')).toBe('emergency-look-own');
      expect(await step(alone, look.id, 'approve')).toBe('not-found');
      expect((await ask(keeper)).code).toBe('emergency-look-running');
      expect(await step(second, look.id, 'approve')).toBe('open');
      expect(await step(second, look.id, 'approve')).toBe('emergency-look-not-at-step');
      expect(await openNow(keeper)).toMatchObject({ id: look.id });
      expect(await seen(keeper, look.id)).toHaveLength(1);
      // Approving gives the second person nothing to see.
      expect(await seen(second, look.id)).toBe('not-found');
      expect(await step(keeper, look.id, 'end')).toBe('over');
      expect(await seen(keeper, look.id)).toBe('emergency-look-over');
      expect(await openNow(keeper)).toBeNull();
      expect(await review(look.id, 'in_order')).toBe('over');
    });

    it('declined stays closed, also for whoever would go on alone', async () => {
      const { look } = await ask(keeper);
      expect(await step(second, look.id, 'decline')).toBe('declined');
      await pass(11);
      expect(await step(keeper, look.id, 'open-alone')).toBe('emergency-look-not-at-step');
    });

    it('open alone for a child in danger after the silence, with two people elsewhere paged, and close by themselves', async () => {
      const { look: lesser } = await ask(alone, { ground: 'child_missing' });
      await pass(11);
      expect(await step(alone, lesser.id, 'open-alone')).toBe('emergency-look-not-alone');
      expect(await step(alone, lesser.id, 'end')).toBe('lapsed');
      const { look } = await ask(alone);
      await pass(9);
      expect(await step(alone, look.id, 'open-alone')).toBe('emergency-look-not-alone');
      expect(await pages()).toBe(0);
      await pass(1);
      expect(await step(alone, look.id, 'open-alone')).toBe('open');
      expect(await pages()).toBe(2);
      const shown = (await seen(alone, look.id)) as Record<string, unknown>[];
      expect(shown.map(({ state, keptBy }) => [state, keptBy])).toEqual([
        ['in_force', expect.objectContaining({ en: 'County procuratorate A (invented)' })],
      ]);
      // Nothing of the person, the court, the case or the offence.
      const told = JSON.stringify(shown);
      for (const word of [order.person.name, number, order.caseNumber, order.offence, order.orderedBy])
        expect(told).not.toContain(word);
      // Whom it names and nobody else, in this one transaction and nowhere else.
      expect(await listed(alone)).toBe(0);
      await pass(59);
      expect(await seen(alone, look.id)).toHaveLength(1);
      await pass(1);
      expect(await seen(alone, look.id)).toBe('emergency-look-over');
      expect(await review(look.id, 'in_order')).toBe('over');
      expect(await count('supervision.look-in-emergency')).toBe(3);
    });

    it('answer alike whether anything is kept, and open nothing about anybody else', async () => {
      const { look } = await ask(alone, { number: inventedNumber('19790303', 772) });
      const { look: kept } = await ask(keeper);
      expect(Object.keys(look).sort()).toEqual(Object.keys(kept).sort());
      expect(await step(keeper, kept.id, 'end')).toBe('lapsed');
      await pass(10);
      expect(await step(alone, look.id, 'open-alone')).toBe('open');
      expect(await seen(alone, look.id)).toEqual([]);
    });

    it('that nobody reviews in time suspend the account with its sessions, until the auditor has looked', async () => {
      const [look] = (await toReview()).filter(({ may, isAlone }) => isAlone && may.includes('review'));
      if (look === undefined) throw new Error('no look waits for a review');
      await pass(24 * 60 - 1);
      await watch();
      expect(await mayEnter(alone)).toBe(true);
      await pass(1);
      const before = sessions['procurator-elsewhere'];
      await watch();
      await watch();
      expect(await count('access.suspend-account')).toBe(1);
      expect(await mayEnter(alone)).toBe(false);
      await expect(signedIn(node(), ['procurator-elsewhere'])).rejects.toThrow('could not sign in');
      expect(await review(look.id, 'in_order')).toBe('over');
      await watch();
      await pass(0, ['procurator-elsewhere']);
      expect(sessions['procurator-elsewhere']).not.toEqual(before);
      expect(await mayEnter(alone)).toBe(true);
      // What was signed in when the account was suspended is ended for good.
      const url = '/api/session';
      expect((await node().http.inject({ method: 'GET', url, headers: before })).statusCode).toBe(401);
    });

    it('that were not in order suspend at once', async () => {
      const { look } = await ask(keeper);
      expect(await step(second, look.id, 'approve')).toBe('open');
      expect(await review(look.id, 'not_in_order')).toBe('over');
      await watch();
      expect(await mayEnter(keeper)).toBe(false);
      expect((await toReview()).find(({ id }) => id === look.id)?.suspendedAt).toBeDefined();
    });
  },
  { GATEHOUSE_EMERGENCY_PAGES: '13900000081,13900000082' },
);
