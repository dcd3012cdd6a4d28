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

/**
 * The year of those of whom nothing is planted: each school checks them by list, in time, and puts them on its roster from a file once it
 * was answered. Nothing may ever be found about them.
 */
export async function tendQuietStaff(country: Country): Promise<void> {
  const { quiet, size, day } = country.state;
  if (size.quietAtSchool === 0) return;
  if (quiet.asked !== undefined && !quiet.onRoster && day > quiet.asked) {
    await loadRosters(country);
    quiet.onRoster = true;
  }
  if (day < quiet.askOn || day % deskDays !== 0) return;
  await askByList(country);
  quiet.asked = day;
  quiet.askOn = yearAfter(day) - early;
}

const units = ({ state }: Country): number[] => Array.from({ length: state.size.schools }, (_, unit) => unit);

async function askByList(country: Country): Promise<void> {
  const { desks, node, state } = country;
  const lists = new Map<number, string>();
  const today = dateOf(state.day);
  for (const unit of units(country)) {
    const titles = 'No.,Name,Document type,Document number,Post class,Employment form,Intended start,Purpose';
    const rows = peopleOf(country, unit).map(({ name, number }, at) =>
      [at + 1, name, 'resident_id', number, 'teacher', 'contract', today, 'annual'].join(','),
    );
    const clerk = await desks.as(clerkOf(unit));
    const bytes = new TextEncoder().encode([titles, ...rows].join('\r\n'));
    const { id } = await clerk.upload<{ id: string }>('/api/inquiry-batches?again=true', `list-${today}.csv`, bytes);
    lists.set(unit, id);
  }
  await node.turn();
  const deeds = [
    ['prove-identity', { kind: 'population_register' }],
    ['serve-notices', { servedOn: today }],
    ['submit', {}],
  ] as const;
  for (const [deed, body] of deeds) {
    for (const [unit, id] of lists) {
      const clerk = await desks.as(clerkOf(unit));
      const path = `/api/inquiry-batches/${id}`;
      const { version } = await clerk.get<{ version: number }>(path);
      await clerk.post(`${path}/${deed}`, deed === 'submit' ? { ...body, version } : body);
    }
    await node.turn();
  }
  const { counties } = state.size;
  for (let county = 0; county < counties; county += 1) {
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

async function loadRosters(country: Country): Promise<void> {
  const { desks, node, state } = country;
  const loads = new Map<number, string>();
  for (const unit of units(country)) {
    const titles = '姓名,证件类型,证件号码,岗位类别,用工形式,上岗日期';
    const rows = peopleOf(country, unit).map(({ name, number }) =>
      [name, '居民身份证', number, '教师', '合同制', workingSince].join(','),
    );
    const clerk = await desks.as(clerkOf(unit));
    const bytes = new TextEncoder().encode([titles, ...rows].join('\r\n'));
    // Those who are entered by hand meanwhile are not in it, and have not left.
    const { id } = await clerk.upload<{ id: string }>('/api/roster-loads?whole=false', 'staff.csv', bytes);
    loads.set(unit, id);
  }
  await node.turn();
  for (const [unit, id] of loads) {
    const clerk = await desks.as(clerkOf(unit));
    const path = `/api/roster-loads/${id}`;
    const { version, state: reached } = await clerk.get<{ version: number; state: string }>(path);
    if (reached !== 'READY') throw new Error(`the staff file of unit ${unit} is ${reached}`);
    await clerk.post(`${path}/take`, { version, leftOn: dateOf(state.day) });
  }
  await node.turn();
}
