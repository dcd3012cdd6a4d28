import type { AnswerOf, headcountEndpoints, Page, RequestOf, UnitRoster } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Organisation, UnitAuthority, Workplace } from '../doors.js';
import { entryProblem } from '../rules/entry-check.js';
import { rosterStore } from '../store/coverage-store.js';
import { employmentStore } from '../store/employment-store.js';
import { headcountStore } from '../store/headcount-store.js';
import { loadStore } from '../store/load-store.js';
import { postAnswerStore } from '../store/post-answer-store.js';
import { expectedView, unitRoster } from '../views/unit-roster.js';
import { ownPlace, placeOf } from './write-employment.js';

type Endpoints = typeof headcountEndpoints;

/** Where the roster of the own unit stands, and the file that waits: counts, and no person. */
export async function readOwnRoster(at: Workplace, viewer: Viewer): Promise<AnswerOf<Endpoints['own']>> {
  const { database, clock } = at.kernel;
  return withTransaction(database, viewer, clock.now(), async (transaction) => {
    const { unit } = await ownPlace(transaction, at);
    const load = await loadStore(transaction).openOf(unit.id);
    return {
      ...(await expectedUnit(transaction, at, unit)),
      ...(load === undefined ? {} : { load: { id: load.id, state: load.state } }),
    };
  });
}

/** Units that the viewer's organisation answers for, those whose roster lacked most when they were last looked at first. */
export async function listUnitRosters(
  at: Workplace,
  viewer: Viewer,
  { limit, cursor, state }: RequestOf<Endpoints['units']>['query'],
): Promise<Page<UnitRoster>> {
  const { database, clock } = at.kernel;
  return withTransaction(database, viewer, clock.now(), async (transaction) => {
    const [lacksAll, missing, findings, unitId] = readCursor(cursor, 4) ?? [];
    const after =
      unitId === undefined
        ? undefined
        : { lacksAll: lacksAll === 1, missing: Number(missing), findings: Number(findings), unitId: String(unitId) };
    const rows = await rosterStore(transaction).worstFirst(state, limit + 1, after);
    const page = pageFrom(rows, limit, (row) => [Number(row.lacksAll), row.missing, row.findings, row.unitId]);
    const ids = page.items.map((row) => row.unitId);
    const units = await Promise.all(ids.map((id) => at.doors.organisation(transaction, id)));
    const nameOf = await at.doors.called(transaction, ids);
    const today = civilDateAt(transaction.now);
    const counts = await employmentStore(transaction).headCounts(today, ids);
    const expected = await headcountStore(transaction).list(ids);
    const answered = { answers: await postAnswerStore(transaction).current(ids), today };
    const items = units.flatMap((unit) =>
      unit === undefined ? [] : [unitRoster(at.doors.law.pack, unit, nameOf(unit.id), counts, expected, answered)],
    );
    return { ...page, items };
  });
}

/** One unit with what sources outside it expect, and from which sources more can be entered. */
export async function readUnitRoster(at: Workplace, viewer: Viewer, id: string): Promise<AnswerOf<Endpoints['unit']>> {
  const { database, clock } = at.kernel;
  return withTransaction(database, viewer, clock.now(), async (transaction) => {
    const { unit, authority } = await placeOf(transaction, at, id);
    if (viewer.kind !== 'account' || !answersFor(viewer.organisationId, authority)) refuse('not-found');
    return {
      ...(await expectedUnit(transaction, at, unit)),
      sources: at.doors.law.pack.headcountSources.map(({ id: source, title }) => ({ id: source, title })),
      mayEnter: authority.reviewerId === viewer.organisationId && viewer.roles.includes('reviewer'),
    };
  });
}

/** Enters what a source outside the unit counts. The unit itself never can. */
export async function enterExpected(
  at: Workplace,
  viewer: Viewer,
  { unitId, source, postClass, headcount, asOf }: RequestOf<Endpoints['enter']>['body'],
): Promise<AnswerOf<Endpoints['enter']>> {
  const { pack } = at.doors.law;
  return act(at.kernel, viewer, 'workforce.enter-expected', async (context) => {
    const { unit, authority } = await placeOf(context, at, unitId);
    const { reviewerId, superiorId } = authority;
    if (viewer.kind !== 'account' || reviewerId !== viewer.organisationId) refuse('not-found');
    const problems = [
      ...(pack.headcountSources.some(({ id }) => id === source) ? [] : [entryProblem('source', 'source-unknown')]),
      ...(postClass === null || pack.postClasses.some(({ id }) => id === postClass)
        ? []
        : [entryProblem('postClass', 'post-class-unknown')]),
      ...(asOf > civilDateAt(context.now) ? [entryProblem('asOf', 'as-of-ahead')] : []),
    ];
    if (problems.length > 0) refuse('roster-problems', {}, problems);
    const id = newId();
    const row = { id, unitId, reviewerId, superiorId, source, postClass, headcount, asOf };
    await headcountStore(context).enter({ ...row, enteredBy: viewer.accountId });
    await context.record({
      object: { kind: 'workforce.expected_headcount', id },
      details: { unit: unitId, source, postClass, headcount },
    });
    return expectedUnit(context, at, unit);
  });
}

async function expectedUnit(transaction: Transaction, { doors }: Workplace, unit: Organisation) {
  const { pack } = doors.law;
  const today = civilDateAt(transaction.now);
  const nameOf = await doors.called(transaction, [unit.id]);
  const counts = await employmentStore(transaction).headCounts(today, [unit.id]);
  const expected = await headcountStore(transaction).list([unit.id]);
  const answered = { answers: await postAnswerStore(transaction).current([unit.id]), today };
  return {
    ...unitRoster(pack, unit, nameOf(unit.id), counts, expected, answered),
    expected: expected.map((row) => expectedView(pack, row, today)),
  };
}

/** Open units that the viewer's organisation answers for, as the authority that reviews them or the one above. */
export async function unitsOf(transaction: Transaction, { doors }: Workplace): Promise<Organisation[]> {
  const { viewer } = transaction;
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const units: Organisation[] = [];
  for (const unit of await doors.unitsBelow(transaction, viewer.organisationId))
    if (answersFor(viewer.organisationId, await doors.authorityOf(transaction, unit))) units.push(unit);
  return units;
}

function answersFor(organisationId: string, { reviewerId, superiorId }: UnitAuthority): boolean {
  return organisationId === reviewerId || organisationId === superiorId;
}
