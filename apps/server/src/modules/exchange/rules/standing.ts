import { type ArrivalState, missing } from './delivery.js';

const minute = 60_000;
const day = 86_400_000;

/** When a receiver says how far a direction arrived. None of these numbers is law. */
export const standingRules = {
  /** Most stretches of missing numbers named at once; the next turn names the next ones. */
  mostStretches: 1000,
  /** How often where nothing is missing, and where something is. */
  every: day,
  everyWhileMissing: 10 * minute,
  /** From when on a sender that cannot be told makes the node unwell: what it sent may be lost here. */
  oldAfter: 2 * day,
  /** How far the clocks of two nodes may be apart; what was said earlier was recorded on the way. */
  validFor: day,
};

/** A direction in: how far it arrived, and how many of what is missing its sender keeps no longer. */
export type Arrived = ArrivalState & { readonly gone: number };

/**
 * Whether a sender is told now how far it arrived. @param toldAt when this process told it last: a start tells always, since the database may be
 * an older copy that misses nothing it knows of
 */
export function isToldNow(arrived: Arrived, toldAt: Date | undefined, now: Date): boolean {
  if (toldAt === undefined) return true;
  // What is gone cannot be sent again however often it is asked for.
  const isMissing = missing(arrived) > arrived.gone;
  return now.getTime() - toldAt.getTime() >= (isMissing ? standingRules.everyWhileMissing : standingRules.every);
}

/** Whether what a receiver says was said close enough to now. */
export function isSaidNow(askedAt: Date, now: Date): boolean {
  return Math.abs(now.getTime() - askedAt.getTime()) <= standingRules.validFor;
}

/** Since when a sender could not be told, where that is too long. @param since when it was told last, else when it was entered */
export function untoldSince(since: Date, now: Date): Date | undefined {
  return now.getTime() - since.getTime() > standingRules.oldAfter ? since : undefined;
}
