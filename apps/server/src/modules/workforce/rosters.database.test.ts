import type {
  CoverageFigures,
  CoverageLine,
  EmploymentLine,
  RosterProgress,
  RosterRow,
  Words,
} from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it, vi } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { caller, inventedNumber, signedIn, uploadTo } from '../../../../../test/harness/inquiry-world.js';
import { broughtByTheirAuthority } from '../../../../../test/harness/joint-files.js';
import { makeWorld, type SignedIn, type World } from '../../../../../test/harness/people.js';
import { staffFile, type StaffMember, staffMembers } from '../../../../../test/harness/staff-file.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { workplaceOf } from '../../../../../test/harness/workplace.js';
import { rowsInChunk } from './actions/process-roster.js';
import { lookAtMarked, sweepCoverage } from './actions/sweep-coverage.js';
import { resumeInterruptedRosters } from './events.js';
import { type EmploymentAction, replay } from './rules/employment.js';

const number = inventedNumber('19790303', 301);
const entry = (changes: Record<string, unknown> = {}) => ({
  person: { name: '周己一', documents: [{ type: 'resident_id', number }] },
  postClass: 'security',
  employmentForm: 'outsourced',
  fromDate: '2026-09-01',
  ...changes,
});

const names = ['clerk', 'clerk-elsewhere', 'reviewer', 'reviewer-elsewhere', 'superior', 'ministry'] as const;

onChosenEngines('rosters', (node) => {
  let world: World;
  let sessions: Record<(typeof names)[number], SignedIn>;
  const clerk = caller(node, () => sessions.clerk);
  const elsewhere = caller(node, () => sessions['clerk-elsewhere']);
  const reviewer = caller(node, () => sessions.reviewer);
  const superior = caller(node, () => sessions.superior);
  const outsiders = () => [elsewhere, caller(node, () => sessions['reviewer-elsewhere'])];
  const all = <Row>(look: Parameters<typeof withTransaction<Row>>[3]): Promise<Row> =>
    withTransaction(node().kernel.database, systemViewer('coverage'), node().clock.now(), look);
  const onRoster = async (): Promise<EmploymentLine[]> =>
    (await clerk('GET', '/api/employments?limit=200')).body.items as EmploymentLine[];

  /** Gives the kindergarten a name, and the school a code by which the two can be told apart. */
  const nameKindergarten = async (name: string): Promise<void> => {
    const { school, kindergarten } = world.organisations;
    await asOwner(node(), `update access.organisation set credit_code = '12100101MB0000001B' where id = '${school}'`);
    await asOwner(node(), `update access.organisation set name_zh = '${name}' where id = '${kindergarten}'`);
  };

  beforeAll(async () => {
    world = await makeWorld(node());
    sessions = await signedIn(node(), names);
  });

  it('hold one person once, though two units employ them, and neither unit learns of the other', async () => {
    expect(await clerk('POST', '/api/employments', entry())).toMatchObject({
      status: 201,
      body: { may: ['change', 'end'], documents: [{ number: '10****************' }] },
    });
    const other = await elsewhere('POST', '/api/employments', entry({ person: { ...entry().person, name: '周己壹' } }));
    expect(other).toMatchObject({ status: 201, body: { name: '周己壹' } });
    const found = await all(({ sql }) => sql.selectFrom('workforce.employment').select('personId').execute());
    expect([found.length, new Set(found.map(({ personId }) => personId)).size]).toEqual([2, 1]);
    expect((await clerk('POST', '/api/employments/find', { text: number })).body.items).toMatchObject([
      { name: '周己一' },
    ]);
    expect(await clerk('POST', '/api/employments', entry())).toMatchObject({ status: 409 });
    // A document that only the other unit entered finds nothing here.
    const { body } = await elsewhere('GET', `/api/employments/${String(other.body.id)}/entry`);
    const passport = { type: 'passport', number: 'E12345678' };
    const person = { ...entry().person, documents: [...entry().person.documents, passport] };
    const changed = await elsewhere('PUT', `/api/employments/${String(other.body.id)}`, { ...body, person });
    expect(changed).toMatchObject({ status: 200, body: { timeline: [{ what: 'add' }, { what: 'change' }] } });
    expect((await elsewhere('POST', '/api/employments/find', { text: 'E12345678' })).body.items).toHaveLength(1);
    expect((await clerk('POST', '/api/employments/find', { text: 'E12345678' })).body.items).toEqual([]);
  });

  it('are seen by the unit and its authorities, and by nobody else', async () => {
    const [own] = await onRoster();
    const url = `/api/employments/${String(own?.id)}`;
    expect([(await reviewer('GET', url)).status, (await superior('GET', url)).status]).toEqual([200, 200]);
    for (const other of outsiders()) {
      expect(await other('GET', url)).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expect((await other('POST', '/api/employments/find', { text: number, unitId: own?.unitId })).body.items).toEqual(
        [],
      );
    }
    expect((await elsewhere('POST', `${url}/end`, { version: 1, on: '2026-11-20' })).status).toBe(404);
    expect((await reviewer('POST', '/api/employments/find', { text: '己一', unitId: own?.unitId })).body.items).toEqual(
      [expect.objectContaining({ id: own?.id })],
    );
  });

  it('take nothing with problems, and no end before the beginning or to come', async () => {
    const wrong = entry({ person: { name: '周己二', documents: [{ type: 'resident_id', number: `${number}1` }] } });
    const refused = await clerk('POST', '/api/employments', { ...wrong, postClass: 'cook' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'roster-problems' } });
    expect(JSON.stringify(refused.body)).not.toContain(number);
    const [own] = await onRoster();
    const url = `/api/employments/${String(own?.id)}/end`;
    for (const on of ['2026-08-31', '2026-11-24'])
      expect(await clerk('POST', url, { version: own?.version, on })).toMatchObject({
        body: { code: 'employment-end-impossible' },
      });
    expect(await clerk('POST', url, { version: 7, on: '2026-11-20' })).toMatchObject({
      body: { code: 'changed-meanwhile' },
    });
    expect(await clerk('POST', url, { version: own?.version, on: '2026-11-20' })).toMatchObject({
      status: 200,
      body: { ended: true, may: [] },
    });
    expect(await onRoster()).toEqual([]);
    // They come back: a new employment of the same person.
    expect((await clerk('POST', '/api/employments', entry({ fromDate: '2026-11-23' }))).status).toBe(201);
  });

  const staff = staffMembers(2 * rowsInChunk + 30);
  const upload = async (people: readonly StaffMember[], whole = true): Promise<RosterProgress> => {
    const url = `/api/roster-loads?whole=${whole}`;
    const answer = await uploadTo(node(), sessions.clerk, url, staffFile(people), '在岗名单.csv');
    expect([answer.statusCode, answer.statusCode < 300 ? '' : answer.body]).toEqual([202, '']);
    return answer.json();
  };
  const look = async ({ id }: { readonly id: string }) =>
    (await clerk('GET', `/api/roster-loads/${id}`)).body as RosterProgress;
  const rowsOf = async ({ id }: { readonly id: string }, kind: string) =>
    (await clerk('GET', `/api/roster-loads/${id}/rows?kind=${kind}`)).body.items as RosterRow[];
  const work = () => node().kernel.jobs.drain();
  /** Does something in whose course the power goes: after so many acts nothing can be written any more. */
  const withoutPowerAfter = async (acts: number, something: () => Promise<unknown>) => {
    const { journal } = node().kernel;
    const { append } = journal;
    let left = acts;
    const power = vi.spyOn(journal, 'append').mockImplementation(async (...given) => {
      left -= 1;
      if (left < 0) throw new Error('the power went');
      return append(...given);
    });
    await something().catch(() => undefined);
    power.mockRestore();
  };

  it('come from a file that is killed, stopped and resumed, each row once, and only once they are taken', async () => {
    const load = await upload(staff);
    // The power goes while the third chunk is written; the first act was the reading of the file.
    await withoutPowerAfter(3, work);
    const killed = await look(load);
    expect(killed).toMatchObject({ state: 'COMPARING', progress: { done: 2 * rowsInChunk, rows: staff.length } });
    const stopped = await clerk('POST', `/api/roster-loads/${load.id}/stop`, { version: killed.version });
    expect(stopped).toMatchObject({ status: 200, body: { state: 'STOPPED' } });
    await work();
    expect(await look(load)).toMatchObject({ state: 'STOPPED', progress: { done: 2 * rowsInChunk } });
    await clerk('POST', `/api/roster-loads/${load.id}/resume`, { version: stopped.body.version });
    await work();
    // The guard who was entered by hand is not in the file.
    const ready = await look(load);
    expect(ready).toMatchObject({ state: 'READY', counts: { new: staff.length, left: 1, problem: 0, same: 0 } });
    expect(await rowsOf(load, 'left')).toMatchObject([{ name: '周己一' }]);
    expect(await onRoster()).toHaveLength(1);

    for (const other of outsiders()) expect((await other('GET', `/api/roster-loads/${load.id}`)).status).not.toBe(200);
    const take = { version: ready.version, leftOn: '2026-11-23' };
    expect((await clerk('POST', `/api/roster-loads/${load.id}/take`, take)).status).toBe(202);
    expect((await clerk('POST', `/api/roster-loads/${load.id}/take`, take)).body.code).toBe('roster-state');
    // The power goes again while the second chunk is taken; the next start goes on.
    await withoutPowerAfter(1, work);
    // Who left comes before the rows of the file.
    expect(await look(load)).toMatchObject({ state: 'TAKING', taken: { new: rowsInChunk - 1, left: 1 } });
    await resumeInterruptedRosters(workplaceOf(node()), new Date(node().clock.now().getTime() + 1));
    await work();
    expect(await look(load)).toMatchObject({
      state: 'TAKEN',
      taken: { new: staff.length, changed: 0, left: 1, refused: 0 },
      counts: { new: 0, left: 0 },
    });
    // One job a chunk for the monitoring of all of them, not one a person.
    const jobs = await asOwner<{ people: number }>(
      node(),
      `select jsonb_array_length(data -> 'employmentIds') as people from jobs.job
        where name = 'workforce.enrol' and jsonb_array_length(data -> 'employmentIds') > 1`,
    );
    expect(jobs.map(({ people }) => people).sort()).toEqual([
      rowsInChunk,
      rowsInChunk,
      staff.length + 1 - 2 * rowsInChunk,
    ]);
    const counted = await all(({ sql }) =>
      sql.selectFrom('workforce.employment').select('id').where('endedAt', 'is', null).execute(),
    );
    expect(counted.length).toBe(staff.length + 1);
    const actors = await all(({ sql }) =>
      sql.selectFrom('workforce.employmentAction').select('actor').distinct().execute(),
    );
    expect(actors.map(({ actor }) => actor).sort()).toEqual(
      [`account:${world.accounts.clerk}`, `account:${world.accounts['clerk-elsewhere']}`].sort(),
    );
  });

  it('are looked at to the end by the sweep after the one that was killed, nobody twice', async () => {
    const waiting = async () =>
      (await all(({ sql }) => sql.selectFrom('workforce.toLook').select('employmentId').execute())).length;
    const before = await waiting();
    await withoutPowerAfter(1, () => sweepCoverage(workplaceOf(node())));
    expect(before - (await waiting())).toBe(rowsInChunk);
    await sweepCoverage(workplaceOf(node()));
    await sweepCoverage(workplaceOf(node()));
    expect(await waiting()).toBe(0);
    const { covered, gaps } = await all(async ({ sql }) => ({
      covered: await sql.selectFrom('workforce.coverage').select('employmentId').where('isOpen', '=', true).execute(),
      gaps: await sql.selectFrom('workforce.gap').select('employmentId').where('kind', '=', 'without_check').execute(),
    }));
    // The guard left with the file, and is at work elsewhere.
    expect([covered.length, new Set(gaps.map(({ employmentId }) => employmentId)).size]).toEqual([
      staff.length + 2,
      gaps.length,
    ]);
  });

  it('change as the next file says, after its problems are mended, and leave what was changed by hand meanwhile', async () => {
    const [first, second, third, ...others] = staff;
    if (first === undefined || second === undefined || third === undefined) throw new Error('there is no staff');
    const slip = { ...third, number: third.number.replace(/.$/, (last) => (last === '1' ? '2' : '1')) };
    // The first is now a driver, the second dispatched, the third mistyped, the last gone.
    const load = await upload([
      { ...first, postClass: '驾驶员' },
      { ...second, employmentForm: '劳务派遣' },
      slip,
      ...others.slice(0, -1),
    ]);
    await work();
    const ready = await look(load);
    expect(ready.counts).toEqual({ new: 1, changed: 1, left: 3, same: staff.length - 4, problem: 1 });
    expect((await rowsOf(load, 'changed'))[0]).toMatchObject({ rowNumber: 3, changes: [{ en: 'Form of employment' }] });
    const [problem] = await rowsOf(load, 'problem');
    expect(problem).toMatchObject({ rowNumber: 4, fields: [{ row: 4, column: '证件号码' }] });
    const url = `/api/roster-loads/${load.id}`;
    const take = { version: ready.version, leftOn: '2026-11-23' };
    expect(await clerk('POST', `${url}/take`, take)).toMatchObject({ body: { code: 'roster-has-problems' } });
    const read = await clerk('GET', `${url}/rows/${String(problem?.id)}`);
    expect(read.body).toMatchObject({ name: third.name, documents: [{ number: slip.number }] });
    const { name, formerNames, documents, ...terms } = read.body as { documents: object[] } & Record<string, unknown>;
    const person = { name, formerNames, documents: [{ ...documents[0], number: third.number }] };
    const mended = await clerk('PUT', `${url}/rows/${String(problem?.id)}`, { ...terms, person });
    // Mended, they have not left after all.
    expect(mended.body.counts).toEqual({ new: 1, changed: 1, left: 2, same: staff.length - 3, problem: 0 });

    const [dispatched] = (await clerk('POST', '/api/employments/find', { text: second.number })).body
      .items as EmploymentLine[];
    const asIs = await clerk('GET', `/api/employments/${String(dispatched?.id)}/entry`);
    await clerk('PUT', `/api/employments/${String(dispatched?.id)}`, { ...asIs.body, postTitle: '语文' });
    await clerk('POST', `${url}/take`, take);
    await work();
    expect(await look(load)).toMatchObject({ state: 'TAKEN', taken: { new: 1, changed: 0, left: 2, refused: 1 } });
    expect(await rowsOf(load, 'changed')).toMatchObject([{ name: second.name, refused: { en: expect.any(String) } }]);
    expect((await clerk('GET', '/api/employments?postClass=driver')).body.items).toMatchObject([{ name: first.name }]);
  });

  it('are held against what others count, which the unit can read and never write', async () => {
    const expectation = {
      unitId: world.organisations.school,
      source: 'social_insurance',
      postClass: null,
      headcount: 500,
      asOf: '2026-11-01',
    };
    expect((await clerk('POST', '/api/expected-headcounts', expectation)).status).toBe(403);
    const others = caller(node, () => sessions['reviewer-elsewhere']);
    expect(await others('POST', '/api/expected-headcounts', expectation)).toMatchObject({ status: 404 });
    const entered = await reviewer('POST', '/api/expected-headcounts', expectation);
    expect(entered).toMatchObject({ status: 201, body: { state: 'lacking', expected: [{ headcount: 500 }] } });
    const own = (await clerk('GET', '/api/roster')).body;
    expect(own.findings).toMatchObject([{ kind: 'short', missing: 500 - Number(own.people) }, {}, {}]);
    await lookAtMarked(workplaceOf(node()));
    // Two units of the county have no roster at all: they stand first, on pages of one. One of them bears the name of the third.
    await nameKindergarten('甲县第一小学（虚构）');
    const units: { id: string; unit: Words; state: string; people: number }[] = [];
    for (let next: unknown = ''; next !== undefined;) {
      const { body } = await reviewer(
        'GET',
        `/api/roster-units?limit=1${next === '' ? '' : `&cursor=${String(next)}`}`,
      );
      units.push(...(body.items as typeof units));
      next = body.next;
    }
    expect(units.map(({ people }) => people > 0)).toEqual([false, false, true]);
    expect(units.map(({ id }) => id).at(-1)).toBe(expectation.unitId);
    expect(units.at(-1)?.unit.zh).toBe('甲县第一小学（虚构）（代码末位001B）');
    await nameKindergarten('甲县第一幼儿园（虚构）');
    expect(units.map(({ id }) => id)).not.toContain(world.organisations.schoolElsewhere);
    expect((await reviewer('GET', '/api/roster-units?state=whole')).body.items).toEqual([]);
    await reviewer('POST', '/api/expected-headcounts', { ...expectation, headcount: 10 });
    expect((await clerk('GET', '/api/roster')).body).toMatchObject({ state: 'asked', expected: [{ headcount: 10 }] });
    expect((await caller(node, () => sessions.ministry)('GET', '/api/employments')).status).toBe(403);
  });

  it('are held against each source by the people it speaks of, and by a count that is not too old', async () => {
    const unitId = world.organisations.school;
    const employed = await node().kernel.database.asOwner(async (client) => {
      const { rows } = await client.query<{ people: number }>(
        `select count(distinct person_id)::int as people from workforce.employment
          where unit_id = $1 and ended_at is null and from_date <= '2026-11-23' and coalesce(until_date, 'infinity') >= '2026-11-23'
            and employment_form in ('staffed', 'contract')`,
        [unitId],
      );
      return rows[0]?.people ?? 0;
    });
    expect(employed).toBeGreaterThan(0);
    const count = (source: string, headcount: number, asOf = '2026-11-01') =>
      reviewer('POST', '/api/expected-headcounts', { unitId, source, postClass: null, headcount, asOf });
    const short = ({ body }: Awaited<ReturnType<typeof count>>) =>
      (body.findings as { kind: string; missing: number }[]).filter(({ kind }) => kind === 'short');
    expect(short(await count('social_insurance', employed))).toEqual([]);
    const { people } = (await clerk('GET', '/api/roster')).body;
    // However many the unit employs, they are none of those whom a contract sends.
    const sent = await count('contracts', Number(people) + 3);
    expect(short(sent)[0]?.missing).toBeGreaterThanOrEqual(employed + 3);
    await count('contracts', 0);
    const old = await count('licence_register', 1, '2024-11-01');
    expect(old.body).toMatchObject({
      state: 'asked',
      findings: expect.arrayContaining([expect.objectContaining({ kind: 'stale_count' })]),
    });
    expect(old.body.expected).toContainEqual(expect.objectContaining({ headcount: 1, isStale: true, whom: null }));
    await count('licence_register', 1);
    expect(JSON.stringify((await clerk('GET', '/api/roster')).body.findings)).not.toContain('stale_count');
  });

  it('are asked about together as one list, whoever has an open check left out, and nobody twice', async () => {
    await sweepCoverage(workplaceOf(node()));
    const [first] = (await clerk('GET', '/api/coverage?limit=1&state=not_yet_asked')).body.items as CoverageLine[];
    expect((await clerk('POST', `/api/coverage/${String(first?.employmentId)}/check`, {})).status).toBe(201);
    const { byState } = (await clerk('GET', '/api/coverage/home')).body.figures as CoverageFigures;
    const people = byState.find(({ state }) => state === 'not_yet_asked')?.count ?? 0;
    expect(people).toBeGreaterThan(rowsInChunk);
    const asked = await clerk('POST', '/api/coverage/checks', {});
    // The one whose check was started, and the old post of somebody who drives from today on.
    const drafted = people - 2;
    expect(asked).toMatchObject({ status: 201, body: { people: drafted, open: 2 } });
    await node().kernel.jobs.drain();
    expect((await clerk('GET', `/api/inquiry-batches/${String(asked.body.listId)}`)).body).toMatchObject({
      state: 'READY',
      progress: { rows: drafted },
      counts: { withProblems: 0, unproven: drafted, byState: { DRAFT: drafted } },
    });
    expect((await clerk('POST', '/api/coverage/checks', {})).body).toEqual({ people: 0, open: people });
    expect((await reviewer('POST', '/api/coverage/checks', {})).status).toBe(403);
    expect((await elsewhere('POST', '/api/coverage/checks', {})).body).toMatchObject({ people: 1, open: 0 });
  });

  broughtByTheirAuthority({
    node,
    clerk,
    reviewer,
    outsiders,
    reviewing: () => sessions.reviewer,
    onRoster,
    upload,
    look,
    work,
    withoutPowerAfter,
  });

  it('replay from their actions', async () => {
    const rows = await all(({ sql }) => sql.selectFrom('workforce.employment').selectAll().execute());
    const actions = await all(({ sql }) =>
      sql.selectFrom('workforce.employmentAction').selectAll().orderBy('sequence').execute(),
    );
    for (const row of rows) {
      const own = actions.filter(({ employmentId }) => employmentId === row.id);
      expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, at) => at + 1));
      const done = own.map(({ verb, detail }) => ({ verb, ...(detail as object) }) as EmploymentAction);
      const { terms, personId, ended } = replay(done);
      expect({ ...terms, personId, ended, version: own.length }).toEqual({
        postClass: row.postClass,
        postTitle: row.postTitle,
        employmentForm: row.employmentForm,
        supplierCreditCode: row.supplierCreditCode,
        fromDate: row.fromDate,
        untilDate: row.untilDate,
        personId: row.personId,
        ended: row.endedAt !== null,
        version: row.version,
      });
    }
    expect(rows.length).toBeGreaterThan(staff.length);
  });
});
