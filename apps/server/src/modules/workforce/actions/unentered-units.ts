import type { AnswerOf, RequestOf, UnenteredUnit, unenteredUnitEndpoints } from '@gatehouse/contract';
import { civilDateAt, deadline } from '@gatehouse/law';
import { act, readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newSealer, sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { registeredIn } from '../rules/unentered-units.js';
import { type UnenteredUnitRow, unenteredUnitStore } from '../store/unentered-unit-store.js';
import { expectedView } from '../views/unit-roster.js';
import { organisationName } from '../views/unit-names.js';
import { areasThatMay } from './send-tip.js';

type Endpoints = typeof unenteredUnitEndpoints;

const table = 'workforce.unentered_unit';
const keyKind = 'workforce.unentered-unit';
/** What somebody has to hold where such a unit is handed on to: there it is answered. */
const seesTo = 'workforce:order';

/** Units that registers name and nobody has entered, for the own authority and those below: those that wait, then those seen to. */
export async function listUnenteredUnits(
  at: Workplace,
  viewer: Viewer,
  { limit, cursor, state }: RequestOf<Endpoints['list']>['query'],
): Promise<AnswerOf<Endpoints['list']>> {
  const [answered, place, id] = readCursor(cursor, 3) ?? [];
  return readAct(at.kernel, viewer, 'workforce.list-unentered-units', async (context) => {
    const after = id === undefined ? undefined : { isAnswered: answered === 1, place: Number(place), id: String(id) };
    const rows = await unenteredUnitStore(context).list(state, limit + 1, after);
    const page = pageFrom(rows, limit, (row) => [Number(row.outcome !== null), row.place, row.id]);
    context.record({ details: { units: page.items.map((row) => row.id) } });
    return { ...page, items: await unenteredViews(at, context, page.items) };
  });
}

/** The authorities to which such a unit can be handed on. */
export async function unenteredAreas(at: Workplace, viewer: Viewer): Promise<AnswerOf<Endpoints['areas']>> {
  const areas = await areasThatMay(at, seesTo);
  return {
    items: areas
      .filter(({ id }) => viewer.kind === 'account' && id !== viewer.organisationId)
      .map((area) => ({ id: area.id, title: organisationName(area) })),
  };
}

/**
 * Says what such a unit is, where it is not to be entered. It holds for the pack's period.
 * @throws DomainError `not-found` for one of others; `unentered-unit-answered` where it was entered, answered or handed on
 */
export async function answerUnenteredUnit(
  { kernel, doors }: Workplace,
  viewer: Viewer,
  id: string,
  { outcome, note }: RequestOf<Endpoints['answer']>['body'],
): Promise<{ readonly id: string }> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { pack, calendar } = doors.law;
  return act(kernel, viewer, 'workforce.answer-unentered-unit', async (context) => {
    const store = unenteredUnitStore(context);
    await store.toAnswer(id, viewer.organisationId);
    const sealer = await newSealer(kernel.keys, context, keyKind, table);
    await store.see(id, {
      outcome,
      dataKeyId: sealer.dataKeyId,
      note: sealer.seal('note', id, note),
      answeredBy: viewer.accountId,
      answeredAt: context.now,
      holdsUntil: deadline(pack, calendar, 'unit_answer', context.now).dueDate,
    });
    await context.record({ object: { kind: table, id }, details: { outcome } });
    return { id };
  });
}

/**
 * Hands such a unit on to another authority; its clock begins anew.
 * @throws DomainError `not-found` for one of others, or an authority that is not there; `unentered-unit-answered`
 */
export async function passUnenteredUnitOn(
  at: Workplace,
  viewer: Viewer,
  id: string,
  { area }: RequestOf<Endpoints['passOn']>['body'],
): Promise<{ readonly id: string }> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { kernel, doors } = at;
  const { pack, calendar } = doors.law;
  const next = (await areasThatMay(at, seesTo)).find((one) => one.id === area && one.id !== viewer.organisationId);
  return act(kernel, viewer, 'workforce.pass-unentered-unit-on', async (context) => {
    const store = unenteredUnitStore(context);
    await store.toAnswer(id, viewer.organisationId);
    if (next === undefined) refuse('not-found');
    await store.see(id, {
      reviewerId: next.id,
      superiorId: next.parentId,
      passedFrom: viewer.organisationId,
      dueAt: deadline(pack, calendar, 'unit_entry', context.now).dueAt,
    });
    await context.record({ object: { kind: table, id }, details: { to: next.id } });
    return { id };
  });
}

async function unenteredViews(
  { kernel, doors }: Workplace,
  transaction: Transaction,
  rows: readonly UnenteredUnitRow[],
): Promise<UnenteredUnit[]> {
  const { viewer, now } = transaction;
  const { pack } = doors.law;
  const counts = await unenteredUnitStore(transaction).counts(rows.map(({ id }) => id));
  const keys = rows.flatMap(({ dataKeyId }) => (dataKeyId === null ? [] : [dataKeyId]));
  const sealers = await sealersFor(kernel.keys, transaction, keys, table);
  const authorities = rows.flatMap(({ reviewerId, passedFrom }) =>
    passedFrom === null ? [reviewerId] : [reviewerId, passedFrom],
  );
  const nameOf = await doors.called(transaction, authorities);
  const own = viewer.kind === 'account' ? viewer.organisationId : undefined;
  const mayOrder = viewer.kind === 'account' && viewer.roles.includes('reviewer');
  const view = async (row: UnenteredUnitRow): Promise<UnenteredUnit> => {
    const { id, name, creditCode, outcome, passedFrom, answeredAt, note, dataKeyId } = row;
    const closed = row.closedUnitId === null ? undefined : await doors.organisation(transaction, row.closedUnitId);
    const where = registeredIn(creditCode);
    // Who handed it on hears what it turned out to be, and reads no note of others.
    const noted = note !== null && (row.reviewerId === own || row.superiorId === own) ? note : undefined;
    return {
      ...{ id, name, creditCode },
      ...(where === undefined ? {} : { registeredIn: where }),
      counts: counts.filter(({ unitId }) => unitId === id).map((count) => expectedView(pack, count, civilDateAt(now))),
      ...(closed?.closedAt ? { closedAt: closed.closedAt.toISOString() } : {}),
      foundAt: row.foundAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
      isLate: outcome === null && row.dueAt <= now,
      authority: nameOf(row.reviewerId),
      ...(passedFrom === null ? {} : { passedFrom: nameOf(passedFrom) }),
      ...(outcome === null ? {} : { outcome }),
      ...(noted === undefined ? {} : { note: sealers.get(dataKeyId ?? '')?.open('note', id, noted) ?? '—' }),
      ...(answeredAt === null ? {} : { answeredAt: answeredAt.toISOString() }),
      ...(row.holdsUntil === null ? {} : { holdsUntil: row.holdsUntil }),
      mayAnswer: outcome === null && row.reviewerId === own && mayOrder,
    };
  };
  return Promise.all(rows.map(view));
}
