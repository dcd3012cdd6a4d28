/**
 * When a session ends while a page is open, the request that found out waits here until the person has signed in again over
 * the page, or has declined. The page stays as it is, and with it what was typed.
 */
let active = false;
let waiting: ((again: boolean) => void)[] = [];
const listeners = new Set<() => void>();

/** Says whether somebody is signed in; without, an ended session is nothing to mend and the sign-in page comes instead. */
export function setSessionActive(isActive: boolean): void {
  active = isActive;
}

/** Resolves true once the person has signed in again, false when there was no session or they declined. */
export function signedInAgain(): Promise<boolean> {
  if (!active) return Promise.resolve(false);
  return new Promise((resolve) => {
    waiting.push(resolve);
    tell();
  });
}

/** Ends the waiting of every request. */
export function settleSignInAgain(again: boolean): void {
  const settled = waiting;
  waiting = [];
  for (const settle of settled) settle(again);
  tell();
}

/** For `useSyncExternalStore`. */
export function subscribeSignInAgain(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a request waits for the person to sign in again. */
export function isWaitingForSignIn(): boolean {
  return waiting.length > 0;
}

function tell(): void {
  for (const listener of listeners) listener();
}
