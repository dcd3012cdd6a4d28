import { ProhibitionEntry } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { z } from 'zod';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { requireSecondPerson } from '../policy.js';
import { endingBy } from '../rules/change.js';
import { orderTokens, sealOrder } from '../store/order-sealing.js';
import { type Changes, orderOf, prohibitionStore } from '../store/prohibition-store.js';
import { endsOn, entryAbout, type HeldOrder, holdOrder, soundEntry, tellPlatform } from './write-prohibition.js';

type Done = { readonly id: string; readonly version: number };

/** A change as it waits, sealed, for a second procurator. */
const Waiting = z.union([
  z.object({ kind: z.enum(['lift', 'shorten']), endsOn: z.iso.date(), reason: z.string() }),
  z.object({ kind: z.literal('correct'), entry: ProhibitionEntry, reason: z.string() }),
]);
export type WaitingChange = z.infer<typeof Waiting>;

const none = { change: null, changeKind: null, changeBy: null, changeAt: null };

/**
 * Proposes that an order ends, ends earlier, or was entered wrongly. Nothing changes until a second procurator has decided.
 * @throws DomainError `prohibition-end-impossible`; `prohibition-problems`; `prohibition-not-at-step` while another change waits
 */
export async function proposeChange(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version, ...change }: WaitingChange & { readonly version: number },
): Promise<Done> {
  return act(desk.kernel, viewer, 'supervision.propose-change', async (context) => {
    const held = await holdOrder(desk, context, id, version, ['VERIFIED']);
    if (held.row.changeKind !== null) refuse('prohibition-not-at-step');
    outcomeOf(desk, context, held, change);
    const next = await prohibitionStore(context).update(
      held.row,
      {
        change: held.sealer.seal('change', id, JSON.stringify(change)),
        ...{ changeKind: change.kind, changeBy: viewerName(viewer), changeAt: context.now },
      },
      { verb: 'propose', seal: (actionId) => held.sealer.seal('words', actionId, change.reason) },
    );
    await context.record({ ...entryAbout(desk, id, held.row.regime, held.person), details: { change: change.kind } });
    return { id, version: next.version };
  });
}

/**
 * Decides on a change that somebody else proposed. Accepted, the platform is told anew in the same act.
 * @throws DomainError `prohibition-own-entry`; `prohibition-not-at-step` where nothing waits
 */
export async function decideChange(
  desk: Desk,
  viewer: Viewer,
  id: string,
  {
    version,
    decision,
    reason,
  }: { readonly version: number; readonly decision: 'accept' | 'refuse'; readonly reason: string },
): Promise<Done> {
  return act(desk.kernel, viewer, 'supervision.decide-change', async (context) => {
    const held = await holdOrder(desk, context, id, version, ['VERIFIED']);
    const change = waitingChange(held);
    if (change === undefined) refuse('prohibition-not-at-step');
    requireSecondPerson(held.row.changeBy, viewer);
    const about = { ...entryAbout(desk, id, held.row.regime, held.person), details: { change: change.kind, decision } };
    const entryId = await context.record(about);
    const seal = (actionId: string): Buffer => held.sealer.seal('words', actionId, reason);
    const changes = decision === 'accept' ? await accepted(desk, context, held, change, entryId) : {};
    const next = await prohibitionStore(context).update(held.row, { ...changes, ...none }, { verb: decision, seal });
    return { id, version: next.version };
  });
}

/** The change that waits, opened; undefined: none does. */
export function waitingChange({ row, sealer }: Pick<HeldOrder, 'row' | 'sealer'>): WaitingChange | undefined {
  if (row.change === null) return undefined;
  return Waiting.parse(JSON.parse(sealer.open('change', row.id, row.change)));
}

async function accepted(
  desk: Desk,
  context: ActContext,
  held: HeldOrder,
  change: WaitingChange,
  entryId: string,
): Promise<Changes> {
  const { person, columns } = outcomeOf(desk, context, held, change);
  const order = orderOf({ ...held.row, ...columns });
  const told = await tellPlatform(desk, context, { told: held.row.toldId, order, person }, entryId);
  return { ...columns, endsOn: endsOn(desk, order), ...told };
}

/** What a change makes of an order; refuses one that it cannot have. */
function outcomeOf(desk: Desk, { now }: ActContext, { row, order, person, sealer }: HeldOrder, change: WaitingChange) {
  if (change.kind === 'correct') {
    const sound = soundEntry(desk, now, change.entry);
    const sealed = sealOrder(sealer, row.id, sound.person, sound.caseFacts);
    const tokens = [...orderTokens(desk.kernel.keys, sound.person.documents).kept];
    return { person: sound.person, columns: { ...sound.columns, ...sealed, tokens } };
  }
  const ending = endingBy(change, order, desk.doors.law, civilDateAt(now));
  return ending === undefined ? refuse('prohibition-end-impossible') : { person, columns: { ...ending } };
}
