import type { CoverageLine, DivisionCovered, EmploymentLine, GapTask } from '@gatehouse/contract';
import { builtInPacks, loadPack } from '@gatehouse/law';
import { writeTable } from '@gatehouse/tabular';
import { expect, it } from 'vitest';
import columns from '../file/export-columns.json' with { type: 'json' };
import { coverageCells, divisionCells, gapCells, staffCells } from './export-cells.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const both = (zh: string) => ({ en: `${zh} (en)`, zh });
const staff: EmploymentLine = {
  ...{ id: 'e', version: 1, name: '=王某', documents: [{ type: 'resident_id', number: '100***********001X' }] },
  ...{ postClass: 'driver', employmentForm: 'contract', fromDate: '2026-09-01', ended: false, neverBegan: false },
  ...{ unitId: 'u', unit: both('第一小学'), changedAt: '2026-09-01T00:00:00Z' },
};
const covered: CoverageLine = {
  ...{ employmentId: 'e', name: '王某', postClass: both('驾驶员'), fromDate: '2026-09-01', state: 'not_yet_asked' },
  ...{ sentence: both('尚未查询'), since: '2026-09-01T00:00:00Z', mayStart: true, gaps: [both('甲'), both('乙')] },
};
const gap: GapTask = {
  ...{ id: 'g', kind: 'without_check', title: both('未查询即在岗'), words: both('说明'), rests: both('依据') },
  ...{ unit: both('第一小学'), since: '2026-09-01', stillThere: true, bands: [], may: [] },
  step: { title: both('责令'), number: 2, of: 4, responsible: both('教育局'), dueAt: '2026-11-23T16:00:00Z' },
  owedAt: '2026-11-20T01:00:00Z',
  written: [{ title: both('责令'), words: '请立即查询王某', at: '2026-11-01T00:00:00Z' }],
};
const division: DivisionCovered = {
  ...{ code: '100101', name: both('甲县'), units: 3, bands: [{ band: both('全部'), units: 2 }], level: 90 },
  ...{ standing: both('多数'), trend: 'up', hasBelow: false },
};

it.each([
  ['staff', staffCells(pack, staff, 0, 'zh')],
  ['coverage', coverageCells(covered, 0, 'zh')],
  ['gaps', gapCells(gap, 0, 'zh')],
  ['divisions', divisionCells(division, 'zh')],
] as const)('the columns of %s are those that its rows fill, and no other', (list, cells) => {
  expect(Object.keys(cells).sort()).toEqual(columns[list].map(({ key }) => key).sort());
});

it('says things in the words of the screen, and leaves out what was written about people', () => {
  expect(coverageCells(covered, 4, 'en')).toMatchObject({
    number: 5,
    state: 'Not yet asked',
    gaps: '甲 (en); 乙 (en)',
  });
  expect(gapCells(gap, 0, 'zh')).toMatchObject({ due: '2026-11-24', owed: '2026-11-20', escalated: undefined });
  expect(JSON.stringify(gapCells(gap, 0, 'zh'))).not.toContain('请立即查询');
  expect(divisionCells(division, 'zh')).toMatchObject({ bands: '全部：2', units: 3 });
});

it('guards what a spreadsheet program would run', async () => {
  const rows = [staffCells(pack, staff, 0, 'zh')];
  const bytes = await writeTable(rows, { format: 'csv', columns: columns.staff, language: 'zh' });
  expect(Buffer.from(bytes).toString('utf8')).toContain("'=王某");
});
