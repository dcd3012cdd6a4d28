import { beforeAll, expect, it } from 'vitest';
import { caller, signedIn, uploadTo } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { workplaceOf } from '../../../../../test/harness/workplace.js';
import { sweepUnentered } from './actions/sweep-unentered.js';

const names = ['clerk', 'reviewer', 'reviewer-elsewhere', 'superior', 'admin'] as const;
type Name = (typeof names)[number];
type Unit = Record<string, unknown> & { id: string; creditCode: string };

/** Codes that check and that nobody has; of a county of our own table. */
const [care, club, camp] = ['91110102MA0000003W', '91440300MA0000004X', '91990102MA0000005R'];
const supplier = '91100000MA0000090N';
const header = '单位统一社会信用代码,单位名称,来源,岗位类别,人数,统计日期';
const insured = '社会保险参保信息';

// What registers name and nobody has entered: from the file that names it to its end.
onChosenEngines('a unit that nobody has entered', (node) => {
  let world: World;
  let sessions: Record<Name, SignedIn>;
  const as = (name: Name) => caller(node, () => sessions[name]);
  const [clerk, reviewer, elsewhere, superior, admin] = names.map(as) as [Caller, Caller, Caller, Caller, Caller];
  const later = async (days: number): Promise<void> => {
    node().clock.advance(days * 86_400_000);
    sessions = await signedIn(node(), names);
  };
  const send = async (name: Name, way: string, rows: readonly string[]) => {
    const bytes = Buffer.from([header, ...rows].join('\n'));
    const answer = await uploadTo(node(), sessions[name], `/api/headcount-files/${way}`, bytes, '人数.csv');
    return { status: answer.statusCode, body: answer.json() };
  };
  const take = async (name: Name, rows: readonly string[]) => {
    const { body } = await send(name, 'compare', rows);
    return send(name, `take?seen=${String(body.seen)}`, rows);
  };
  const list = async (who: Caller, state = 'waiting'): Promise<Unit[]> =>
    (await who('GET', `/api/unentered-units?state=${state}`)).body.items as Unit[];
  const tasks = async (who: Caller) =>
    ((await who('GET', '/api/coverage/home')).body.tasks as { kind: string; count: number; overdue: number }[])
      .filter(({ kind }) => kind.startsWith('unentered'))
      .map(({ kind, count, overdue }) => ({ kind, count, overdue }));
  const enter = () =>
    admin('POST', '/api/organisations', {
      ...{ kind: 'unit', nameEn: 'Youth football club', nameZh: '少年足球俱乐部', creditCode: club },
      ...{ divisionCode: '100101', parentId: world.organisations.education, unitType: 'primary_school' },
    });
  const codesOf = (body: { rows: { fields: { code: string }[] }[] }) =>
    body.rows.flatMap(({ fields }) => fields.map(({ code }) => code));

  beforeAll(async () => {
    world = await makeWorld(node());
    sessions = await signedIn(node(), names);
  });

  const named = [
    `${care},小星星 托管,${insured},,9,2026-11-01`,
    `${care},小星星 托管,派遣和服务合同,安保人员,2,2026-11-01`,
  ];

  it('is shown apart before it is kept, and no code that is wrong or somebody else’s among them', async () => {
    const rows = [
      ...named,
      `${care.slice(0, -1)}1,错码,${insured},,9,2026-11-01`,
      `${supplier},派遣公司,${insured},,9,2026-11-01`,
    ];
    const { body } = await send('reviewer', 'compare', rows);
    expect(body.counts).toEqual({ new: 0, changed: 0, unentered: 2, same: 0, problem: 2 });
    expect(body.rows[0]).toMatchObject({
      kind: 'unentered',
      unentered: { name: '小星星 托管', creditCode: care },
      counted: { headcount: 9, source: { id: 'social_insurance' } },
    });
    expect(codesOf(body)).toEqual(['credit-code-wrong', 'unit-unknown']);
    expect(await list(reviewer)).toEqual([]);
    // Taken with other units than were seen nothing is kept.
    const other = await send('reviewer', `take?seen=${String(body.seen)}`, [`${club},,${insured},,9,2026-11-01`]);
    expect(other.body.code).toBe('changed-meanwhile');
    expect(await take('reviewer', rows)).toMatchObject({
      status: 200,
      body: { taken: true, counts: { unentered: 2 } },
    });
  });

  it('waits for the authority that brought it, with a clock, and is seen by the one above', async () => {
    const [own, ...more] = await list(reviewer);
    expect(more).toEqual([]);
    expect(own).toMatchObject({ creditCode: care, name: '小星星 托管', isLate: false, mayAnswer: true });
    expect(own?.registeredIn).toEqual({ en: expect.stringContaining('北京市'), zh: '北京市西城区' });
    expect(own?.counts).toMatchObject([
      { source: { id: 'contracts' }, postClass: { id: 'security' }, headcount: 2 },
      { source: { id: 'social_insurance' }, postClass: null, headcount: 9 },
    ]);
    expect(await list(superior)).toMatchObject([{ id: own?.id, mayAnswer: false }]);
    expect(await list(elsewhere)).toEqual([]);
    expect((await clerk('GET', '/api/unentered-units')).status).toBe(403);
    expect(await tasks(reviewer)).toEqual([{ kind: 'unentered', count: 1, overdue: 0 }]);
    expect(await tasks(superior)).toEqual([]);
  });

  it('is counted anew by the next file, and waits once in the country', async () => {
    expect((await send('reviewer', 'compare', named)).body.counts).toMatchObject({ unentered: 0, same: 2 });
    const due = (await list(reviewer))[0]?.dueAt;
    const anew = [`${care},小星星托管班,${insured},,11,2026-11-20`, `${care},,${insured},,3,2026-11-20`];
    const { body } = await take('reviewer', anew);
    expect([body.counts.unentered, codesOf(body)]).toEqual([1, ['counted-twice']]);
    expect(await list(reviewer)).toMatchObject([{ name: '小星星托管班', dueAt: due, counts: [{}, { headcount: 11 }] }]);
    const earlier = await send('reviewer', 'compare', [`${care},,${insured},,1,2026-11-19`]);
    expect(codesOf(earlier.body)).toEqual(['counted-before']);
    const theirs = await take('reviewer-elsewhere', [`${care},,${insured},,9,2026-11-01`]);
    expect(codesOf(theirs.body)).toEqual(['unit-held']);
    expect(await list(elsewhere)).toEqual([]);
  });

  it('is late at both authorities, and begins anew with whom it is handed on to', async () => {
    await later(30);
    expect(await list(reviewer)).toMatchObject([{ isLate: true }]);
    expect(await tasks(reviewer)).toEqual([{ kind: 'unentered', count: 1, overdue: 1 }]);
    expect(await tasks(superior)).toEqual([{ kind: 'unentered-below', count: 1, overdue: 1 }]);
    const { body } = await reviewer('GET', '/api/unentered-units/areas');
    const area = world.organisations.educationElsewhere;
    const areas = (body.items as { id: string }[]).map(({ id }) => id);
    // Where nobody reviews nobody could answer: the province has a superior alone.
    expect([areas.includes(area), areas.includes(world.organisations.province)]).toEqual([true, false]);
    const [{ id } = { id: '' }] = await list(reviewer);
    const pass = `/api/unentered-units/${id}/pass-on`;
    expect((await elsewhere('POST', pass, { area })).status).toBe(404);
    expect((await superior('POST', pass, { area })).status).toBe(403);
    for (const none of [world.organisations.school, world.organisations.province])
      expect((await reviewer('POST', pass, { area: none })).status).toBe(404);
    expect((await reviewer('POST', pass, { area })).status).toBe(200);
    expect((await reviewer('POST', pass, { area })).body.code).toBe('unentered-unit-answered');
    expect(await list(reviewer)).toMatchObject([{ id, mayAnswer: false }]);
    expect(await list(elsewhere)).toMatchObject([{ id, mayAnswer: true, isLate: false, passedFrom: {} }]);
    expect(await tasks(superior)).toEqual([]);
  });

  it('is what its authority says, once, for the period of the pack', async () => {
    const [{ id } = { id: '' }] = await list(elsewhere);
    const say = { outcome: 'gone', note: '12月28日实地查看，门店已拆' };
    expect((await reviewer('POST', `/api/unentered-units/${id}/answer`, say)).body.code).toBe(
      'unentered-unit-answered',
    );
    expect((await elsewhere('POST', `/api/unentered-units/${id}/answer`, { ...say, outcome: 'entered' })).status).toBe(
      422,
    );
    expect((await elsewhere('POST', `/api/unentered-units/${id}/answer`, say)).status).toBe(200);
    expect((await elsewhere('POST', `/api/unentered-units/${id}/answer`, say)).body.code).toBe(
      'unentered-unit-answered',
    );
    expect(await list(elsewhere)).toEqual([]);
    expect(await list(elsewhere, 'answered')).toMatchObject([{ id, ...say, mayAnswer: false }]);
    expect(await list(superior, 'answered')).toMatchObject([{ id, note: say.note }]);
    // Who handed it on hears what it was, and reads no note of others.
    const [passed] = await list(reviewer, 'answered');
    expect([passed?.outcome, passed?.note]).toEqual(['gone', undefined]);
    const again = [`${care},,${insured},,9,2026-12-01`];
    expect(codesOf((await send('reviewer-elsewhere', 'compare', again)).body)).toEqual(['unit-answered']);
    await later(400);
    expect((await send('reviewer-elsewhere', 'compare', again)).body.counts).toMatchObject({ unentered: 1 });
  });

  it('leaves by itself once it is entered, and what was counted is expected of it', async () => {
    await take('reviewer', [
      `${club},少年足球俱乐部,${insured},,14,2026-12-01`,
      `${club},少年足球俱乐部,派遣和服务合同,安保人员,2,2026-12-01`,
      `${camp},夏令营,${insured},,5,2026-12-01`,
    ]);
    const entered = await enter();
    expect(entered.status).toBe(201);
    const unitId = String(entered.body.id);
    const expected = { unitId, source: 'contracts', postClass: 'security', headcount: 4, asOf: '2026-12-02' };
    expect((await reviewer('POST', '/api/expected-headcounts', expected)).status).toBe(201);
    await sweepUnentered(workplaceOf(node()), () => true);
    await sweepUnentered(workplaceOf(node()), () => true);
    expect((await list(reviewer)).map(({ creditCode }) => creditCode)).toEqual([camp]);
    expect(await list(reviewer, 'answered')).toMatchObject([
      { creditCode: club, outcome: 'entered' },
      { outcome: 'gone' },
    ]);
    const { body } = await reviewer('GET', `/api/roster-units/${unitId}`);
    const counts = (body.expected as { postClass: unknown; headcount: number }[]).map(({ headcount }) => headcount);
    expect([body.state, counts.sort((one, other) => one - other)]).toEqual(['lacking', [4, 14]]);
    // Page by page, those that wait first.
    const read: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = (await reviewer('GET', `/api/unentered-units?limit=1${cursor && `&cursor=${cursor}`}`)).body;
      read.push(...(page.items as Unit[]).map(({ creditCode }) => creditCode));
      cursor = page.next as string | undefined;
    }
    expect(read).toEqual([camp, club, care]);
    // From now on the file is about a unit.
    const next = await send('reviewer', 'compare', [`${club},,${insured},,15,2026-12-05`]);
    expect(next.body.counts).toMatchObject({ changed: 1, unentered: 0 });
  });

  it('may have been closed here, and is entered anew under its code', async () => {
    const [{ id, version }] = (await admin('GET', '/api/organisations?name=少年足球')).body.items as [
      { id: string; version: number },
    ];
    expect((await admin('POST', `/api/organisations/${id}/close`, { version })).status).toBe(200);
    await take('reviewer', [`${club},少年足球俱乐部,${insured},,16,2026-12-06`]);
    const waiting = (await list(reviewer)).find(({ creditCode }) => creditCode === club);
    expect(waiting).toMatchObject({ closedAt: expect.any(String), counts: [{ headcount: 16 }] });
    expect((await enter()).status).toBe(201);
    expect((await enter()).body.code).toBe('credit-code-taken');
    await sweepUnentered(workplaceOf(node()), () => true);
    expect((await list(reviewer)).map(({ creditCode }) => creditCode)).toEqual([camp]);
  });
});

type Caller = ReturnType<typeof caller>;
