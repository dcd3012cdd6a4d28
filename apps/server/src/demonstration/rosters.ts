import type { HeadcountDifferences, RosterProgress, UnitRoster } from '@gatehouse/contract';
import { writeTable } from '@gatehouse/tabular';
import { headcountColumns } from '../modules/workforce/index.js';
import type { Node } from '../node.js';
import { creditCodeOf, visitedCounty } from './country.js';
import staffing from './staffing.json' with { type: 'json' };
import { comesTrue, type Visitor, visit } from './visitor.js';

type StaffRows = readonly Readonly<Record<string, string>>[];

/** What becomes of the roster of a unit: it lacks people, is whole, or waits to be taken. */
export type RosterKind = 'lacking' | 'whole' | 'waiting';

/** Posts that the roster of the first unit does not name. */
const unnamed: readonly string[] = staffing.unnamed;

/** By this and the numbers after it the codes of places are made that nobody has entered. */
const firstUnentered = 900_001;

/** How many people social insurance knows of whom that roster does not name. */
const uncounted = 2;

/** The roster of a unit, through the same routes as those of real people. */
export async function loadRosterOf(node: Node, clerk: Visitor, kind: RosterKind, staff: StaffRows): Promise<void> {
  const { people } = await clerk.get<UnitRoster>('/api/roster');
  if (people > 0) return;
  const named = staff.filter(({ postClass = '' }) => kind !== 'lacking' || !unnamed.includes(postClass));
  const rows = named.map(({ startDate = '', ...row }) => ({ ...row, fromDate: startDate }));
  const columns = staffing.rosterColumns.map(({ key, title }) => ({ key, title: { en: title, zh: title } }));
  const bytes = await writeTable(rows, { format: 'csv', columns, language: 'zh' });
  const load = await clerk.upload<RosterProgress>('/api/roster-loads', { name: '在岗人员 staff.csv', bytes });
  const ready = await standsAt(clerk, load.id, 'READY');
  if (ready === undefined || kind === 'waiting') return;
  const leftOn = node.kernel.clock.now().toISOString().slice(0, 10);
  await clerk.post(`/api/roster-loads/${load.id}/take`, { version: ready.version, leftOn });
  await standsAt(clerk, load.id, 'TAKEN');
  const insured = named.filter(({ employmentForm = '' }) => staffing.insuredForms.includes(employmentForm)).length;
  if (kind === 'lacking') await enterInsured(node, rows.length, insured);
}

/** What social insurance counts at the unit that has just got its roster, as its authority enters it, and at places that nobody has entered. */
async function enterInsured(node: Node, named: number, insured: number): Promise<void> {
  const reviewer = await visit(node.http, 'reviewer', 'beside');
  const { items } = await reviewer.get<{ items: UnitRoster[] }>('/api/roster-units?limit=200');
  const asOf = node.kernel.clock.now().toISOString().slice(0, 10);
  const expectation = { source: 'social_insurance', postClass: null, headcount: insured + uncounted, asOf };
  for (const { id } of items.filter(({ people }) => people === named))
    await reviewer.post('/api/expected-headcounts', { unitId: id, ...expectation });
  await nameUnentered(reviewer, asOf);
}

async function nameUnentered(reviewer: Visitor, asOf: string): Promise<void> {
  const rows = staffing.unentered.map(({ name, people }, at) => ({
    ...{ creditCode: creditCodeOf(String(firstUnentered + at), visitedCounty), unit: name },
    ...{ source: 'social_insurance', headcount: String(people), asOf },
  }));
  const columns = headcountColumns.map(({ key, title }) => ({ key, title }));
  const file = {
    name: '社会保险参保人数 social insurance.csv',
    bytes: await writeTable(rows, { format: 'csv', columns, language: 'zh' }),
  };
  const { seen } = await reviewer.upload<HeadcountDifferences>('/api/headcount-files/compare', file);
  await reviewer.upload(`/api/headcount-files/take?seen=${seen}`, file);
}

async function standsAt(
  clerk: Visitor,
  id: string,
  state: RosterProgress['state'],
): Promise<RosterProgress | undefined> {
  let load: RosterProgress | undefined;
  const stands = await comesTrue(async () => {
    load = await clerk.get<RosterProgress>(`/api/roster-loads/${id}`);
    return load.state === state;
  });
  return stands ? load : undefined;
}
