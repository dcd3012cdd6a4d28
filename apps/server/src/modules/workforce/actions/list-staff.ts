import type { EmploymentLine, Page } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { foldName } from '@gatehouse/matching';
import { guessDocumentType, parseDocumentNumber } from '@gatehouse/matching/identity-number';
import { readAct, type ReadContext } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { PersonFields, Workplace } from '../doors.js';
import { type Employment, employmentStore } from '../store/employment-store.js';
import { openPersons } from '../store/person-sealing.js';
import { documentTokens } from '../store/person-store.js';
import { employmentLines } from '../views/employment-view.js';

/** Query of the list as the contract has it. */
export type StaffQuery = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly unitId?: string | undefined;
  readonly postClass?: string | undefined;
  readonly employmentForm?: string | undefined;
  readonly ended: 'true' | 'false';
};

/** Staff the viewer may see, those who came last first. One entry says how many were shown, and of which unit. */
export async function listStaff(at: Workplace, viewer: Viewer, query: StaffQuery): Promise<Page<EmploymentLine>> {
  return readAct(at.kernel, viewer, 'workforce.list-staff', async (context) => {
    const page = await staffPage(at, context, query);
    context.record({ details: { rows: page.items.length, unit: query.unitId ?? null } });
    return page;
  });
}

/** One page of the staff that the viewer may see. */
export async function staffPage(at: Workplace, context: ReadContext, query: StaffQuery): Promise<Page<EmploymentLine>> {
  const [createdAt, id] = readCursor(query.cursor, 2) ?? [];
  const { limit, unitId, postClass, employmentForm } = query;
  const filter = {
    unitId,
    postClass,
    employmentForm,
    ended: query.ended === 'true',
    today: civilDateAt(context.now),
  };
  const after = createdAt === undefined ? undefined : { createdAt: String(createdAt), id: String(id) };
  const rows = await employmentStore(context).list(filter, limit + 1, after);
  const page = pageFrom(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { ...page, items: await employmentLines(at, context, page.items) };
}

const shownAtMost = 50;
const openedTogether = 500;

/**
 * Staff by exactly this document number, as their own unit entered it; a number only another unit knows finds nothing. Within
 * one unit also by part of a name. What is sought comes in the body, never in an address.
 */
export async function findStaff(
  at: Workplace,
  viewer: Viewer,
  { text, unitId }: { readonly text: string; readonly unitId?: string | undefined },
): Promise<{ items: EmploymentLine[]; more: boolean }> {
  return readAct(at.kernel, viewer, 'workforce.find-staff', async (context) => {
    const unit = unitId ?? (viewer.kind === 'account' && viewer.roles.includes('clerk') ? viewer.organisationId : null);
    const byNumber = await holdersOf(at, context, text, unitId);
    const byName = unit === null ? [] : await namedAlike(at, context, text, unit);
    const found = [...new Map([...byNumber.rows, ...byName].map((row) => [row.id, row])).values()];
    const items = await employmentLines(at, context, found.slice(0, shownAtMost));
    context.record({ subjects: byNumber.subjects, details: { rows: items.length } });
    return { items, more: found.length > shownAtMost };
  });
}

async function holdersOf(at: Workplace, context: ReadContext, text: string, unitId: string | undefined) {
  const { keys } = at.kernel;
  const { type, number } = parseDocumentNumber(guessDocumentType(text), text);
  const tokens = documentTokens(keys, [{ type, number }]);
  const held = await employmentStore(context).byTokens(tokens.held, unitId);
  const persons = await openPersons(keys, context, held);
  const isTheirs = (person: PersonFields | undefined): boolean =>
    person?.documents.some((one) => one.type === type && one.number === number) ?? false;
  return { rows: held.filter((row) => isTheirs(persons.get(row.id))), subjects: tokens.subjects };
}

async function namedAlike(at: Workplace, context: ReadContext, text: string, unitId: string): Promise<Employment[]> {
  const sought = foldName(text);
  if (sought === '') return [];
  const found: Employment[] = [];
  const filter = { unitId, ended: false, today: civilDateAt(context.now) };
  let last: Employment | undefined;
  do {
    const after = last && { createdAt: last.createdAt.toISOString(), id: last.id };
    const rows = await employmentStore(context).list(filter, openedTogether, after);
    const persons = await openPersons(at.kernel.keys, context, rows);
    found.push(...rows.filter(({ id }) => namesOf(persons.get(id)).some((name) => foldName(name).includes(sought))));
    last = rows.length === openedTogether ? rows.at(-1) : undefined;
  } while (last !== undefined && found.length <= shownAtMost);
  return found;
}

function namesOf(person: PersonFields | undefined): readonly string[] {
  return person === undefined ? [] : [person.name, ...person.formerNames];
}
