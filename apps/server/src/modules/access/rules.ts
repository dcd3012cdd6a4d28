import { mayHoldTogether, type Role } from '@gatehouse/contract';

/** How long a session lasts without renewal, and how failed sign-ins are slowed down. */
export const signInRules = {
  sessionHours: 10,
  freeFailures: 5,
  longestWaitSeconds: 300,
};

/**
 * How long the next try waits after so many failures: none for the first five, then 2, 4, 8 … seconds up to five minutes.
 * Slows guessing, never closes an account: a lock would be a way to shut others out.
 * @returns seconds
 */
export function waitAfterFailures(failures: number): number {
  if (failures < signInRules.freeFailures) return 0;
  return Math.min(2 ** (failures - signInRules.freeFailures + 1), signInRules.longestWaitSeconds);
}

/** The first role held that excludes the new one, if any. */
export function excludedBy(held: readonly Role[], role: Role): Role | undefined {
  return held.find((other) => !mayHoldTogether(other, role));
}

/** When a session begun now ends. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + signInRules.sessionHours * 3_600_000);
}
