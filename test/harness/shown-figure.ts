import { randomUUID } from 'node:crypto';
import { systemViewer, withTransaction } from '@gatehouse/server';
import type { TestNode } from './test-node.js';

/** A unit as its figure names it. */
export type FigureOf = { readonly unitId: string; readonly nameEn: string; readonly nameZh: string };

const farAhead = 3650 * 86_400_000;

/**
 * Shows a unit to everybody at once, as a run with ten people at work there would; answers the code of its sheet. It is fixed for a
 * period far ahead, so that no run of the node's own takes its place meanwhile.
 */
export async function showFigure({ kernel }: TestNode, unit: FigureOf): Promise<string> {
  const now = kernel.clock.now();
  const code = randomUUID().replaceAll('-', '').replace(/[01]/g, '2').toUpperCase().slice(0, 26);
  const standsFrom = new Date(now.getTime() + farAhead);
  const fixing = { id: randomUUID(), standsFrom, standsUntil: new Date(standsFrom.getTime() + 1), finishedAt: now };
  const searchText = `${unit.nameZh}\n${unit.nameEn.toLowerCase()}`.replace(/[^\p{L}\p{N}\n]/gu, '');
  const authority = { authorityEn: 'Example County Bureau', authorityZh: '示例县教育局', divisionCode: '100101' };
  await withTransaction(kernel.database, systemViewer('coverage'), now, async ({ sql }) => {
    await sql.insertInto('workforce.coverageFixing').values(fixing).execute();
    await sql
      .insertInto('workforce.coverageFigure')
      .values({ ...unit, ...authority, fixingId: fixing.id, band: 'nearly_all', searchText, asOf: now })
      .execute();
    await sql.insertInto('workforce.coverageCode').values({ unitId: unit.unitId, code, madeAt: now }).execute();
  });
  return code;
}
