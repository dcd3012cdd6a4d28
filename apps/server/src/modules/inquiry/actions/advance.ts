import { wordsOfState } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { Json } from '../../../kernel/database/tables.generated.js';
import { refuse } from '../../../kernel/errors.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { InquiryDoors } from '../doors.js';
import { isAnnounced } from '../rules/announced.js';
import { dueIn } from '../rules/clocks.js';
import { isVoid } from '../rules/objection.js';
import { type InquiryFacts, type InquiryVerb, step } from '../rules/states.js';
import { type Application, type ApplicationChanges, applicationStore } from '../store/application-store.js';

/** What a step brings with it. */
export type Advance = {
  readonly changes?: ApplicationChanges;
  readonly detail?: Readonly<Record<string, Json>>;
  readonly facts?: Partial<InquiryFacts>;
  /** What only this row gets: what it is told, and the entry that proves it. */
  readonly told?: { readonly decision: Buffer; readonly noticeEntryId: string };
};

/** The facts that a row itself knows, for the guards. */
export function factsOf(row: Application, context: ActContext): InquiryFacts {
  return {
    problems: row.problemCount,
    permission: row.permission,
    standing: row.standing,
    permitted: row.permittedAt !== null,
    identityProven: row.identityProof !== null,
    hasAuthority: row.reviewerId !== null,
    draftedBy: row.draftedBy ?? undefined,
    isErased: row.erasedAt !== null,
    recallNoted: isVoid(row.state) && row.dueAt === null,
    actor: context.viewer.kind === 'account' ? context.viewer.accountId : undefined,
  };
}

/**
 * Takes an inquiry one step on: the state machine is asked, the row written one version on, the action appended. Whoever
 * calls has checked that the version in hand is the one the person saw.
 * @throws DomainError of the guard that refuses, or `changed-meanwhile`
 */
export async function advance(
  context: ActContext,
  doors: InquiryDoors,
  row: Application,
  verb: InquiryVerb,
  { changes = {}, detail = {}, facts = {} }: Advance = {},
): Promise<Application> {
  const result = step(row.state, verb, { ...factsOf(row, context), ...facts });
  if (!result.ok) {
    const fields = Array.isArray(row.problems) ? (row.problems as never[]) : [];
    refuse(
      result.code,
      { state: wordsOfState('inquiry', row.state) },
      result.code === 'inquiry-problems' ? fields : [],
    );
  }
  const kept = result.state === row.state ? row.dueAt : dueIn(doors.law, result.state, row.standing, context.now);
  const store = applicationStore(context);
  const next = await store.update(row, { dueAt: kept, ...changes, state: result.state });
  await store.append(row.id, next.version, {
    verb,
    state: next.state,
    actor: viewerName(context.viewer),
    organisationId: context.viewer.kind === 'account' ? context.viewer.organisationId : null,
    detail,
  });
  if (isAnnounced(verb)) await doors.announce(context, [next.id]);
  return next;
}

/** The row as the person who acts saw it; refuses `changed-meanwhile` where it moved on. */
export async function seenRow(context: ActContext, id: string, version: number): Promise<Application> {
  const row = await applicationStore(context).byId(id);
  return row.version === version ? row : refuse('changed-meanwhile');
}
