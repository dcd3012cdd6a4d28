import type { DecisionEntry } from '@gatehouse/contract';

/** What was done to a record; the list of these is the truth about it. */
export type RecordAction = {
  readonly version: number;
  readonly verb: 'entered' | 'verified' | 'rejected' | 'corrected' | 'sealed' | 'unsealed' | 'withdrawn';
  /** Day from which it holds in fact, `YYYY-MM-DD`. */
  readonly validFrom: string;
  /** When it was written here. */
  readonly at: Date;
  /** The whole decision as it stands from then on; with `entered` and `corrected`. */
  readonly decision: DecisionEntry | null;
};

export type RecordState = 'waiting' | 'effective' | 'rejected' | 'sealed' | 'withdrawn';

/** A record as its actions leave it. */
export type ReplayedRecord = {
  readonly state: RecordState;
  readonly corrected: boolean;
  readonly version: number;
  readonly decision: DecisionEntry;
  readonly sealingLiftedOn: string | null;
};

const stateAfter: Readonly<Record<RecordAction['verb'], RecordState>> = {
  entered: 'waiting',
  verified: 'effective',
  rejected: 'rejected',
  corrected: 'effective',
  sealed: 'sealed',
  unsealed: 'effective',
  withdrawn: 'withdrawn',
};

const allowedFrom: Readonly<Record<Exclude<RecordAction['verb'], 'entered'>, readonly RecordState[]>> = {
  verified: ['waiting'],
  rejected: ['waiting'],
  corrected: ['effective'],
  sealed: ['effective'],
  unsealed: ['sealed'],
  withdrawn: ['effective', 'sealed'],
};

/** Whether an action may follow in this state. */
export function mayFollow(state: RecordState, verb: Exclude<RecordAction['verb'], 'entered'>): boolean {
  return allowedFrom[verb].includes(state);
}

/** The state of a record after one more action; the first must be `entered`. */
export function afterAction(record: ReplayedRecord | undefined, action: RecordAction): ReplayedRecord {
  const decision = action.decision ?? record?.decision;
  if (decision === undefined) throw new Error('the first action of a record enters its decision');
  return {
    state: stateAfter[action.verb],
    corrected: (record?.corrected ?? false) || action.verb === 'corrected',
    version: action.version,
    decision,
    sealingLiftedOn: action.verb === 'unsealed' ? action.validFrom : (record?.sealingLiftedOn ?? null),
  };
}

/** A record as its whole list of actions leaves it; undefined for an empty list. */
export function replay(actions: readonly RecordAction[]): ReplayedRecord | undefined {
  return actions.reduce<ReplayedRecord | undefined>(afterAction, undefined);
}

/** The two times of a look back: what was so on a day, and what was known here at an instant. */
export type LookBack = { readonly effectiveOn: string; readonly knownAt: Date };

/**
 * A record as it was effective on a day, from what had been written here by an instant. Undefined where it was not yet
 * written, or did not yet hold. A record sealed now is absent from every look back: sealing applies at the moment of showing.
 */
export function knownAsOn(
  actions: readonly RecordAction[],
  { effectiveOn, knownAt }: LookBack,
): ReplayedRecord | undefined {
  if (replay(actions)?.state === 'sealed') return undefined;
  return replay(actions.filter((action) => action.at <= knownAt && action.validFrom <= effectiveOn));
}
