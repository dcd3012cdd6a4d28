import { type Role, roleDefinition } from '@gatehouse/contract';

/** How a session stands to the second factor. */
export type FactorStanding =
  /** Shown in this session, here or at the identity provider, or not asked for: it acts with its roles. */
  | 'enough'
  /** A role asks for one and none is set up: the session has no role until one is. */
  | 'missing'
  /** One is set up and was not shown: nobody is there. */
  | 'not-shown';

/** What decides it. */
export type FactorFacts = {
  /** Whether roles ask for a factor at this node; a demonstration's do not. */
  readonly isForced: boolean;
  /** The roles the session would act with. */
  readonly roles: readonly Role[];
  /** Whether the account has a factor. */
  readonly isSet: boolean;
  /** Whether it was shown in the session. */
  readonly isShown: boolean;
};

/** Whether one of the roles asks for a second factor at this node. */
export function asksForFactor(isForced: boolean, roles: readonly Role[]): boolean {
  return isForced && roles.some((role) => roleDefinition(role).secondFactor);
}

/** How a session stands to the second factor. The database says `not-shown` again (`kernel.viewer_is_real`). */
export function factorStanding({ isForced, roles, isSet, isShown }: FactorFacts): FactorStanding {
  if (isSet) return isShown ? 'enough' : 'not-shown';
  return asksForFactor(isForced, roles) && !isShown ? 'missing' : 'enough';
}

/** How long ago a factor may have been shown to change what opens the account or end a session, in minutes (OWASP ASVS 5.0.0, 7.5.1, 7.5.2). */
const minutesShown = 15;

/**
 * Whether what opens the account may be changed in this session: an account with a second factor has shown it a short while ago, so that an open
 * session and the password are not enough.
 */
export function isShownLately(
  { isSet, shownAt }: { readonly isSet: boolean; readonly shownAt: Date | null },
  now: Date,
): boolean {
  return !isSet || (shownAt !== null && shownAt.getTime() > now.getTime() - minutesShown * 60_000);
}

/**
 * Whether somebody has shown at least one factor in this session a short while ago, by signing in or the second one since: only then
 * are other sessions ended (OWASP ASVS 5.0.0, 7.5.2).
 */
export function isSignedInLately(
  { since, shownAt }: { readonly since: Date; readonly shownAt: Date | null },
  now: Date,
): boolean {
  return [since, shownAt].some((at) => at !== null && at.getTime() > now.getTime() - minutesShown * 60_000);
}

/** How many recovery codes there are, and how many letters each has: 49 bits, against guesses that are slowed. */
export const recoveryCodeRules = { count: 10, letters: 10 };

/** A recovery code as it was drawn, of what somebody typed: without spaces and hyphens, in capitals. */
export function normaliseRecoveryCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}
