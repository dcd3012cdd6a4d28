import type { ActContext } from '../../../kernel/act.js';
import type { LostAct, ReapplyOutcome } from '../../../kernel/module.js';
import type { Registry } from '../registry.js';
import { mayFollow } from '../rules/history.js';
import { personStore } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import { changeRecord } from './change-record.js';

/** Who decided it: two people whose decision was lost with the database, and stands on the list. */
const decidedBefore = 'system:lasting-acts';

/**
 * Seals or withdraws a record again after an older copy of the database was put back. A record that was still waiting in that
 * copy is rejected: it would otherwise be verified into what was sealed. A correction is left to people, since its words are lost.
 */
export async function reapplyToRecord(
  registry: Registry,
  context: ActContext,
  { act, objectId, at }: LostAct,
): Promise<ReapplyOutcome> {
  const row = await recordStore(context).lock(objectId);
  const person = row && (await personStore(registry.kernel.keys, context).byId(row.personId));
  if (row === undefined || person === undefined) return 'unknown';
  if (act !== 'sealed' && act !== 'withdrawn') return 'by_hand';
  if (row.state === act || row.state === 'rejected' || row.state === 'withdrawn') return 'already';
  const verb = row.state === 'waiting' ? 'rejected' : act;
  if (!mayFollow(row.state, verb)) return 'by_hand';
  const validFrom = at.toISOString().slice(0, 10);
  const change = { verb, validFrom, reason: null, proposedBy: decidedBefore, corrected: null } as const;
  await changeRecord(context, { row, person }, change);
  return 'done';
}
