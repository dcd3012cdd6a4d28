import { wordsOfState } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import { requireSecondPerson } from '../policy.js';
import type { Registry } from '../registry.js';
import type { RecordState } from '../rules/history.js';
import { openProposal, type ProposalRow, proposalStore } from '../store/proposal-store.js';
import { changeRecord, type HeldRecord, holdRecord } from './change-record.js';
import { actionOf } from './propose-change.js';

/** What the second person decides. */
export type ProposalDecision = {
  readonly proposalId: string;
  readonly recordVersion: number;
  readonly decision: 'confirm' | 'refuse';
  readonly reason: string;
};

/**
 * Confirms or refuses a proposal of somebody else; a confirmed one changes the record in the same transaction.
 * @throws DomainError `not-found`, `registry-second-person-needed`, `changed-meanwhile`, `registry-not-in-this-state`
 */
export async function decideProposal(
  registry: Registry,
  viewer: Viewer,
  given: ProposalDecision,
): Promise<{ recordId: string; state: RecordState; version: number }> {
  return act(registry.kernel, viewer, 'registry.decide-proposal', async (context) => {
    const proposals = proposalStore(context);
    const proposal = await proposals.lock(given.proposalId);
    if (proposal === undefined) refuse('not-found');
    if (proposal.state !== 'waiting')
      refuse('registry-not-in-this-state', { state: wordsOfState('proposal', proposal.state) });
    requireSecondPerson(proposal.proposedBy, viewerName(viewer));
    const held = await holdRecord(registry, context, proposal.recordId, given.recordVersion);
    const confirmed = given.decision === 'confirm';
    const result = confirmed ? await confirm(context, held, proposal) : unchanged(held);
    await proposals.decide(
      held.person.sealer,
      proposal.id,
      confirmed ? 'confirmed' : 'refused',
      viewerName(viewer),
      given.reason,
    );
    await context.record({
      object: { kind: 'registry.record', id: proposal.recordId },
      details: { verb: proposal.verb, proposal: proposal.id, decision: given.decision },
      lasts: confirmed && proposal.verb !== 'unseal' ? actionOf[proposal.verb] : undefined,
    });
    return result;
  });
}

async function confirm(context: ActContext, held: HeldRecord, proposal: ProposalRow) {
  if (proposal.recordVersion !== held.row.version) refuse('changed-meanwhile');
  const { reason, decision } = openProposal(held.person.sealer, proposal);
  const { contentToken } = proposal;
  return changeRecord(context, held, {
    verb: actionOf[proposal.verb],
    validFrom: proposal.validFrom,
    reason,
    proposedBy: proposal.proposedBy,
    corrected: decision !== null && contentToken !== null ? { decision, contentToken } : null,
  });
}

function unchanged({ row }: HeldRecord) {
  return { recordId: row.id, state: row.state, version: row.version };
}
