import { type DecisionEntry, wordsOfState } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { admit } from '../rules/admission.js';
import { mayFollow } from '../rules/history.js';
import { attestationStore } from '../store/attestation-store.js';
import { type ProposalVerb, proposalStore } from '../store/proposal-store.js';
import { contentTokens } from '../store/tokens.js';
import { lookAtRecord } from './change-record.js';

/** A proposed change, as asked. */
export type ProposedChange = {
  readonly recordId: string;
  readonly verb: ProposalVerb;
  readonly version: number;
  readonly reason: string;
  readonly validFrom: string;
  readonly decision?: DecisionEntry | undefined;
};

/** What a proposal does to the record once it is confirmed. */
export const actionOf = { correct: 'corrected', seal: 'sealed', unseal: 'unsealed', withdraw: 'withdrawn' } as const;

/**
 * Proposes a correction, sealing, unsealing or withdrawal with its reason; nothing changes until somebody else confirms.
 * @throws DomainError `not-found`, `changed-meanwhile`, `registry-not-in-this-state`, `registry-proposal-waiting`, and what
 * `enter` refuses, since a correction may not bring in what could not be entered
 */
export async function proposeChange(
  registry: Registry,
  viewer: Viewer,
  change: ProposedChange,
): Promise<{ proposalId: string }> {
  return act(registry.kernel, viewer, 'registry.propose-change', async (context) => {
    // Proposals come one after the other, so that the second for one record is told of the first.
    await attestationStore(context).lockEntering();
    const { row, person } = await lookAtRecord(registry, context, change.recordId, change.version);
    if (!mayFollow(row.state, actionOf[change.verb]))
      refuse('registry-not-in-this-state', { state: wordsOfState('record', row.state) });
    const proposals = proposalStore(context);
    if ((await proposals.waitingFor(row.id)) !== undefined) refuse('registry-proposal-waiting');
    const decision =
      change.verb === 'correct' ? correctedDecision(registry, change, person.birthDate, context.now) : null;
    const proposalId = newId();
    await proposals.insert(person.sealer, {
      id: proposalId,
      recordId: row.id,
      recordVersion: row.version,
      verb: change.verb,
      validFrom: change.validFrom,
      reason: change.reason,
      decision,
      contentToken: decision && (contentTokens(registry.kernel.keys, decision, null)[0] ?? null),
      proposedBy: viewerName(viewer),
      proposedAt: context.now,
    });
    await context.record({
      object: { kind: 'registry.record', id: row.id },
      details: { verb: change.verb, proposal: proposalId },
    });
    return { proposalId };
  });
}

function correctedDecision(
  registry: Registry,
  { decision }: ProposedChange,
  birthDate: string | null,
  now: Date,
): DecisionEntry {
  if (decision === undefined) {
    return refuse('request-invalid', {}, [
      {
        path: 'decision',
        code: 'missing',
        message: { en: 'Give the whole decision as it should stand.', zh: '请填写更正后的完整决定。' },
      },
    ]);
  }
  const person = { names: [], documents: [], sex: null, nationality: null, birthDate };
  const admission = admit({ person, decision }, registry.law, registry.numbers, now);
  if (admission.outcome === 'refused') refuse(admission.code);
  return decision;
}
