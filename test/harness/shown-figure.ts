import { randomUUID } from 'node:crypto';
import { systemViewer, withTransaction } from '@gatehouse/server';
import type { TestNode } from './test-node.js';

/** A unit as its figure names it. */
export type FigureOf = { readonly unitId: string; readonly nameEn: string; readonly nameZh: string };

/**
 * Shows a unit to everybody at once, as the first run of a period would with ten people at work there; answers the code of its sheet.
 * Undefined until the node has fixed its first period.
 */
export async function showFigure({ kernel }: TestNode, unit: FigureOf): Promise<string | undefined> {
  const now = kernel.clock.now();
  const code = randomUUID().replaceAll('-', '').replace(/[01]/g, '2').toUpperCase().slice(0, 26);
  return withTransaction(kernel.database, systemViewer('coverage'), now, async ({ sql }) => {
    const fixed = await sql
      .selectFrom('workforce.coverageFixing')
      .select('id')
      .where('finishedAt', 'is not', null)
      .orderBy('standsFrom', 'desc')
      .executeTakeFirst();
    if (fixed === undefined) return undefined;
    const searchText = `${unit.nameZh}\n${unit.nameEn.toLowerCase()}`.replace(/[^\p{L}\p{N}\n]/gu, '');
    await sql
      .insertInto('workforce.coverageFigure')
      .values({
        ...unit,
        fixingId: fixed.id,
        band: 'nearly_all',
        searchText,
        authorityEn: 'Example County Bureau',
        authorityZh: '示例县教育局',
        asOf: now,
      })
      .execute();
    await sql.insertInto('workforce.coverageCode').values({ unitId: unit.unitId, code, madeAt: now }).execute();
    return code;
  });
}
