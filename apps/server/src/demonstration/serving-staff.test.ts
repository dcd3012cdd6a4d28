import { builtInPacks, loadPack } from '@gatehouse/law';
import { matchColumns, readTable, writeTable } from '@gatehouse/tabular';
import { describe, expect, it } from 'vitest';
import { listColumns } from '../modules/inquiry/list/columns.js';
import { readRow } from '../modules/inquiry/list/read-row.js';
import { listTemplate } from '../modules/inquiry/list/template.js';
import { checkDraft } from '../modules/inquiry/rules/draft-check.js';
import { inventUnits } from './country.js';
import { servingStaff } from './serving-staff.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const now = new Date('2026-11-23T01:00:00Z');

/** Everything wrong with the rows of a file, as the clerk would read it. */
async function problemsIn(bytes: Uint8Array, unitType: string): Promise<{ rows: number; problems: unknown[] }> {
  const table = await readTable(bytes, { columns: listColumns });
  if (!table.ok) throw new Error(table.problem.code);
  const { columns } = matchColumns(table.headers, listColumns);
  const problems = table.rows.flatMap((row) => {
    const read = readRow(pack, columns, row);
    return [...read.problems, ...checkDraft(read.draft, { pack, unitType, now, inventedNumbers: 'only' }).problems];
  });
  return { rows: table.rows.length, problems };
}

describe('the lists of the demonstration', () => {
  const units = inventUnits('2026-11-23');

  it('give every one of the two hundred units its clerk and about 25 serving staff, five thousand in all', () => {
    expect(units.length).toBe(200);
    expect(new Set(units.map(({ clerk }) => clerk)).size).toBe(200);
    const sizes = units.map((unit, position) => servingStaff(unit, position, 2026).length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    expect(Math.abs(all - 5000)).toBeLessThan(250);
  });

  it('hold nobody twice in a unit, and everybody was grown up when they began', () => {
    for (const [position, unit] of units.entries()) {
      const staff = servingStaff(unit, position, 2026);
      expect(new Set(staff.map(({ documentNumber }) => documentNumber)).size).toBe(staff.length);
      for (const { documentNumber = '', startDate = '' } of staff)
        expect(Number(startDate.slice(0, 4)) - Number(documentNumber.slice(6, 10))).toBeGreaterThanOrEqual(18);
    }
  });

  it('have no row that the check would send back', async () => {
    for (const position of [0, 1, 50, 192, 199]) {
      const unit = units[position];
      if (unit?.unitType === undefined) throw new Error('no unit');
      const rows = servingStaff(unit, position, 2026);
      const bytes = await writeTable(rows, { format: 'csv', columns: listColumns, language: 'zh' });
      expect(await problemsIn(bytes, unit.unitType)).toEqual({ rows: rows.length, problems: [] });
    }
  });

  it('and the sample that the clerk downloads has none either, with its nine stories', async () => {
    for (const language of ['zh', 'en'] as const) {
      const { bytes } = await listTemplate(pack, { language, content: 'sample' });
      expect(await problemsIn(bytes, 'primary_school')).toEqual({ rows: 10, problems: [] });
    }
  });
});
