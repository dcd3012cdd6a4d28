import type { AnswerOf, organisationEndpoints, OrganisationView, RequestOf } from '@gatehouse/contract';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { organisationStore } from '../store/organisation-store.js';
import { organisationView, organisationViews } from '../views.js';

/** Open organisations, by division. Leaves no entry: organisations are not personal data. */
export async function listOrganisations(
  kernel: Kernel,
  viewer: Viewer,
  { limit, cursor, ...filter }: RequestOf<typeof organisationEndpoints.list>['query'],
): Promise<AnswerOf<typeof organisationEndpoints.list>> {
  const position = readCursor(cursor, 2);
  const after = position && { divisionCode: String(position[0]), id: String(position[1]) };
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const rows = await organisationStore(transaction).list(filter, after, limit + 1);
    const page = pageFrom(rows, limit, (row) => [row.divisionCode, row.id]);
    return { ...page, items: await organisationViews(transaction, page.items) };
  });
}

/** One organisation. Leaves no entry: organisations are not personal data. */
export async function readOrganisation(kernel: Kernel, viewer: Viewer, id: string): Promise<OrganisationView> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    organisationView(transaction, id),
  );
}
