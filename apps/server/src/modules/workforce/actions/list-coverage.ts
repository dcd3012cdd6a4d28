import {
  type AnswerOf,
  type coverageEndpoints,
  type CoverageLine,
  type RequestOf,
  type Words,
} from '@gatehouse/contract';
import { type ReadContext, readAct } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { asksForCheck, sentenceOf } from '../rules/coverage.js';
import { unitsCovered } from '../rules/share.js';
import { certificateStore } from '../store/certificate-store.js';
import { type CoveragePosition, type CoverageRow, coverageStore } from '../store/coverage-store.js';
import { gapStore } from '../store/gap-store.js';
import { openPersons } from '../store/person-sealing.js';
import { titleOf } from '../views/words.js';

type Listed = AnswerOf<typeof coverageEndpoints.list>;
type CoverageQuery = RequestOf<typeof coverageEndpoints.list>['query'];

/** Where the people of a unit stand, the most urgent first, with how many are where. */
export async function listCoverage(workplace: Workplace, viewer: Viewer, query: CoverageQuery): Promise<Listed> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return readAct(workplace.kernel, viewer, 'workforce.list-coverage', async (context) => {
    const page = await coveragePage(workplace, context, viewer, query);
    const { unitId = viewer.organisationId, state = null } = query;
    context.record({ details: { rows: page.items.length, unit: unitId, state } });
    return page;
  });
}

/** One page of where the people of a unit stand. */
export async function coveragePage(
  workplace: Workplace,
  context: ReadContext,
  viewer: Viewer & { readonly kind: 'account' },
  { unitId = viewer.organisationId, state, limit, cursor }: CoverageQuery,
): Promise<Listed> {
  const states = state === undefined ? undefined : [state];
  const rows = await coverageStore(context).list(unitId, states, limit + 1, positionFrom(cursor));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await linesOf(workplace, context, viewer, shown),
    ...(last === undefined ? {} : { next: cursorOf(last) }),
  };
}

/** The share checked at each unit of the authority, in bands. */
export async function listUnitsCovered(
  { kernel, doors }: Workplace,
  viewer: Viewer,
): Promise<AnswerOf<typeof coverageEndpoints.units>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const units = await doors.unitsBelow(transaction, viewer.organisationId);
    const counts = await coverageStore(transaction).counts();
    const certified = await certificateStore(transaction).units();
    const nameOf = await doors.called(
      transaction,
      units.map(({ id }) => id),
    );
    return {
      items: unitsCovered(
        doors.law.pack,
        units.map(({ id }) => ({ id, name: nameOf(id) })),
        counts,
        certified,
      ),
    };
  });
}

async function linesOf(
  { kernel, doors }: Workplace,
  context: ReadContext,
  viewer: Viewer & { readonly kind: 'account' },
  rows: readonly CoverageRow[],
): Promise<CoverageLine[]> {
  const ids = rows.map(({ employmentId }) => employmentId);
  const employments = new Map((await coverageStore(context).employments(ids)).map((row) => [row.id, row]));
  const persons = await openPersons(kernel.keys, context, [...employments.values()]);
  const gaps = new Map<string, Words[]>();
  for (const { gap } of await gapStore(context).openOf(ids))
    if (gap.employmentId !== null)
      gaps.set(gap.employmentId, [...(gaps.get(gap.employmentId) ?? []), titleOf(doors.law.pack.gapKinds, gap.kind)]);
  return rows.flatMap((row): CoverageLine[] => {
    const employment = employments.get(row.employmentId);
    if (employment === undefined) return [];
    const { employmentId, state, dueOn, notice, inquiryId } = row;
    return [
      {
        employmentId,
        name: persons.get(employmentId)?.name ?? '—',
        postClass: titleOf(doors.law.pack.postClasses, row.postClass),
        fromDate: employment.fromDate,
        state,
        sentence: sentenceOf(row),
        since: row.since.toISOString(),
        ...(dueOn === null ? {} : { dueOn }),
        ...(notice === null ? {} : { notice: titleOf(doors.law.pack.recheckNotices, notice) }),
        ...(inquiryId === null ? {} : { inquiryId }),
        mayStart: viewer.organisationId === row.unitId && viewer.roles.includes('clerk') && asksForCheck(state),
        gaps: gaps.get(employmentId) ?? [],
      },
    ];
  });
}

const farDay = '9999-12-31';

function cursorOf({ urgency, dueOn, employmentId }: CoverageRow): string {
  return Buffer.from(JSON.stringify([urgency, dueOn ?? farDay, employmentId])).toString('base64url');
}

/** A cursor that was not made here is refused as a field that does not fit. */
function positionFrom(cursor: string | undefined): CoveragePosition | undefined {
  if (cursor === undefined) return undefined;
  const match = /^\[(\d+),"(\d{4}-\d\d-\d\d)","([0-9a-f-]{36})"\]$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined)
    return refuse('request-invalid', {}, [
      { path: 'cursor', code: 'invalid_format', message: { en: 'Begin at the first page.', zh: '请从第一页开始。' } },
    ]);
  return { urgency: Number(match[1]), dueOn: match[2], id: match[3] };
}
