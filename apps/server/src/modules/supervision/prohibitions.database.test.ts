import type { ProhibitionView } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it, vi } from 'vitest';
import { sweepNow } from '../../../../../test/harness/casework-desk.js';
import { caller, inventedNumber, signedIn } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { replay, replayedColumns } from './rules/replay.js';

const names = [
  'procurator',
  'procurator-second',
  'procurator-elsewhere',
  'clerk',
  'clerk-elsewhere',
  'reviewer',
  'auditor',
  'admin',
] as const;
type Login = (typeof names)[number];
type Line = { readonly employmentId: string; readonly state: string; readonly sentence: { readonly en: string } };

const day = 86_400_000;
const patience = { timeout: 20_000, interval: 50 };
const numberOf = (order: number) => inventedNumber('19790303', 600 + order);
const person = (order: number, name: string) => ({
  name,
  documents: [{ type: 'resident_id', number: numberOf(order) }],
});
const judgment = {
  regime: 'judicial',
  orderedBy: '甲县人民法院',
  caseNumber: '（2026）刑初1号',
  offence: '猥亵儿童罪',
  department: '甲县教育局',
  effectiveOn: '2026-11-20',
  sentence: 'fixed_term',
  sentenceEndsOn: '2026-11-22',
  years: 3,
  exposesChild: false,
};

onChosenEngines('prohibitions', (node) => {
  let world: World;
  let sessions: Record<Login, SignedIn>;
  const as = (name: Login) => caller(node, () => sessions[name]);
  const [first, second, clerk] = [as('procurator'), as('procurator-second'), as('clerk')];
  const signIn = async () => {
    sessions = await signedIn(node(), names);
  };
  /** Lets days pass; sessions end meanwhile. */
  const pass = async (days: number) => {
    node().clock.advance(days * day);
    await signIn();
    await sweepNow(node());
  };
  const enter = async (order: number, name: string, more: object = {}): Promise<string> => {
    const { status, body } = await first('POST', '/api/prohibitions', {
      ...judgment,
      person: person(order, name),
      ...more,
    });
    expect([status, body.code]).toEqual([201, undefined]);
    return String(body.id);
  };
  const read = async (id: string): Promise<ProhibitionView> =>
    (await first('GET', `/api/prohibitions/${id}`)).body as unknown as ProhibitionView;
  const step = async (who: ReturnType<typeof as>, id: string, deed: string, body: object) => {
    const { version } = await read(id);
    const answer = await who('POST', `/api/prohibitions/${id}/${deed}`, { version, ...body });
    return answer.status === 200 ? 'done' : answer.body.code;
  };
  const verified = async (order: number, name: string, more: object = {}): Promise<string> => {
    const id = await enter(order, name, more);
    expect(await step(second, id, 'verify', { documentNumber: numberOf(order) })).toBe('done');
    return id;
  };
  const hire = async (order: number, name: string, fromDate: string): Promise<string> => {
    const entry = { person: person(order, name), postClass: 'driver', employmentForm: 'dispatch', fromDate };
    const { status, body } = await clerk('POST', '/api/employments', entry);
    expect(status).toBe(201);
    return String(body.id);
  };
  const line = async (employmentId: string, who = clerk): Promise<Line | undefined> =>
    ((await who('GET', '/api/coverage?limit=200')).body.items as Line[]).find(
      (one) => one.employmentId === employmentId,
    );
  const gapOf = async (employmentId: string, who = clerk) =>
    ((await who('GET', '/api/gaps')).body.items as { employmentId?: string; kind: string; id: string; may: string[] }[])
      .filter(({ kind }) => kind === 'placed_despite_prohibition')
      .find((one) => one.employmentId === employmentId);
  const until = (look: () => Promise<void>) => vi.waitFor(look, patience);
  const isBarred = (employmentId: string) =>
    until(async () => expect((await line(employmentId))?.state).toBe('barred'));

  beforeAll(async () => {
    world = await makeWorld(node());
    await signIn();
    node().start();
  });

  it('have an effect only once a second procurator has read the number off the judgment', async () => {
    const employment = await hire(1, '周己一', '2020-09-01');
    const id = await enter(1, '周己一');
    expect((await read(id)).next?.deed).toBe('verify');
    expect(await step(first, id, 'verify', { documentNumber: numberOf(1) })).toBe('prohibition-own-entry');
    expect(await step(second, id, 'verify', { documentNumber: numberOf(2) })).toBe('prohibition-number-differs');
    expect(await step(second, id, 'return', { reason: '期限有误' })).toBe('done');
    expect((await line(employment))?.state).not.toBe('barred');
    const { body: entry } = await first('GET', `/api/prohibitions/${id}/entry`);
    expect(await first('PUT', `/api/prohibitions/${id}`, { ...entry, years: 9 })).toMatchObject({ status: 422 });
    expect((await first('PUT', `/api/prohibitions/${id}`, { ...entry, years: 4 })).status).toBe(200);
    expect(await step(second, id, 'verify', { documentNumber: numberOf(1) })).toBe('done');
    expect(await step(second, id, 'verify', { documentNumber: numberOf(1) })).toBe('prohibition-not-at-step');
    await isBarred(employment);
    expect((await read(id)).timeline.map(({ what }) => what).slice(0, 4)).toEqual([
      'enter',
      'return',
      'amend',
      'verify',
    ]);
  });

  it('are seen by their own procuratorate; others are answered as if there were none', async () => {
    const id = await enter(3, '吴庚三');
    for (const deed of ['', '/entry', '/certificate'])
      expect(await as('procurator-elsewhere')('GET', `/api/prohibitions/${id}${deed}`)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
    expect((await as('procurator-elsewhere')('GET', '/api/prohibitions')).body.items).toEqual([]);
    for (const who of ['clerk', 'reviewer', 'auditor'] as const)
      expect((await as(who)('GET', '/api/prohibitions')).status).toBe(403);
  });

  it('are refused where they rest on what is sealed of somebody who was not of age', async () => {
    const young = { name: '孔少年', documents: [{ type: 'resident_id', number: inventedNumber('20070601', 611) }] };
    const answer = async (more: object) => {
      const { status, body } = await first('POST', '/api/prohibitions', { ...judgment, person: young, ...more });
      const [problem] = (body.fields ?? []) as { path: string; code: string; message: { en: string } }[];
      return status === 201 ? 'entered' : [problem?.path, problem?.code];
    };
    expect(await answer({})).toEqual(['deedOn', 'deed-needed']);
    const deedOn = '2025-05-01';
    expect(await answer({ deedOn })).toEqual(['sentenceMonths', 'months-needed']);
    expect(await answer({ deedOn, sentenceMonths: 60 })).toEqual(['deedOn', 'sealed-not-ordered']);
    expect(await answer({ deedOn: '2026-11-21' })).toEqual(['deedOn', 'deed-after-effect']);
    expect(await answer({ deedOn, sentenceMonths: 61 })).toBe('entered');
  });

  it('tell the unit one sentence, and nothing of court, case or offence; the stop is followed to its end', async () => {
    const employment = await hire(4, '郑辛四', '2020-09-01');
    const id = await verified(4, '郑辛四');
    await isBarred(employment);
    await until(async () => expect((await read(id)).seen).toHaveLength(1));
    expect(await read(id)).toMatchObject({ state: 'in_force', seen: [{ isSure: true, mayRefer: false }] });
    expect((await read(id)).receivedAt).toBeDefined();
    const told = JSON.stringify([
      await line(employment),
      (await clerk('GET', '/api/gaps')).body,
      (await clerk('GET', `/api/employments/${employment}`)).body,
    ]);
    expect(told).toContain('may not be placed with minors');
    expect(told).not.toMatch(/法院|刑初|猥亵|judicial|prohibition":/);
    const gap = await gapOf(employment);
    expect(gap?.may).toEqual(['reply']);
    const reply = { words: '已停止安排' };
    expect((await clerk('POST', `/api/gaps/${String(gap?.id)}/reply`, reply)).status).toBe(200);
    expect((await gapOf(employment, as('reviewer')))?.may).toEqual(['order']);
    expect(await gapOf(employment, as('clerk-elsewhere'))).toBeUndefined();
    const held = await withTransaction(
      node().kernel.database,
      systemViewer('coverage'),
      node().clock.now(),
      ({ sql }) => sql.selectFrom('workforce.prohibitionToken').selectAll().execute(),
    );
    expect(held.length).toBeGreaterThan(0);
    expect(JSON.stringify(held)).not.toContain('郑辛四');
  });

  it('bar nobody by a number under another name until two have corrected the order', async () => {
    const employment = await hire(5, '冯改名', '2020-09-01');
    const id = await verified(5, '冯原名');
    await until(async () => expect((await read(id)).seen).toMatchObject([{ isSure: false }]));
    expect((await read(id)).due.map(({ deed }) => deed)).toContain('look_at_name');
    expect((await line(employment))?.state).not.toBe('barred');
    const { version: _version, ...entry } = (await first('GET', `/api/prohibitions/${id}/entry`)).body;
    const corrected = { ...entry, person: { ...person(5, '冯原名'), formerNames: ['冯改名'] } };
    const change = { kind: 'correct', entry: corrected, reason: '经核查为同一人' };
    expect(await step(first, id, 'changes', change)).toBe('done');
    expect(await step(first, id, 'changes/decide', { decision: 'accept', reason: '同意' })).toBe(
      'prohibition-own-entry',
    );
    expect(await step(second, id, 'changes/decide', { decision: 'accept', reason: '同意' })).toBe('done');
    await isBarred(employment);
  });

  it('end by a decision of two, and open what they barred and nothing else', async () => {
    const employment = await hire(6, '陈壬六', '2020-09-01');
    const id = await verified(6, '陈壬六');
    const lifelong = await verified(6, '陈壬六', { regime: 'lifelong', years: undefined });
    await isBarred(employment);
    expect(await read(id)).toMatchObject({ isDisplaced: true, others: [{ id: lifelong, state: 'in_force' }] });
    const lift = { kind: 'lift', endsOn: '2026-11-22', reason: '再审改判' };
    for (const one of [id, lifelong]) {
      expect(await step(first, one, 'changes', { ...lift, endsOn: '2026-11-19' })).toBe('prohibition-end-impossible');
      expect(await step(first, one, 'changes', lift)).toBe('done');
      expect(await step(second, one, 'changes/decide', { decision: 'accept', reason: '属实' })).toBe('done');
      if (one === id) await isBarred(employment);
    }
    await until(async () => expect((await line(employment))?.state).toBe('not_yet_asked'));
    await until(async () => expect(await gapOf(employment)).toBeUndefined());
    expect((await read(id)).state).toBe('lifted');
    expect((await first('GET', '/api/prohibitions?ended=yes')).body.items).toHaveLength(2);
  });

  it('are served as a certificate where the judgment would expose a child, with alarms until they are', async () => {
    const id = await verified(7, '褚癸七', { exposesChild: true });
    const serve = (document: string, on = '2026-11-21') => step(first, id, 'serve', { document, on });
    expect(await serve('judgment')).toBe('prohibition-exposes-child');
    expect(await serve('certificate')).toBe('prohibition-without-certificate');
    expect(await step(first, id, 'certificate', {})).toBe('done');
    const { payload } = await node().http.inject({
      method: 'GET',
      url: `/api/prohibitions/${id}/certificate`,
      headers: sessions.procurator,
    });
    expect(payload.slice(0, 5)).toBe('%PDF-');
    await pass(25);
    await sweepNow(node());
    expect((await read(id)).alarms).toMatchObject([{ zh: '判决生效第25日仍未送达' }]);
    const { tasks } = (await first('GET', '/api/prohibition-home')).body as {
      tasks: { kind: string; count: number }[];
    };
    const alarmed = tasks.find(({ kind }) => kind === 'service_day_25')?.count ?? 0;
    expect(alarmed).toBeGreaterThan(0);
    expect(await serve('certificate', '2026-11-19')).toBe('prohibition-service-day');
    expect(await serve('certificate', '2026-12-18')).toBe('done');
    await sweepNow(node());
    const after = (await first('GET', '/api/prohibition-home')).body as { tasks: { kind: string; count: number }[] };
    expect(after.tasks.find(({ kind }) => kind === 'service_day_25')?.count ?? 0).toBe(alarmed - 1);
  });

  it('are broken by who goes on, found by the watch, and referred by a procurator once', async () => {
    const [broken] = (await first('GET', '/api/prohibitions')).body.items as {
      id: string;
      state: string;
      name: string;
    }[];
    expect(broken?.state).toBe('breached');
    const id = String(broken?.id);
    const placement = (await read(id)).seen.find(({ mayRefer }) => mayRefer);
    expect(placement?.breach?.words.en).toBe('Went on after the unit was told');
    const refer = (to: string) =>
      first('POST', `/api/prohibitions/${id}/placements/${String(placement?.id)}/refer`, { to, reason: '仍在岗' });
    expect((await refer('nobody')).body.code).toBe('prohibition-referral-unknown');
    expect((await refer('public_security')).status).toBe(200);
    expect((await refer('public_security')).body.code).toBe('prohibition-not-at-step');
    const referred = (await read(id)).seen.find((one) => one.id === placement?.id);
    expect(referred).toMatchObject({
      mayRefer: false,
      referral: { to: { en: expect.stringContaining('Public security') } },
    });
  });

  it('are read page by page from above, where nothing can be done with them', async () => {
    const [above, admin] = [as('procurator-elsewhere'), as('admin')];
    const elsewhere = `/api/organisations/${world.organisations.procuratorateElsewhere}`;
    const { version, nameEn, nameZh, parentId, unitType, creditCode } = (await admin('GET', elsewhere)).body;
    const named = { nameEn, nameZh, parentId, unitType, creditCode };
    const move = async (divisionCode: string, at: unknown) =>
      (await admin('POST', `${elsewhere}/change`, { version: at, ...named, divisionCode })).body.version;
    expect((await above('GET', '/api/prohibitions?below=yes')).body.items).toEqual([]);
    const moved = await move('100100', version);
    const own = (await first('GET', '/api/prohibitions')).body.items as { id: string; keeper?: object }[];
    expect(own.length).toBeGreaterThan(3);
    const pages: string[] = [];
    let cursor = '';
    do {
      const { body } = await above('GET', `/api/prohibitions?below=yes&limit=2${cursor}`);
      const items = body.items as { id: string; keeper: { zh: string } }[];
      expect(new Set(items.map(({ keeper }) => keeper.zh))).toEqual(new Set(['甲县人民检察院（虚构）']));
      pages.push(...items.map(({ id }) => id));
      cursor = body.next === undefined ? '' : `&cursor=${String(body.next)}`;
    } while (cursor !== '');
    expect(pages).toEqual(own.map(({ id }) => id));
    expect((await above('GET', '/api/prohibitions')).body.items).toEqual([]);
    const [id] = pages;
    const seen = (await above('GET', `/api/prohibitions/${String(id)}`)).body as unknown as ProhibitionView;
    expect([seen.may, seen.seen.some(({ mayRefer }) => mayRefer)]).toEqual([[], false]);
    const change = { kind: 'lift', endsOn: '2026-12-18', reason: '上级要求' };
    expect(await step(above, String(id), 'changes', change)).toBe('not-found');
    expect((await above('GET', `/api/prohibitions/${String(id)}/entry`)).status).toBe(409);
    await move('100102', moved);
    expect((await above('GET', `/api/prohibitions/${String(id)}`)).status).toBe(404);
  });

  it('are closed after their last day, and replay from their actions', async () => {
    const id = await verified(8, '卫甲八');
    const shorten = { kind: 'shorten', endsOn: '2026-12-20', reason: '裁定减刑' };
    expect(await step(first, id, 'changes', shorten)).toBe('done');
    expect(await step(second, id, 'changes/decide', { decision: 'accept', reason: '属实' })).toBe('done');
    expect(await read(id)).toMatchObject({ state: 'in_force', until: { en: '20 Dec 2026' } });
    await pass(3);
    expect(await read(id)).toMatchObject({ state: 'expired', may: [] });
    const { rows, actions } = await withTransaction(
      node().kernel.database,
      systemViewer('supervision'),
      node().clock.now(),
      async ({ sql }) => ({
        rows: await sql.selectFrom('supervision.prohibition').selectAll().execute(),
        actions: await sql.selectFrom('supervision.prohibitionAction').selectAll().orderBy('sequence').execute(),
      }),
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      const own = actions.filter(({ prohibitionId }) => prohibitionId === row.id) as {
        verb: string;
        detail: unknown;
      }[];
      const replayed = replay(own.map(({ verb, detail }) => ({ verb, detail: detail as Record<string, unknown> })));
      const kept = Object.fromEntries(replayedColumns.map((column) => [column, row[column]]));
      expect({ ...Object.fromEntries(replayedColumns.map((column) => [column, null])), ...replayed }).toEqual(kept);
      expect(row.organisationId).toBe(world.organisations.procuratorate);
    }
    const acts = await withTransaction(
      node().kernel.database,
      { kind: 'operator', name: 'root' },
      node().clock.now(),
      ({ sql }) => sql.selectFrom('journal.entry').select('act').where('act', 'like', 'supervision.%').execute(),
    );
    const watched = ['close-prohibition', 'find-breach', 'raise-alarm', 'sweep'].map((verb) => `supervision.${verb}`);
    expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(watched));
  });
});
