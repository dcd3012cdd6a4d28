import { addDays, civilDateAt } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { PersonFields, Workplace } from '../doors.js';
import { isAtWork } from '../rules/facts.js';
import { isAboutPost } from '../rules/prohibition.js';
import type { Employment } from '../store/coverage-store.js';
import { documentTokens } from '../store/person-store.js';
import {
  identityTokens,
  type MatchedProhibition,
  type PlacementRow,
  prohibitionStore,
} from '../store/prohibition-store.js';

/** The orders that stand about the people of these employments, by employment; nothing of it leaves the node's own work. */
export async function prohibitionsOf(
  { kernel: { keys } }: Workplace,
  context: ActContext,
  rows: readonly Employment[],
  persons: ReadonlyMap<string, PersonFields>,
): Promise<ReadonlyMap<string, readonly MatchedProhibition[]>> {
  const sought = rows.map(({ id, personId }) => {
    const person = persons.get(id);
    const known = person === undefined ? [] : documentTokens(keys, person.documents).held;
    const identities = person === undefined ? [] : identityTokens(keys, person).held;
    return { employmentId: id, personId, documents: known, identities };
  });
  return prohibitionStore(context).about(sought);
}

/**
 * Tells casework who is at work in a post from which an order bars them, once, and when they are not any more. Who is known by the document
 * alone is told as that: people look at it.
 */
export async function tellPlacements(
  { doors }: Workplace,
  context: ActContext,
  rows: readonly Employment[],
  prohibitions: ReadonlyMap<string, readonly MatchedProhibition[]>,
): Promise<void> {
  const store = prohibitionStore(context);
  const open = await store.openPlacements(rows.map(({ id }) => id));
  if (open.length === 0 && [...prohibitions.values()].every((orders) => orders.length === 0)) return;
  const today = civilDateAt(context.now);
  for (const row of rows) {
    const placed = (prohibitions.get(row.id) ?? []).filter((order) => isPlaced(row, order, today));
    for (const was of open.filter(({ employmentId }) => employmentId === row.id))
      if (!placed.some((order) => isSame(was, order))) await leave({ doors }, context, row, was, today);
    for (const order of placed)
      if (!open.some((was) => was.employmentId === row.id && isSame(was, order)))
        await place({ doors }, context, row, order);
  }
}

function isPlaced(row: Employment, order: MatchedProhibition, today: string): boolean {
  const { beginsOn, endsOn } = order;
  const holds = beginsOn <= today && (endsOn === null || today <= endsOn);
  return holds && isAtWork(row, today) && isAboutPost(order, row.postClass);
}

/** A placement that was a question and is sure now is another one: it is told anew. */
function isSame(was: PlacementRow, { id, isSure }: MatchedProhibition): boolean {
  return was.prohibitionId === id && was.isSure === isSure;
}

async function place(
  { doors }: Pick<Workplace, 'doors'>,
  context: ActContext,
  { id: employmentId, unitId, postClass, fromDate }: Employment,
  { id: prohibitionId, isSure, toldBy }: MatchedProhibition,
): Promise<void> {
  const placementId = await prohibitionStore(context).place({ prohibitionId, employmentId, isSure });
  const nameOf = await doors.called(context, [unitId], 'country');
  const body = {
    ...{ prohibitionId, placementId, postClass, fromDate, isSure },
    unit: nameOf(unitId),
    seenAt: context.now.toISOString(),
  };
  await doors.sendToCasework?.(context, 'prohibition.placed', [{ body, peer: toldBy }]);
  await context.record(
    { object: { kind: 'workforce.employment', id: employmentId }, details: { placement: placementId, isSure } },
    'workforce.find-placement',
  );
}

async function leave(
  { doors }: Pick<Workplace, 'doors'>,
  context: ActContext,
  { untilDate }: Employment,
  { id: placementId, prohibitionId }: PlacementRow,
  today: string,
): Promise<void> {
  const store = prohibitionStore(context);
  const endedOn = untilDate !== null && untilDate < today ? untilDate : addDays(today, -1);
  await store.endPlacement(placementId, endedOn);
  const peer = (await store.tellers([prohibitionId])).get(prohibitionId);
  if (peer !== undefined)
    await doors.sendToCasework?.(context, 'prohibition.left', [{ body: { placementId, endedOn }, peer }]);
}
