import type { AnswerOf, certificateEndpoints } from '@gatehouse/contract';
import {
  civilDateAt,
  divisionName,
  inventedDivisions,
  isWithin,
  nationalDivisions,
  parentDivision,
} from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { publicViewer, type Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { divisionsCovered } from '../rules/divisions-covered.js';
import { certificateStore } from '../store/certificate-store.js';

/**
 * Divisions by the shares that everybody is shown of their units. What is read is public: a viewer's own division bounds which places they
 * are shown together, and opens no figure.
 * @throws DomainError `not-found` for a division that is none, or lies outside of the viewer's
 */
export async function listDivisionsCovered(
  { kernel, doors }: Workplace,
  viewer: Viewer,
  asked: string | undefined,
): Promise<AnswerOf<typeof certificateEndpoints.divisions>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const own = viewer.roles.includes('ministry') ? null : viewer.divisionCode;
  const within = asked ?? own;
  if (within !== null && own !== null && !isWithin(within, own)) refuse('not-found');
  const table = inventedDivisions.has(within ?? viewer.divisionCode) ? inventedDivisions : nationalDivisions;
  if (within !== null && !table.has(within)) refuse('not-found');
  const now = kernel.clock.now();
  const { asOf, counts } = await withTransaction(kernel.database, publicViewer, now, (transaction) =>
    certificateStore(transaction).byDivision(),
  );
  return {
    within: within === null ? null : { code: within, name: { en: nameOf(within, 'en'), zh: nameOf(within, 'zh') } },
    above: within === null || within === own ? null : { code: parentDivision(within, table) },
    asOf: asOf?.toISOString() ?? null,
    divisions: divisionsCovered(doors.law.pack, table, within, counts, civilDateAt(now)),
  };

  function nameOf(code: string, language: 'en' | 'zh'): string {
    return divisionName(code, language, table) ?? code;
  }
}
