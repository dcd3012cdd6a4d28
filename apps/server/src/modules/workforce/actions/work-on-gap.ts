import type { GapTask } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newSealer } from '../../../kernel/sealing.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { gapDeedsOf } from '../policy-of-gaps.js';
import { afterDeed, afterNotVerified } from '../rules/gap-course.js';
import { type GapAtStep, gapStore } from '../store/gap-store.js';
import { stepKeyKind, stepTable } from './list-gaps.js';
import { carryGap, courseOf } from './reconcile-gaps.js';
import { tellProcuratorateAgain } from './tell-procuratorate.js';

type Done = { readonly id: string };

/**
 * The authority orders the unit to correct what is missing; the unit's clock begins.
 * @throws DomainError `not-found` for a gap of others; `gap-not-at-step` where it waits for something else
 */
export async function orderCorrection(
  workplace: Workplace,
  viewer: Viewer,
  id: string,
  { words }: { readonly words: string },
): Promise<Done> {
  return act(workplace.kernel, viewer, 'workforce.order-correction', (context) =>
    goOn(workplace, context, id, 'order', words),
  );
}

/**
 * The unit says what it did after an order.
 * @throws DomainError `not-found`; `gap-not-at-step`
 */
export async function replyToOrder(
  workplace: Workplace,
  viewer: Viewer,
  id: string,
  { words }: { readonly words: string },
): Promise<Done> {
  return act(workplace.kernel, viewer, 'workforce.reply-to-order', (context) =>
    goOn(workplace, context, id, 'reply', words),
  );
}

/**
 * The authority verifies a correction, which closes the gap, or sends it back to the unit. What the rules still find is not corrected,
 * whoever says so; a breach that stays one is verified by people alone.
 * @throws DomainError `not-found`; `gap-not-at-step`; `gap-still-there`
 */
export async function verifyCorrection(
  workplace: Workplace,
  viewer: Viewer,
  id: string,
  { verdict, words }: { readonly verdict: 'corrected' | 'not_corrected'; readonly words: string },
): Promise<Done> {
  const { kernel, doors } = workplace;
  return act(kernel, viewer, 'workforce.verify-correction', async (context) => {
    const open = await gapToWork(context, id, 'verify');
    const written = await sealed(workplace, context, open, words);
    await context.record({ object: { kind: 'workforce.gap', id }, details: { verdict } });
    if (verdict === 'not_corrected') {
      const move = afterNotVerified(courseOf(open), doors.law, context.now);
      await carryGap(workplace, context, open, move, viewerName(viewer), written);
      return { id };
    }
    const isLasting = open.gap.kind === 'started_before_result';
    if (open.gap.goneAt === null && !isLasting) return refuse('gap-still-there');
    await gapStore(context).end(open.step, viewerName(viewer), written);
    await gapStore(context).close(id, 'verified');
    await tellProcuratorateAgain(workplace, context, open.gap);
    return { id };
  });
}

async function goOn(
  workplace: Workplace,
  context: ActContext,
  id: string,
  deed: GapTask['may'][number],
  words: string,
): Promise<Done> {
  const open = await gapToWork(context, id, deed);
  const move = afterDeed(courseOf(open), workplace.doors.law, context.now);
  const written = await sealed(workplace, context, open, words);
  await carryGap(workplace, context, open, move, viewerName(context.viewer), written);
  await context.record({
    object: { kind: 'workforce.gap', id },
    details: { kind: open.gap.kind, step: open.step.step },
  });
  return { id };
}

/** The gap, if its step waits for this viewer. */
async function gapToWork(context: ActContext, id: string, deed: GapTask['may'][number]): Promise<GapAtStep> {
  const open = await gapStore(context).atStep(id);
  return gapDeedsOf(context.viewer, open.step).includes(deed) ? open : refuse('gap-not-at-step');
}

/** What is written about a unit may name people: it is sealed under a key of its own. */
async function sealed({ kernel }: Workplace, context: ActContext, { step }: GapAtStep, words: string) {
  const sealer = await newSealer(kernel.keys, context, stepKeyKind, stepTable);
  return { dataKeyId: sealer.dataKeyId, words: sealer.seal('words', step.id, words) };
}
