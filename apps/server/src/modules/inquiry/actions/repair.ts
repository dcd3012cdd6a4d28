import type { AnswerOf, objectionEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { objectionStore } from '../store/objection-store.js';

/**
 * What a wrong answer caused was put right by whom it was given to, or what was granted was looked at again. Said twice, the first time counts.
 * @throws DomainError `not-found` for a repair of another organisation
 */
export async function repair(
  { kernel }: Platform,
  viewer: Viewer,
  id: string,
): Promise<AnswerOf<typeof objectionEndpoints.repaired>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return act(kernel, viewer, 'inquiry.repair', async (context) => {
    const store = objectionStore(context);
    const found = await store.repairById(id);
    if (found === undefined || found.organisationId !== viewer.organisationId) return refuse('not-found');
    await store.repaired(found, viewer.accountId);
    await context.record({ object: { kind: 'inquiry', id: found.applicationId }, details: { kind: found.kind } });
    return { repairId: id, doneAt: (found.doneAt ?? context.now).toISOString() };
  });
}
