import type { AnswerOf, objectionEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { objectionStore } from '../store/objection-store.js';

/**
 * The authority has done its step of an objection: it is carried to the next by a job, under the node's own name, since the ministry
 * sees no inquiry and the registry's question is nobody's to read. Said twice, the first time counts.
 * @throws DomainError `not-found` for a step of another authority, or of the registry
 */
export async function passObjection(
  { kernel }: Platform,
  viewer: Viewer,
  stepId: string,
): Promise<AnswerOf<typeof objectionEndpoints.passOn>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return act(kernel, viewer, 'inquiry.pass-objection', async (context) => {
    const store = objectionStore(context);
    const step = await store.stepById(stepId);
    if (step === undefined || step.authorityId !== viewer.organisationId) return refuse('not-found');
    if (await store.endStep(step.id, viewerName(viewer)))
      await context.enqueue('inquiry.carry-objection', { objectionId: step.objectionId });
    await context.record({ object: { kind: 'inquiry', id: step.applicationId }, details: { step: step.step } });
    return { stepId, passedOnAt: (step.endedAt ?? context.now).toISOString() };
  });
}
