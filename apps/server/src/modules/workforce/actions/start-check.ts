import { type AnswerOf, type coverageEndpoints, statesToAskMany } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { readAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { asksForCheck } from '../rules/coverage.js';
import { isAtWork } from '../rules/facts.js';
import { coverageStore, type Employment } from '../store/coverage-store.js';
import { openPersons } from '../store/person-sealing.js';

/**
 * Drafts the check of somebody on the roster with what the roster knows of them: before the hiring where they have yet to begin,
 * the yearly one where they are at work. The rest of its way is that of every check (_inquiry_).
 * @throws DomainError `not-found`; `check-under-way` where no check is to be started now
 */
export async function startCheck(
  { kernel, doors }: Workplace,
  viewer: Viewer,
  id: string,
): Promise<{ readonly inquiryId: string }> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { row, person, now } = await readAct(kernel, viewer, 'workforce.start-check', async (context) => {
    const store = coverageStore(context);
    const [employment] = await store.employments([id]);
    const [covered] = await store.byIds([id]);
    if (employment === undefined || employment.unitId !== viewer.organisationId) return refuse('not-found');
    if (covered !== undefined && !asksForCheck(covered.state)) return refuse('check-under-way');
    const opened = (await openPersons(kernel.keys, context, [employment])).get(id);
    context.record({ object: { kind: 'workforce.employment', id } });
    return { row: employment, person: opened ?? refuse('not-found'), now: context.now };
  });
  return doors.draftCheck(kernel, viewer, {
    ...askedOf(row, now),
    urgent: false,
    ...(row.postTitle === null ? {} : { postTitle: row.postTitle }),
    person,
  });
}

const most = 10_000;

/**
 * Drafts the checks of everybody on the own roster about whom there is something to ask now, as one list, whose deeds for many take it on.
 * Whoever refused is asked one by one. Who has an open check already is left out and counted.
 */
export async function startChecks(
  { kernel, doors }: Workplace,
  viewer: Viewer,
): Promise<AnswerOf<typeof coverageEndpoints.startMany>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const drafts = await readAct(kernel, viewer, 'workforce.start-checks', async (context) => {
    const store = coverageStore(context);
    const covered = await store.list(viewer.organisationId, statesToAskMany, most, undefined);
    const rows = await store.employments(covered.map(({ employmentId }) => employmentId));
    const persons = await openPersons(kernel.keys, context, rows);
    context.record({ details: { employments: rows.map(({ id }) => id) } });
    return rows.flatMap((row) => {
      const person = persons.get(row.id);
      return person === undefined ? [] : [{ ...askedOf(row, context.now), person }];
    });
  });
  const { listId, people, open } = await doors.draftChecks(kernel, viewer, drafts);
  return { ...(listId === null ? {} : { listId }), people, open };
}

function askedOf(row: Employment, now: Date) {
  return {
    purpose: isAtWork(row, civilDateAt(now)) ? 'annual' : 'hire',
    postClass: row.postClass,
    employmentForm: row.employmentForm,
    startDate: row.fromDate,
  };
}
