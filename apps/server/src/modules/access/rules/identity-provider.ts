/** How long a way to the provider and back may take, how old a sign-in there may be, and how long its answer is waited for. */
export const providerRules = { attemptMinutes: 10, longestSinceSignInSeconds: 900, patienceSeconds: 10 };

/** Until when an attempt begun now is taken. */
export function attemptEnd(now: Date): Date {
  return new Date(now.getTime() + providerRules.attemptMinutes * 60_000);
}

/** What the provider says of how somebody signed in there (OpenID Connect Core 1.0, 2). */
export type SaidHow = { readonly acr?: unknown; readonly amr?: unknown };

/**
 * Whether the provider says that what counts was shown there: a second factor, or a document in person.
 * @param counted the words of the configuration; with none, nothing it says counts
 */
export function isSaid({ acr, amr }: SaidHow, counted: readonly string[]): boolean {
  const said: readonly unknown[] = [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [])];
  return said.some((word) => typeof word === 'string' && counted.includes(word));
}

/**
 * Whether an account may be linked in the session it is in: by its owner's own password and, where a role asks for one, with their factor
 * set up. Whoever handed a password over would otherwise keep a way in that its owner does not see.
 */
export function mayLink(account: { readonly oneTimeUntil: Date | null }, isFactorMissing: boolean): boolean {
  return account.oneTimeUntil === null && !isFactorMissing;
}
