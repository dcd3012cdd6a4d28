import { inventedName, inventedNumber } from '../invented.js';
import { dateOf, yearAfter } from './calendar.js';
import { clerkOf, type Country, reviewerOf } from './country.js';
import { everyItem } from './desks.js';
import { deskDays } from './lives.js';

const firstNumber = 336_000 * 21;
/** How many days before the year is full the lists of the next check are sent. */
const early = 45;
const workingSince = '2019-09-01';

type Person = { readonly name: string; readonly number: string };

function peopleOf({ state }: Country, unit: number): Person[] {
  const { quietAtSchool } = state.size;
  return Array.from({ length: quietAtSchool }, (_, at) => {
    const place = firstNumber + unit * quietAtSchool + at;
    return { name: inventedName(place), number: inventedNumber(place) };
  });
}

/** People of the units that go through asking or loading together: what a kill can cost, and what memory holds. */
const peopleTogether = 10_000;

/**
 * The year of those of whom nothing is planted: each school checks them by list, in time, and puts them on its roster from a file once it
 * was answered. Nothing may ever be found about them.
 * @param kept keeps how far the units are
 */
export async function tendQuietStaff(country: Country, kept: (words: string) => Promise<void>): Promise<void> {
  const { quiet, size, day } = country.state;
  if (size.quietAtSchool === 0) return;
  if (quiet.asked !== undefined && !quiet.onRoster && day > quiet.asked) {
    await unitsTogether(country, loadRosters, (units) => kept(`the staff of ${units} units is on their rosters`));
    quiet.onRoster = true;
  }
  if (day < quiet.askOn || day % deskDays !== 0) return;
  await unitsTogether(country, askByList, (units) => kept(`the staff of ${units} units was asked about`));
  quiet.asked = day;
  quiet.askOn = yearAfter(day) - early;
}

/** Takes units through the work, some at a time: a run that was killed goes on with those it was at. */
async function unitsTogether(
  country: Country,
  work: (country: Country, units: readonly number[]) => Promise<void>,
  kept: (units: number) => Promise<void>,
): Promise<void> {
  const { quiet, size } = country.state;
  const together = Math.max(1, Math.floor(peopleTogether / size.quietAtSchool));
  for (let from = quiet.reached ?? 0; from < size.schools; from += together) {
    const end = Math.min(from + together, size.schools);
    await work(
      country,
      Array.from({ length: end - from }, (_, at) => from + at),
    );
    quiet.reached = end;
    await kept(end);
  }
  delete quiet.reached;
}

type List = {
  readonly version: number;
  readonly counts: { readonly unproven: number; readonly byState: Readonly<Record<string, number>> };
};

/** What a clerk does next with a list, by how far it is; a run that was killed finds done what was done. */
const deeds: readonly {
  readonly deed: string;
  readonly isDue: (counts: List['counts']) => boolean;
  readonly body: (list: List, today: string) => object;
}[] = [
  {
    deed: 'prove-identity',
    isDue: ({ unproven }) => unproven > 0,
    body: () => ({ kind: 'population_register' }),
  },
  {
    deed: 'serve-notices',
    isDue: ({ byState }) => (byState['DRAFT'] ?? 0) > 0,
    body: (_, servedOn) => ({ servedOn }),
  },
  {
    deed: 'submit',
    isDue: ({ byState }) => (byState['NOTICE_SERVED'] ?? 0) > 0,
    body: ({ version }) => ({ version }),
  },
];

async function askByList(country: Country, units: readonly number[]): Promise<void> {
  const { desks, node, state } = country;
  const lists = new Map<number, string>();
  const today = dateOf(state.day);
  for (const unit of units) {
    const titles = 'No.,Name,Document type,Document number,Post class,Employment form,Intended start,Purpose';
    const rows = peopleOf(country, unit).map(({ name, number }, at) =>
      [at + 1, name, 'resident_id', number, 'teacher', 'contract', today, 'annual'].join(','),
    );
    const clerk = await desks.as(clerkOf(unit));
    const bytes = new TextEncoder().encode([titles, ...rows].join('\r\n'));
    const [path, name] = ['/api/inquiry-batches?again=true', `list-${today}.csv`];
    const { id } = await clerk.upload<{ id: string }>(path, name, bytes, `list-${unit}-${today}`);
    lists.set(unit, id);
  }
  await node.turn();
  for (const { deed, isDue, body } of deeds) {
    for (const [unit, id] of lists) {
      const clerk = await desks.as(clerkOf(unit));
      const path = `/api/inquiry-batches/${id}`;
      const list = await clerk.get<List>(path);
      if (isDue(list.counts)) await clerk.post(`${path}/${deed}`, body(list, today));
    }
    await node.turn();
  }
  for (const county of new Set(units.map((unit) => unit % state.size.counties))) {
    const reviewer = await desks.as(reviewerOf(state.size, county));
    const waiting = await everyItem<{ id: string; version: number; batchId?: string }>(
      reviewer,
      '/api/inquiry-reviews',
    );
    const items = waiting.filter(({ batchId }) => batchId !== undefined).map(({ id, version }) => ({ id, version }));
    for (let from = 0; from < items.length; from += atOnce)
      await reviewer.post('/api/inquiry-reviews/approve', { items: items.slice(from, from + atOnce) });
  }
  await node.turn();
}

const atOnce = 10_000;

async function loadRosters(country: Country, units: readonly number[]): Promise<void> {
  const { desks, node, state } = country;
  const loads = new Map<number, string>();
  for (const unit of units) {
    const titles = '姓名,证件类型,证件号码,岗位类别,用工形式,上岗日期';
    const rows = peopleOf(country, unit).map(({ name, number }) =>
      [name, '居民身份证', number, '教师', '合同制', workingSince].join(','),
    );
    const clerk = await desks.as(clerkOf(unit));
    const bytes = new TextEncoder().encode([titles, ...rows].join('\r\n'));
    // Those who are entered by hand meanwhile are not in it, and have not left.
    const path = '/api/roster-loads?whole=false';
    const { id } = await clerk.upload<{ id: string }>(path, 'staff.csv', bytes, `staff-of-unit-${unit}`);
    loads.set(unit, id);
  }
  await node.turn();
  for (const [unit, id] of loads) {
    const clerk = await desks.as(clerkOf(unit));
    const path = `/api/roster-loads/${id}`;
    const { version, state: reached } = await clerk.get<{ version: number; state: string }>(path);
    if (['TAKING', 'TAKEN'].includes(reached)) continue;
    if (reached !== 'READY') throw new Error(`the staff file of unit ${unit} is ${reached}`);
    await clerk.post(`${path}/take`, { version, leftOn: dateOf(state.day) });
  }
  await node.turn();
}
