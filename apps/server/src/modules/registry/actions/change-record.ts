import { type DecisionEntry, wordsOfState } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { viewerName } from '../../../kernel/viewer.js';
import { requireSecondPerson } from '../policy.js';
import type { Registry } from '../registry.js';
import { afterAction, mayFollow, type RecordAction, type RecordState } from '../rules/history.js';
import { type AnswersToReview, answersToReview } from '../rules/recall.js';
import { indexStore } from '../store/index-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { openDecision, type RecordRow, recordStore, sealDecision } from '../store/record-store.js';

/** One further action on a record. */
export type RecordChange = {
  readonly verb: Exclude<RecordAction['verb'], 'entered'>;
  readonly validFrom: string;
  readonly reason: string | null;
  /** The first of the two people. */
  readonly proposedBy: string;
  readonly corrected: { readonly decision: DecisionEntry; readonly contentToken: Buffer } | null;
};

/** A record held until the transaction ends, at the version the caller saw, with its person. */
export type HeldRecord = { readonly row: RecordRow; readonly person: StoredPerson };

/**
 * Loads a record and holds it until the transaction ends; for who may change it.
 * @throws DomainError `not-found`, `changed-meanwhile`
 */
export async function holdRecord(
  registry: Registry,
  context: ActContext,
  recordId: string,
  version: number,
): Promise<HeldRecord> {
  return atVersion(registry, context, await recordStore(context).lock(recordId), version);
}

/**
 * Loads a record to propose something about it: whoever proposes may not change it, and so cannot hold it.
 * @throws DomainError `not-found`, `changed-meanwhile`
 */
export async function lookAtRecord(
  registry: Registry,
  context: ActContext,
  recordId: string,
  version: number,
): Promise<HeldRecord> {
  return atVersion(registry, context, await recordStore(context).byId(recordId), version);
}

async function atVersion(
  registry: Registry,
  context: ActContext,
  row: RecordRow | undefined,
  version: number,
): Promise<HeldRecord> {
  const person = row && (await personStore(registry.kernel.keys, context).byId(row.personId));
  if (row === undefined || person === undefined) refuse('not-found');
  if (row.version !== version) refuse('changed-meanwhile');
  return { row, person };
}

/**
 * Appends the action, brings the row to the state that follows from it, and tells the answering index, all in one
 * transaction.
 * @throws DomainError `registry-second-person-needed`, `registry-not-in-this-state`
 */
export async function changeRecord(
  context: ActContext,
  { row, person }: HeldRecord,
  change: RecordChange,
): Promise<{ recordId: string; state: RecordState; version: number }> {
  const actor = viewerName(context.viewer);
  requireSecondPerson(change.proposedBy, actor);
  if (!mayFollow(row.state, change.verb))
    refuse('registry-not-in-this-state', { state: wordsOfState('record', row.state) });
  const action = {
    version: row.version + 1,
    verb: change.verb,
    validFrom: change.validFrom,
    at: context.now,
    decision: change.corrected?.decision ?? null,
  };
  const before = { ...row, decision: openDecision(person.sealer, row) };
  const after = afterAction(before, action);
  const records = recordStore(context);
  const { reason, proposedBy } = change;
  await records.append([{ sealer: person.sealer, action: { ...action, recordId: row.id, reason, proposedBy, actor } }]);
  const changed = change.corrected && {
    decisionSealed: sealDecision(person.sealer, row.id, change.corrected.decision),
    contentToken: change.corrected.contentToken,
  };
  await records.project(row.id, after, changed);
  await announcePersons(context, [row.personId], answersToReview(change.verb));
  return { recordId: row.id, state: after.state, version: after.version };
}

/**
 * Tells the answering index of every record of these persons and of everybody who is one with them, has what is being compared
 * with them and what was answered about them looked at again, and has them compared with the others on record and with those enrolled: a record may
 * bring or take names that its person's other records are compared by.
 */
export async function announcePersons(
  context: ActContext,
  personIds: readonly string[],
  answers: AnswersToReview,
): Promise<void> {
  if (personIds.length === 0) return;
  const index = indexStore(context);
  // Whoever is made one with them at this moment is seen after this turn, or announces them after it.
  await index.takeTurn();
  const everybody = await mergedPersonStore(context).everybodyWith(personIds);
  const recordIds = await recordStore(context).idsOfPersons(everybody);
  await index.announce(recordIds);
  await context.enqueue('registry.review-comparisons', { personIds: everybody });
  await context.enqueue('registry.review-answers', { personIds: everybody, answers });
  await context.enqueue('registry.propose-merges', { personIds: everybody });
  await context.enqueue('registry.watch-records', { recordIds });
}
