import { setTimeout } from 'node:timers/promises';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { inventedRecord } from '../../../test/harness/invented-record.js';
import { inventedName, inventedNumber } from '../invented.js';
import { clerkOf, type Country } from './country.js';
import type { Desk } from './desks.js';

/** Seconds from an act until evidence stands on the compare desk, of each alert. */
export type Alerts = {
  /** From a record's second person until it stands beside somebody who serves. */
  readonly record: readonly number[];
  /** From somebody new on a roster until they stand beside their record. */
  readonly newStaff: readonly number[];
};

const firstNumber = 336_000 * 19;
const sources = [
  ['court-a', 'court', 'sexual_offence_registry'],
  ['local-a', 'local_database', 'minors_harm_registry'],
] as const;
const pollMilliseconds = 20;
const patienceMilliseconds = 120_000;
const workingSince = '2019-09-01';

/**
 * Times alerts on a node that serves by the machine's clock. Each begins when the request is sent, which is before its commit, and ends when
 * the comparer's list shows it.
 */
export async function timeAlerts(country: Country, alerts: number, serving: number): Promise<Alerts> {
  const { node, desks } = country;
  node.start();
  const admin = await desks.as('admin');
  for (const [code, kind, querySource] of sources) {
    const names = { nameEn: `${code} (invented)`, nameZh: `${code}（虚构）` };
    await admin.post('/api/registry/sources', { code, kind, querySource, ...names, freshHours: 744, divisions: [] });
  }
  const person = (at: number) => ({ name: inventedName(firstNumber + at), number: inventedNumber(firstNumber + at) });
  const staff = Array.from({ length: serving }, (_, at) => person(at));
  await putToWork(country, staff);
  const clerk = await desks.as(clerkOf(0));
  const comparer = await desks.as('comparer');
  const record: number[] = [];
  for (const one of staff.slice(0, alerts)) {
    const verify = await enterRecord(country, one);
    record.push(await timeUntilShown(comparer, verify));
  }
  const newStaff: number[] = [];
  for (let at = 0; at < alerts; at += 1) {
    const one = person(serving + at);
    await (
      await enterRecord(country, one)
    )();
    const entry = {
      person: { name: one.name, documents: [{ type: 'resident_id', number: one.number }] },
      ...{ postClass: 'teacher', employmentForm: 'contract', fromDate: workingSince },
    };
    newStaff.push(await timeUntilShown(comparer, () => clerk.post('/api/employments', entry)));
  }
  return { record, newStaff };
}

/** People on the roster by file, each of them followed by the registry. */
async function putToWork({ node, desks }: Country, staff: readonly { name: string; number: string }[]): Promise<void> {
  const titles = '姓名,证件类型,证件号码,岗位类别,用工形式,上岗日期';
  const rows = staff.map(({ name, number }) => [name, '居民身份证', number, '教师', '合同制', workingSince].join(','));
  const bytes = new TextEncoder().encode([titles, ...rows].join('\r\n'));
  const clerk = await desks.as(clerkOf(0));
  const { id } = await clerk.upload<{ id: string }>('/api/roster-loads?whole=false', 'staff.csv', bytes);
  const path = `/api/roster-loads/${id}`;
  type Load = { version: number; state: string };
  const { version } = await until(async () => {
    const load = await clerk.get<Load>(path);
    return load.state === 'READY' ? load : undefined;
  });
  await clerk.post(`${path}/take`, { version, leftOn: new Date().toISOString().slice(0, 10) });
  const { kernel } = node;
  await until(async () => {
    const confirmed = await withTransaction(
      kernel.database,
      systemViewer('monitoring'),
      kernel.clock.now(),
      ({ sql }) => sql.selectFrom('workforce.enrolment').select('id').where('state', '=', 'confirmed').execute(),
    );
    return confirmed.length >= staff.length ? confirmed : undefined;
  });
}

/** Enters a record; answers the act of its second person, after which it is in force. */
async function enterRecord(
  { desks }: Country,
  person: { name: string; number: string },
): Promise<() => Promise<unknown>> {
  const registrar = await desks.as('registrar');
  const verifier = await desks.as('verifier');
  const entry = inventedRecord(person, {}, `虚${person.number.slice(6, 17)}`);
  const { recordId } = await registrar.post<{ recordId: string }>('/api/registry/records', entry);
  return () => verifier.post('/api/registry/verifications', { items: [{ recordId, version: 1 }] });
}

/** Seconds from before an act until the comparer's list is not empty; then the comparer gives an opinion, and it is. */
async function timeUntilShown(comparer: Desk, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  const { id, version } = await until(async () => {
    type Inbox = { items: { id: string; version: number }[] };
    return (await comparer.get<Inbox>('/api/registry/comparisons')).items[0];
  });
  const seconds = (performance.now() - begun) / 1000;
  const opinion = { version, ending: 'same_person', reason: 'Compared line by line.' };
  await comparer.post(`/api/registry/comparisons/${id}/opinions`, opinion);
  return Number(seconds.toFixed(3));
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const last = performance.now() + patienceMilliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > last) throw new Error('what was waited for did not come');
    await setTimeout(pollMilliseconds);
  }
}
