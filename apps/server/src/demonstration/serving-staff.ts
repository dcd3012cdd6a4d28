import type { BatchView } from '@gatehouse/contract';
import { writeTable } from '@gatehouse/tabular';
import { act } from '../kernel/act.js';
import { withTransaction } from '../kernel/database/transaction.js';
import { systemViewer } from '../kernel/viewer.js';
import type { Node } from '../node.js';
import { inventUnits, type StaffedUnit } from './country.js';
import type { Progress } from './load.js';
import { inventPerson } from './people.js';
import { type Chance, chanceOf } from './random.js';
import { loadRosterOf, type RosterKind } from './rosters.js';
import staffing from './staffing.json' with { type: 'json' };
import { type Visitor, visit } from './visitor.js';
import { askAboutList } from './yearly-checks.js';

const viewer = systemViewer('demonstration');
const setting = 'demonstration.serving-staff';

/** Between two units, so that people at their desks have the machine and the sign-in page to themselves. */
const pauseMilliseconds = 2500;
const stepMilliseconds = 100;

/** How the loading goes on: whether at all, and how it waits between units. */
export type Pace = { readonly goesOn: () => boolean; readonly pause?: (goesOn: () => boolean) => Promise<void> };

/**
 * The serving staff of every unit, about 25 people each, five thousand in all, as a list of the year that its clerk uploaded
 * and that nobody has asked about yet, but for the units that are shown at work. Goes on where an earlier start stopped.
 */
export async function loadServingStaff(node: Node, tell: Progress, { goesOn, pause = rest }: Pace): Promise<void> {
  const units = inventUnits(node.kernel.clock.now().toISOString().slice(0, 10));
  const first = await unitsDone(node);
  if (first >= units.length) return;
  for (const [position, unit] of units.entries()) {
    if (position < first) continue;
    if (!goesOn()) return;
    await uploadStaff(node, unit, position);
    await noteDone(node, position + 1);
    if (position % 40 === 39) {
      const left = units.length - position - 1;
      tell({ en: `Lists of serving staff: ${left} units to go.`, zh: `在职人员名单：余${left}个单位。` });
    }
    await pause(goesOn);
  }
}

/** The rows of a unit's list: who works there, by post and employment form, of an age that fits. */
export function servingStaff(unit: StaffedUnit, position: number, year: number): Readonly<Record<string, string>>[] {
  const chance = chanceOf(900_001 + position);
  const posts = unit.unitType === 'medical_institution' ? staffing.hospital : staffing.school;
  return posts
    .flatMap(({ postClass, least, most, forms, born }) =>
      Array.from({ length: chance.whole(least, most) }, () => staffRow(chance, { postClass, forms, born }, year)),
    )
    .map((row, index) => ({ number: String(index + 1), ...row }));
}

type Post = { readonly postClass: string; readonly forms: readonly string[]; readonly born: readonly number[] };

function staffRow(chance: Chance, { postClass, forms, born }: Post, year: number): Readonly<Record<string, string>> {
  const person = inventPerson(chance, born[0], born[1]);
  const grownUp = Number(person.birthDate.slice(0, 4)) + 22;
  const began = chance.whole(Math.min(grownUp, year - 1), year - 1);
  return {
    name: person.name,
    documentType: '居民身份证',
    documentNumber: person.number,
    sex: person.sex === 'male' ? '男' : '女',
    postClass,
    employmentForm: chance.pick(forms),
    startDate: `${began}-09-01`,
    purpose: '年度查询',
  };
}

async function uploadStaff(node: Node, unit: StaffedUnit, position: number): Promise<void> {
  const year = node.kernel.clock.now().getUTCFullYear();
  const clerk = await visit(node.http, unit.clerk, 'beside').catch(() => undefined);
  // A country loaded by an earlier version has no clerk in most units; their lists are left out.
  if (clerk === undefined) return;
  const rows = servingStaff(unit, position, year);
  const columns = staffing.columns.map(({ key, title }) => ({ key, title: { en: title, zh: title } }));
  const bytes = await writeTable(rows, { format: 'csv', columns, language: 'zh' });
  const name = `${year}年在职人员（尚未查询） serving staff of ${year}, not yet asked.csv`;
  await clerk.upload('/api/inquiry-batches', { name, bytes }).catch((error: unknown) => {
    if (!String(error).includes('list-known')) throw error;
  });
  await showAtWork(node, clerk, { unit, position, rows });
}

/** Of the first units, one in each county, a roster and the check of the year; of the others there is neither, and it shows. */
async function showAtWork(
  node: Node,
  clerk: Visitor,
  { unit, position, rows }: { unit: StaffedUnit; position: number; rows: Readonly<Record<string, string>>[] },
): Promise<void> {
  const shown = staffing.rosters[position];
  if (shown === undefined) return;
  await loadRosterOf(
    node,
    clerk,
    shown.kind as RosterKind,
    position < staffing.unitsOfSupplier ? sentBySupplier(rows) : rows,
  );
  const { items } = await clerk.get<{ items: BatchView[] }>('/api/inquiry-batches?limit=1');
  const [list] = items;
  if (list === undefined || shown.askedPercent === 0) return;
  const { divisionCode } = unit;
  await askAboutList(node, clerk, { listId: list.id, divisionCode, percent: shown.askedPercent });
}

/** The same staff, those who are dispatched or outsourced with the code of the one supplier that has an account. */
function sentBySupplier(rows: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>>[] {
  const { sentForms, supplierCreditCode } = staffing;
  return rows.map((row) => (sentForms.includes(row.employmentForm ?? '') ? { ...row, supplierCreditCode } : row));
}

async function unitsDone({ kernel }: Node): Promise<number> {
  const row = await withTransaction(kernel.database, viewer, kernel.clock.now(), ({ sql }) =>
    sql.selectFrom('kernel.setting').select('value').where('name', '=', setting).executeTakeFirst(),
  );
  return Number(row?.value ?? 0);
}

async function noteDone({ kernel }: Node, units: number): Promise<void> {
  await act(kernel, viewer, 'demonstration.load-serving-staff', async (context) => {
    const value = JSON.stringify(units);
    await context.sql
      .insertInto('kernel.setting')
      .values({ name: setting, value, changedAt: context.now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, changedAt: context.now }))
      .execute();
    await context.record({ details: { units } });
  });
}

async function rest(goesOn: () => boolean): Promise<void> {
  for (let waited = 0; waited < pauseMilliseconds && goesOn(); waited += stepMilliseconds)
    await new Promise((resolve) => setTimeout(resolve, stepMilliseconds));
}
