import { civilDateAt, repairsFor } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { daysTaken, type ObjectionOutcome } from '../rules/objection.js';
import type { Application } from '../store/application-store.js';
import { type NewRepair, type ObjectionRow, objectionStore } from '../store/objection-store.js';
import { toldStore } from '../store/told-store.js';

/**
 * Objections whose answer became void: they end as upheld, and what the wrong answer caused has to be put right. One that was kept
 * before the answer was told has no course, and just ends.
 * @param rows as they were before they became void
 */
export async function endUpheld(
  platform: Platform,
  context: ActContext,
  rows: readonly Application[],
  outcome: 'corrected' | 'recalled',
  reached: ReadonlySet<string>,
): Promise<void> {
  const open = await objectionStore(context).openOf(rows.map(({ id }) => id));
  for (const objection of open) {
    const row = rows.find(({ id }) => id === objection.applicationId);
    if (row === undefined) continue;
    await closeObjection(context, objection, outcome, reached.has(row.id) ? 'message' : 'letter');
    await orderRepairs(platform, context, row, objection);
    await context.record(
      { object: { kind: 'inquiry', id: row.id }, purpose: row.purpose, details: { outcome } },
      'inquiry.answer-objection',
    );
  }
}

/** Ends an objection with its outcome, its open step with it, and counts it. */
export async function closeObjection(
  context: ActContext,
  objection: ObjectionRow,
  outcome: ObjectionOutcome,
  way: 'message' | 'letter',
): Promise<void> {
  const store = objectionStore(context);
  const steps = await store.steps(objection.id);
  const open = steps.find(({ endedAt }) => endedAt === null);
  if (open !== undefined) await store.endStep(open.id, viewerName(context.viewer));
  await store.end(objection, outcome, way);
  const begun = steps[0]?.begunAt ?? objection.at;
  await store.count({
    outcome,
    reason: objection.reason,
    closedOn: civilDateAt(context.now),
    days: daysTaken(begun, context.now),
    lateSteps: steps.filter(({ dueAt, endedAt }) => (endedAt ?? context.now) >= dueAt).length,
  });
}

/** What has to be put right is a matter of an answer that barred somebody; nothing was lost by one that found nothing. */
async function orderRepairs(
  { kernel, doors }: Platform,
  context: ActContext,
  row: Application,
  objection: ObjectionRow,
): Promise<void> {
  const decision = await toldStore(kernel.keys, context).openDecision(row);
  if (decision?.outcome !== 'record_found') return;
  const repairs = repairsFor(doors.law.pack, row.standing, context.now).flatMap((repair): NewRepair[] => {
    const organisationId = repair.by === 'unit' ? row.unitId : row.reviewerId;
    if (organisationId === null) return [];
    return [
      {
        objectionId: objection.id,
        applicationId: row.id,
        kind: repair.id,
        part: repair.by,
        organisationId,
        superiorId: repair.by === 'unit' ? row.reviewerId : row.superiorId,
        dueAt: endOf(doors.law, repair.deadline, context.now),
      },
    ];
  });
  await objectionStore(context).order(repairs);
  for (const { kind, part } of repairs)
    await context.record({ object: { kind: 'inquiry', id: row.id }, details: { kind, part } }, 'inquiry.order-repair');
}
