import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newSealer } from '../../../kernel/sealing.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { conclusionsFor, type OwedGapStage, owedGapDeeds } from '../rules/owed-gap.js';
import { type OwedGapRow, owedGapStore } from '../store/owed-gap-store.js';
import { tellHeld } from './receive-owed-gaps.js';

type Done = { readonly id: string; readonly version: number };
type Deed = 'take' | 'close';

/** Under which table and kind of key what a procurator writes is sealed. */
export const owedGapTable = 'supervision.owed_gap';
const keyKind = 'supervision.owed-gap';

/**
 * A procurator takes a gap in hand, also out of the hand of a colleague; unit and authority see that it was.
 * @throws DomainError `not-found` for a gap of others; `owed-gap-not-at-step`; `changed-meanwhile`
 */
export async function takeOwedGap(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version }: { readonly version: number },
): Promise<Done> {
  return act(desk.kernel, viewer, 'supervision.take-owed-gap', async (context) => {
    const row = await gapToWork(context, id, version, 'take');
    const changes = { state: 'IN_HAND', takenBy: viewerName(viewer), takenAt: context.now };
    const next = await owedGapStore(context).update(row, changes);
    await context.record({ object: { kind: 'supervision.owed-gap', id } });
    await tellHeld(desk, context, row, 'in_hand');
    return { id, version: next.version };
  });
}

/**
 * A procurator writes what was done, which closes the gap here. No machine concludes, and what was concluded does not leave.
 * @throws DomainError as `takeOwedGap`; `owed-gap-conclusion-unknown`
 */
export async function closeOwedGap(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version, conclusion, words }: { readonly version: number; readonly conclusion: string; readonly words: string },
): Promise<Done> {
  const { kernel, doors } = desk;
  return act(kernel, viewer, 'supervision.close-owed-gap', async (context) => {
    const row = await gapToWork(context, id, version, 'close');
    const chosen = conclusionsFor(doors.law, row.mendedAt !== null).find((one) => one.id === conclusion);
    if (chosen === undefined) return refuse('owed-gap-conclusion-unknown');
    const sealer = await newSealer(kernel.keys, context, keyKind, owedGapTable);
    const next = await owedGapStore(context).update(row, {
      ...{ state: 'CLOSED', conclusion, closedBy: viewerName(viewer), closedAt: context.now },
      ...{ dataKeyId: sealer.dataKeyId, words: sealer.seal('words', id, words) },
    });
    await context.record({
      object: { kind: 'supervision.owed-gap', id },
      authority: chosen.source,
      details: { conclusion },
    });
    await tellHeld(desk, context, row, 'closed');
    return { id, version: next.version };
  });
}

async function gapToWork(context: ActContext, id: string, version: number, deed: Deed): Promise<OwedGapRow> {
  const row = await owedGapStore(context).held(id);
  const isMine = row.takenBy === viewerName(context.viewer);
  if (!owedGapDeeds(row.state as OwedGapStage, isMine).includes(deed)) refuse('owed-gap-not-at-step');
  return row.version === version ? row : refuse('changed-meanwhile');
}
