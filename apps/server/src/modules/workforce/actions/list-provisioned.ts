import type { ScimList, ScimQuery, ScimUser } from '@gatehouse/contract';
import { scimSchemas } from '@gatehouse/contract';
import { readAct, type ReadContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { deedsOf } from '../policy.js';
import { numberSought } from '../scim/numbers.js';
import { type Employment, employmentStore } from '../store/employment-store.js';
import { openPersons } from '../store/person-sealing.js';
import { documentTokens } from '../store/person-store.js';
import { staffNumberStore } from '../store/staff-number-store.js';
import { scimUser } from '../views/scim-view.js';
import { ownPlace } from './write-employment.js';

const mostOnPage = 200;
const usualPage = 100;

/**
 * Employments of the own unit, those who came first first, or the one with a number of the HR system.
 * @throws DomainError `scim-filter` for a filter by anything else
 */
export async function listProvisioned(at: Workplace, viewer: Viewer, query: ScimQuery): Promise<ScimList> {
  return readAct(at.kernel, viewer, 'workforce.list-staff', async (context) => {
    const sought = numberSought(query.filter);
    const { unit } = await ownPlace(context, at);
    const startIndex = Math.max(1, query.startIndex ?? 1);
    const limit = Math.min(mostOnPage, Math.max(0, query.count ?? usualPage));
    const store = staffNumberStore(context);
    const totalResults = await store.count(unit.id, sought);
    const ids = limit === 0 ? [] : await store.page(unit.id, sought, { offset: startIndex - 1, limit });
    const rows = new Map((await employmentStore(context).byIds(ids)).map((row) => [row.id, row]));
    const ordered = ids.flatMap((id) => rows.get(id) ?? []);
    context.record({ details: { rows: ordered.length, unit: unit.id, by: 'scim' } });
    const Resources = await usersOf(at, context, ordered);
    return { schemas: [scimSchemas.list], totalResults, startIndex, itemsPerPage: Resources.length, Resources };
  });
}

/** One employment of the own unit. */
export async function readProvisioned(at: Workplace, viewer: Viewer, id: string): Promise<ScimUser> {
  return readAct(at.kernel, viewer, 'workforce.read-employment', async (context) => {
    const row = await employmentStore(context).byId(id);
    if (!deedsOf(viewer, { unitId: row.unitId, isOpen: true }).includes('change')) refuse('not-found');
    const person = (await openPersons(at.kernel.keys, context, [row])).get(id);
    const { subjects } = documentTokens(at.kernel.keys, person?.documents ?? []);
    context.record({ object: { kind: 'workforce.employment', id }, subjects, details: { by: 'scim' } });
    const [user] = await usersOf(at, context, [row]);
    return user ?? refuse('not-found');
  });
}

async function usersOf(
  { kernel, doors }: Workplace,
  context: ReadContext,
  rows: readonly Employment[],
): Promise<ScimUser[]> {
  const persons = await openPersons(kernel.keys, context, rows);
  const numbers = await staffNumberStore(context).of(rows.map(({ id }) => id));
  const place = { publicAddress: doors.publicAddress, now: context.now };
  return rows.map((row) => scimUser({ row, number: numbers.get(row.id) }, persons.get(row.id), place));
}
