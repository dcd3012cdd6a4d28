import type { GapTask } from '@gatehouse/contract';
import type { Viewer } from '../../kernel/viewer.js';
import type { GapStepRow } from './store/gap-store.js';

type Deed = GapTask['may'][number];

// What a unit mends is not said here: a check, the end of a work or of an employment is entered where it happens, and seen.
const deeds: Readonly<Record<string, Deed>> = {
  mend: 'mend',
  decide_refusal: 'mend',
  answer_question: 'mend',
  stop_work: 'mend',
  terminate: 'mend',
  stop_placement: 'reply',
  order: 'order',
  reply: 'reply',
  verify: 'verify',
};

/** What a viewer may do with the step of a gap; a page offers this and nothing else. */
export function gapDeedsOf(viewer: Viewer, step: Pick<GapStepRow, 'step' | 'organisationId' | 'responsible'>): Deed[] {
  const deed = deeds[step.step];
  if (deed === undefined || viewer.kind !== 'account' || viewer.organisationId !== step.organisationId) return [];
  return viewer.roles.includes(step.responsible === 'unit' ? 'clerk' : 'reviewer') ? [deed] : [];
}
