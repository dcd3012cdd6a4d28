import type { AnswerOf, RequestOf, sentStaffEndpoints } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { nextWindow } from '../rules/supplier-notice.js';
import { openPersons } from '../store/person-sealing.js';
import { supplierStore } from '../store/supplier-store.js';
import { maskedPerson } from '../views/employment-view.js';
import { titleOf } from '../views/words.js';

/** Whom the supplier of the viewer sends where, and the word that stands about each; those who began last first. */
export async function listSentStaff(
  { kernel, doors }: Workplace,
  viewer: Viewer,
  { word, limit, cursor }: RequestOf<typeof sentStaffEndpoints.list>['query'],
): Promise<AnswerOf<typeof sentStaffEndpoints.list>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const position = readCursor(cursor, 2);
  const after = position && { fromDate: String(position[0]), id: String(position[1]) };
  return readAct(kernel, viewer, 'workforce.list-sent-staff', async (context) => {
    const rows = await supplierStore(context).sent(civilDateAt(context.now), word, limit + 1, after);
    const page = pageFrom(rows, limit, ({ fromDate, id }) => [fromDate, id]);
    const persons = await openPersons(kernel.keys, context, page.items);
    const nameOf = await doors.called(
      context,
      page.items.map(({ unitId }) => unitId),
    );
    context.record({ details: { rows: page.items.length, employments: page.items.map(({ id }) => id) } });
    const { pack } = doors.law;
    return {
      ...page,
      nextAt: nextWindow(doors.law, context.now).toISOString(),
      items: page.items.map(({ id, unitId, fromDate, untilDate, word: told, ...row }) => ({
        employmentId: id,
        ...maskedPerson(persons.get(id) ?? { name: '—', formerNames: [], documents: [] }),
        unit: nameOf(unitId),
        postClass: titleOf(pack.postClasses, row.postClass),
        employmentForm: titleOf(pack.employmentForms, row.employmentForm),
        fromDate,
        ...(untilDate === null ? {} : { untilDate }),
        word: told,
      })),
    };
  });
}
