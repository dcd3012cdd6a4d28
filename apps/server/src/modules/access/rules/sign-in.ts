import { sessionRestMinutes } from '@gatehouse/contract';

/** How long a session lasts, how long it may rest, and how failed sign-ins are slowed down. */
export const signInRules = {
  sessionHours: 10,
  idleMinutes: sessionRestMinutes,
  freeFailures: 5,
  longestWaitSeconds: 300,
  /** A count of failures this old is forgotten. */
  forgetFailuresHours: 24,
  /** How long a password handed over by an administrator opens anything. */
  oneTimePasswordDays: 7,
  /** How long somebody has to find their device between password and code. */
  ticketMinutes: 10,
};

const minute = 60_000;
const hour = 60 * minute;

/**
 * How long the next try waits after so many failures: none for the first five, then 2, 4, 8 … seconds up to five minutes.
 * Slows guessing, never closes an account: a lock would be a way to shut others out.
 * @returns seconds
 */
export function waitAfterFailures(failures: number): number {
  if (failures < signInRules.freeFailures) return 0;
  return Math.min(2 ** (failures - signInRules.freeFailures + 1), signInRules.longestWaitSeconds);
}

/** When a session begun now ends, however busy it is. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + signInRules.sessionHours * hour);
}

/** Until when a code may follow a right password given now. */
export function ticketEnd(now: Date): Date {
  return new Date(now.getTime() + signInRules.ticketMinutes * minute);
}

/** A session last used before this instant has rested too long and is over. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - signInRules.idleMinutes * minute);
}

/** A count of failures that last grew before this instant is forgotten. */
export function failuresForgottenBefore(now: Date): Date {
  return new Date(now.getTime() - signInRules.forgetFailuresHours * hour);
}

/** Until when a password handed over now may be used. */
export function oneTimePasswordEnd(now: Date): Date {
  return new Date(now.getTime() + signInRules.oneTimePasswordDays * 24 * hour);
}

/** Whether an account may begin a session: open, not suspended, and its password not one that was handed over too long ago. */
export function maySignIn(
  account: { closedAt: Date | null; suspendedAt: Date | null; oneTimeUntil: Date | null },
  now: Date,
): boolean {
  if (account.closedAt !== null || account.suspendedAt !== null) return false;
  return account.oneTimeUntil === null || account.oneTimeUntil > now;
}
