import type { EmploymentLine, JointFileProgress, JointUnit, RosterProgress } from '@gatehouse/contract';
import { expect, it } from 'vitest';
import { resumeInterruptedRosters } from '../../apps/server/src/modules/workforce/events.js';
import { asOwner } from './index-world.js';
import { type caller, uploadTo } from './inquiry-world.js';
import type { SignedIn } from './people.js';
import { jointStaffFile, staffFile, type StaffMember, staffMembers } from './staff-file.js';
import type { TestNode } from './test-node.js';
import { workplaceOf } from './workplace.js';

type Caller = ReturnType<typeof caller>;

/** What the tests of rosters have at hand: who calls, and how their files are followed. */
type Rosters = {
  readonly node: () => TestNode;
  readonly clerk: Caller;
  readonly reviewer: Caller;
  readonly outsiders: () => readonly Caller[];
  readonly reviewing: () => SignedIn;
  readonly onRoster: () => Promise<EmploymentLine[]>;
  readonly upload: (people: readonly StaffMember[], whole?: boolean) => Promise<RosterProgress>;
  readonly look: (load: { readonly id: string }) => Promise<RosterProgress>;
  readonly work: () => Promise<unknown>;
  readonly withoutPowerAfter: (acts: number, something: () => Promise<unknown>) => Promise<void>;
};

/** Tests, in the world of those of rosters, of what an authority brings for its units in one file. */
export function broughtByTheirAuthority(rosters: Rosters): void {
  const { node, clerk, reviewer, outsiders, reviewing, onRoster, upload, look, work, withoutPowerAfter } = rosters;
  const school = '甲县第一小学（虚构）';
  const kindergarten = '甲县第一幼儿园（虚构）';
  const bring = async (people: readonly (StaffMember & { readonly unit: string })[]): Promise<JointFileProgress> => {
    const answer = await uploadTo(node(), reviewing(), '/api/joint-files', jointStaffFile(people), '汇总.csv');
    expect([answer.statusCode, answer.statusCode < 300 ? '' : answer.body]).toEqual([202, '']);
    return answer.json();
  };
  const progressOf = async ({ id }: { readonly id: string }) =>
    (await reviewer('GET', `/api/joint-files/${id}`)).body as JointFileProgress;
  const partsOf = async ({ id }: { readonly id: string }) =>
    (await reviewer('GET', `/api/joint-files/${id}/units`)).body as {
      units: JointUnit[];
      unplaced: { row: number; code: string; column: string }[];
    };
  const broughtLoad = async () => {
    const { load } = (await clerk('GET', '/api/roster')).body as { load?: { id: string } };
    if (load === undefined) throw new Error('nothing waits');
    return look(load);
  };
  const sweep = () => resumeInterruptedRosters(workplaceOf(node()), new Date(node().clock.now().getTime() + 1));
  const changeUnit = (name: string, change: string) =>
    asOwner(node(), `update access.organisation set ${change} where name_zh = '${name}'`);
  const brought = staffMembers(4, 1972);
  const [one, two, three, four] = brought as [StaffMember, StaffMember, StaffMember, StaffMember];

  it('come from their authority in one file, each unit its own rows, none twice though the power goes', async () => {
    await work();
    const people = await onRoster();
    const file = await bring([
      { ...one, unit: school },
      { ...two, unit: kindergarten },
      { ...one, unit: school },
      { ...three, unit: '乙县第一小学（虚构）' },
      { ...three, unit: '没有这所学校' },
      { ...four, unit: '' },
    ]);
    expect((await uploadTo(node(), reviewing(), '/api/joint-files', staffFile([]), 'a.csv')).json()).toMatchObject({
      code: 'joint-file-underway',
    });
    // Begun, the school's part opened and compared, that of the kindergarten opened.
    await withoutPowerAfter(4, work);
    expect(await progressOf(file)).toMatchObject({ state: 'DIVIDING', progress: { rows: 6, done: 5 }, units: 2 });
    const stop = { version: (await progressOf(file)).version };
    const stopped = await reviewer('POST', `/api/joint-files/${file.id}/stop`, stop);
    expect(stopped).toMatchObject({ status: 200, body: { state: 'STOPPED' } });
    await sweep();
    expect(await progressOf(file)).toMatchObject({ state: 'STOPPED', progress: { done: 5 } });
    // Renamed meanwhile, a unit keeps the rows that named it when the file was first read.
    await changeUnit(kindergarten, "name_zh = '改名'");
    await reviewer('POST', `/api/joint-files/${file.id}/resume`, { version: stopped.body.version });
    await work();
    await changeUnit('改名', `name_zh = '${kindergarten}'`);
    expect(await progressOf(file)).toMatchObject({ state: 'DIVIDED', progress: { done: 6 }, units: 2, unplaced: 3 });
    const { units, unplaced } = await partsOf(file);
    // Rows that do not say whose they are: nobody is taken to have left.
    const counts = { new: 1, changed: 0, left: 0 };
    expect(units).toMatchObject([
      { unit: { zh: school }, state: 'waiting', rows: 2, counts: { ...counts, problem: 1 } },
      { unit: { zh: kindergarten }, state: 'waiting', rows: 1, counts: { ...counts, problem: 0 } },
    ]);
    // A unit of another authority and one that there is not answer alike.
    expect(unplaced.map(({ row, code, column }) => [row, code, column])).toEqual([
      [5, 'unit-not-yours', '单位名称'],
      [6, 'unit-not-yours', '单位名称'],
      [7, 'unit-missing', '单位名称'],
    ]);
    expect(await onRoster()).toHaveLength(people.length);
    for (const other of outsiders())
      expect((await other('GET', `/api/joint-files/${file.id}/units`)).status).not.toBe(200);
    const exported = await node().http.inject({
      method: 'POST',
      url: `/api/joint-files/${file.id}/export-problems`,
      headers: reviewing(),
      payload: { format: 'csv', language: 'zh', purpose: '退回单位更正' },
    });
    expect([exported.statusCode, exported.body.trim().split('\n').length]).toEqual([200, 5]);
    expect(exported.body).not.toContain('没有这所学校');
  });

  it('wait for the unit, which takes what its authority brought or sends it back with a reason', async () => {
    const { tasks } = (await clerk('GET', '/api/coverage/home')).body as { tasks: { kind: string; count: number }[] };
    expect(tasks[0]).toMatchObject({ kind: 'brought', count: 1 });
    const load = await broughtLoad();
    const url = `/api/roster-loads/${load.id}`;
    expect(load).toMatchObject({ state: 'READY', brought: true, counts: { new: 1, problem: 1 } });
    expect(await clerk('POST', `${url}/discard`, { version: load.version })).toMatchObject({
      body: { code: 'roster-brought' },
    });
    const back = { version: load.version, reason: '此人不在我校' };
    expect((await reviewer('POST', `${url}/send-back`, back)).status).toBe(403);
    expect((await outsiders()[0]?.('POST', `${url}/send-back`, back))?.status).toBe(404);
    expect(await clerk('POST', `${url}/send-back`, back)).toMatchObject({ status: 200, body: { state: 'DISCARDED' } });
    const [newest] = (await reviewer('GET', '/api/joint-files')).body.items as JointFileProgress[];
    if (newest === undefined) throw new Error('no file was brought');
    expect((await partsOf(newest)).units).toMatchObject([
      { state: 'sent-back', sentBack: back.reason },
      { state: 'waiting' },
    ]);
    // What the unit sends by itself is not written over, nor that of the kindergarten kept from the corrected file.
    const own = await upload([one], false);
    await work();
    const corrected = await bring(
      [two, three].map((who) => ({ ...who, unit: kindergarten })).concat({ ...one, unit: school }),
    );
    await work();
    expect(await progressOf(corrected)).toMatchObject({ state: 'DIVIDED', units: 2, unplaced: 1 });
    expect(await partsOf(corrected)).toMatchObject({
      units: [{ unit: { zh: kindergarten }, state: 'waiting', rows: 2 }],
      unplaced: [{ row: 4, code: 'unit-has-load' }],
    });
    expect((await partsOf(newest)).units).toMatchObject([{ state: 'sent-back' }, { state: 'replaced' }]);
    await clerk('POST', `/api/roster-loads/${own.id}/discard`, { version: (await look(own)).version });
    // An absent unit has not left, and the absent of a unit have: the whole staff of the school was named.
    const last = await bring([one].map((who) => ({ ...who, unit: school })));
    await work();
    const people = await onRoster();
    const ready = await broughtLoad();
    expect(ready).toMatchObject({ state: 'READY', brought: true, counts: { new: 1, left: expect.any(Number) } });
    expect(ready.counts.left).toBeGreaterThanOrEqual(people.length);
    expect((await partsOf(last)).units).toHaveLength(1);
    const take = { version: ready.version, leftOn: '2026-11-23' };
    expect((await clerk('POST', `/api/roster-loads/${ready.id}/take`, take)).status).toBe(202);
    await work();
    expect((await partsOf(last)).units).toMatchObject([{ state: 'taken', counts: { new: 1 } }]);
    expect(await onRoster()).toMatchObject([{ name: one.name }]);
  });

  it('never come to a unit that was closed since the file was read', async () => {
    const file = await bring([{ ...two, unit: kindergarten }]);
    await withoutPowerAfter(1, work);
    expect(await progressOf(file)).toMatchObject({ state: 'DIVIDING', units: 1 });
    await changeUnit(kindergarten, 'closed_at = now()');
    await sweep();
    await changeUnit(kindergarten, 'closed_at = null');
    expect(await progressOf(file)).toMatchObject({ state: 'DIVIDED', unplaced: 1 });
    expect(await partsOf(file)).toMatchObject({ units: [], unplaced: [{ row: 2, code: 'unit-closed' }] });
  });
}
