import { DecisionEntry } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Sealer } from '../../../kernel/sealing.js';

export type ProposalVerb = 'correct' | 'seal' | 'unseal' | 'withdraw';

/** A change that waits for a second person, still sealed. */
export type ProposalRow = {
  readonly id: string;
  readonly recordId: string;
  readonly recordVersion: number;
  readonly verb: ProposalVerb;
  readonly validFrom: string;
  readonly reasonSealed: Buffer;
  readonly decisionSealed: Buffer | null;
  readonly contentToken: Buffer | null;
  readonly state: 'waiting' | 'confirmed' | 'refused';
  readonly proposedBy: string;
  readonly proposedAt: Date;
};

type NewProposal = Omit<ProposalRow, 'state' | 'reasonSealed' | 'decisionSealed'> & {
  readonly reason: string;
  readonly decision: DecisionEntry | null;
};

const columns = [
  'id',
  'recordId',
  'recordVersion',
  'verb',
  'validFrom',
  'reasonSealed',
  'decisionSealed',
  'contentToken',
  'state',
  'proposedBy',
  'proposedAt',
] as const;

/** The reason and the decision of a proposal, opened. */
export function openProposal(sealer: Sealer, row: ProposalRow): { reason: string; decision: DecisionEntry | null } {
  const decision = row.decisionSealed && sealer.open('proposal.decision', row.id, row.decisionSealed);
  return {
    reason: sealer.open('proposal.reason', row.id, row.reasonSealed),
    decision: decision === null ? null : DecisionEntry.parse(JSON.parse(decision)),
  };
}

/** Proposals to change a record. */
export function proposalStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('registry.proposal').select(columns).$castTo<ProposalRow>();

  return {
    lock: (id: string) => rows().where('id', '=', id).forUpdate().executeTakeFirst(),
    waitingFor: (recordId: string) =>
      rows().where('recordId', '=', recordId).where('state', '=', 'waiting').executeTakeFirst(),
    waiting: (after: { at: Date; id: string } | undefined, limit: number) => {
      let query = rows().where('state', '=', 'waiting');
      if (after !== undefined)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('proposedAt', 'id'), '>', tuple(after.at, after.id)),
        );
      return query.orderBy('proposedAt').orderBy('id').limit(limit).execute();
    },
    insert: async (sealer: Sealer, { reason, decision, ...proposal }: NewProposal) => {
      await sql
        .insertInto('registry.proposal')
        .values({
          ...proposal,
          reasonSealed: sealer.seal('proposal.reason', proposal.id, reason),
          decisionSealed: decision && sealer.seal('proposal.decision', proposal.id, JSON.stringify(decision)),
        })
        .execute();
    },
    decide: async (sealer: Sealer, id: string, state: 'confirmed' | 'refused', decidedBy: string, reason: string) => {
      await sql
        .updateTable('registry.proposal')
        .set({
          state,
          decidedBy,
          decidedAt: now,
          decisionReasonSealed: sealer.seal('proposal.decision_reason', id, reason),
        })
        .where('id', '=', id)
        .execute();
    },
  };
}
