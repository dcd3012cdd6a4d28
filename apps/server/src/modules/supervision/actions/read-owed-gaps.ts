import type { AnswerOf, OwedGapLine, owedGapEndpoints, OwedGapView, RequestOf } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { type OwedGapPosition, type OwedGapRow, owedGapStore } from '../store/owed-gap-store.js';
import { owedGapLine, owedGapView } from '../views/owed-gap-view.js';
import { keeperOf } from './keeper-of.js';
import { owedGapTable } from './work-on-owed-gap.js';

/** Gaps of the own procuratorate, or of those below it; those still open first, then by kind, then the oldest. */
export async function listOwedGaps(
  desk: Desk,
  viewer: Viewer,
  { limit, cursor, closed, below }: RequestOf<typeof owedGapEndpoints.list>['query'],
): Promise<AnswerOf<typeof owedGapEndpoints.list>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { kernel, doors } = desk;
  return readAct(kernel, viewer, 'supervision.list-owed-gaps', async (context) => {
    const { organisationId } = viewer;
    const filter = { organisationId, isBelow: below === 'yes', isClosed: closed === 'yes' };
    const kinds = doors.law.pack.gapKinds.map(({ id }) => id);
    const found = await owedGapStore(context).worstFirst(filter, kinds, limit + 1, positionFrom(cursor));
    const page = pageFrom(found, limit, ({ position: { isMended, kind, owedAt, id } }) => [isMended, kind, owedAt, id]);
    context.record({ details: { gaps: page.items.map(({ id }) => id), closed, below } });
    const items: OwedGapLine[] = [];
    for (const row of page.items)
      items.push({
        ...owedGapLine(row, viewer, doors.law, context.now),
        ...(await keeperOf(desk, context, viewer, row)),
      });
    return { ...page, items };
  });
}

/** One gap with its whole course. One of another procuratorate that is not below answers as one that is not there. */
export async function readOwedGap(desk: Desk, viewer: Viewer, id: string): Promise<OwedGapView> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { kernel, doors } = desk;
  return readAct(kernel, viewer, 'supervision.read-owed-gap', async (context) => {
    const row = await owedGapStore(context).byId(id);
    context.record({ object: { kind: 'supervision.owed-gap', id } });
    const written = await writtenIn(desk, context, row);
    const view = owedGapView(row, viewer, doors.law, context.now, written);
    return { ...view, ...(await keeperOf(desk, context, viewer, row)) };
  });
}

async function writtenIn(
  { kernel }: Desk,
  transaction: Transaction,
  { id, dataKeyId, words }: OwedGapRow,
): Promise<string | undefined> {
  if (dataKeyId === null || words === null) return undefined;
  return (await sealersFor(kernel.keys, transaction, [dataKeyId], owedGapTable))
    .get(dataKeyId)
    ?.open('words', id, words);
}

function positionFrom(cursor: string | undefined): OwedGapPosition | undefined {
  const [isMended, kind, owedAt, id] = readCursor(cursor, 4) ?? [];
  if (id === undefined) return undefined;
  return { isMended: Number(isMended), kind: Number(kind), owedAt: String(owedAt), id: String(id) };
}
