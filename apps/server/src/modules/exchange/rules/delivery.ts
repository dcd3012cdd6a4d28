/** The numbers of delivery. They say how patient the wire is; none of them is law. */
export const deliveryRules = {
  /** Most messages taken up at once. */
  batch: 100,
  /** Longest pause between two tries, in seconds. */
  longestPause: 600,
  /** After so many refusals a message is dead until the operator sends it again; a little over an hour. */
  mostRefusals: 14,
  /** How long one call may take, in seconds. */
  callTimeout: 30,
  /** How often the outbox is looked through when nobody wakes it, and while something waits for a checkpoint, in milliseconds. */
  interval: 1000,
  intervalBeforeCheckpoint: 100,
  /** An undelivered message older than this, in minutes, makes the node unwell. */
  oldAfterMinutes: 10,
};

/** How handing over one message ended. `refused` concerns this message, `unreachable` every message to that node. */
export type HandOverResult =
  { readonly kind: 'acknowledged' } | { readonly kind: 'refused' | 'unreachable'; readonly problem: string };

/** Answers that concern the message itself: another one may pass. 500: its receiver failed on it. */
const statusesOfTheMessage = new Set([400, 409, 413, 415, 422, 500]);

/**
 * What an HTTP status other than success means. Not knowing the sender (401) and not being there (404, 429, 5xx) is the
 * node's state and is waited out however long it lasts; nothing is given up because an authority was down over a holiday.
 */
export function resultOfStatus(status: number, problem: string): HandOverResult {
  return { kind: statusesOfTheMessage.has(status) ? 'refused' : 'unreachable', problem };
}

/** The pause after so many failures in a row: 2, 4, 8 … seconds, at most ten minutes. */
export function pauseAfter(failures: number): number {
  return Math.min(2 ** Math.min(failures, 30), deliveryRules.longestPause);
}

/** When to try again after so many failures in a row. */
export function retryAfter(failures: number, now: Date): Date {
  return new Date(now.getTime() + pauseAfter(failures) * 1000);
}

/** What a refused message becomes. */
export function stateAfterRefusals(refusals: number): 'waiting' | 'dead' {
  return refusals >= deliveryRules.mostRefusals ? 'dead' : 'waiting';
}

/**
 * What becomes of a refused message. One whose number is taken is not at fault: our numbering fell behind, as after a
 * restored backup. It soon takes the next number, as often as it needs to.
 */
export function afterRefusal(problem: string, attempts: number, now: Date) {
  if (problem === 'exchange-sequence-reused')
    return { problem, attempts, retryAt: retryAfter(1, now), state: 'waiting' as const, sequence: null };
  const refusals = attempts + 1;
  return { problem, attempts: refusals, retryAt: retryAfter(refusals, now), state: stateAfterRefusals(refusals) };
}

/** Where a direction stands at its receiver. */
export type ArrivalState = { readonly lastSequence: number; readonly received: number };

/** How a message fits into what arrived before: the next one, ahead of some that are missing, or one of those. */
export function arrival(
  state: ArrivalState,
  sequence: number,
): { kind: 'next' | 'ahead' | 'late'; state: ArrivalState } {
  const kind = sequence === state.lastSequence + 1 ? 'next' : sequence > state.lastSequence ? 'ahead' : 'late';
  return {
    kind,
    state: { lastSequence: Math.max(state.lastSequence, sequence), received: state.received + 1 },
  };
}

/** How many messages of a direction are missing. */
export function missing(state: ArrivalState): number {
  return state.lastSequence - state.received;
}
