import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { type ServedDocument, serviceProblem } from '../rules/service.js';
import { prohibitionStore } from '../store/prohibition-store.js';
import { entryAbout, holdOrder } from './write-prohibition.js';

/**
 * The judgment, or the certificate in its place, reached the education department on a day.
 * @throws DomainError `prohibition-exposes-child`; `prohibition-without-certificate`; `prohibition-not-served`;
 * `prohibition-service-day`; `prohibition-not-at-step` once it is served
 */
export async function serveJudgment(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version, on, document }: { readonly version: number; readonly on: string; readonly document: ServedDocument },
): Promise<{ readonly id: string; readonly version: number }> {
  return act(desk.kernel, viewer, 'supervision.serve-judgment', async (context) => {
    const { row, order, person } = await holdOrder(desk, context, id, version, ['VERIFIED']);
    if (row.servedOn !== null) refuse('prohibition-not-at-step');
    const problem = serviceProblem(order, document, desk.doors.law);
    if (problem !== undefined) refuse(problem);
    if (on < row.effectiveOn || on > civilDateAt(context.now)) refuse('prohibition-service-day');
    const next = await prohibitionStore(context).update(
      row,
      { servedOn: on, servedDocument: document },
      { verb: 'serve' },
    );
    await context.record({ ...entryAbout(desk, id, row.regime, person), details: { document } });
    return { id, version: next.version };
  });
}
