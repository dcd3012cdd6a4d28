/** Why somebody has to sign in again: their session has ended, or what they do asks for a factor that was shown a short while ago. */
export type AgainReason = 'ended' | 'asked';

/**
 * When a session ends while a page is open, the request that found out waits here until the person has signed in again over
 * the page, or has declined. The page stays as it is, and with it what was typed.
 */
let active = false;
let waiting: { readonly reason: AgainReason; readonly settle: (again: boolean) => void }[] = [];
const listeners = new Set<() => void>();

/** When the server last answered this page: from then on its session rests. */
let answeredAt = Date.now();

/** Says that the server has just answered: the session was in use. */
export function noteAnswer(): void {
  answeredAt = Date.now();
}

/** Asks to sign in again where somebody is signed in and the server has not answered this page for as long. */
export function endAfterRest(milliseconds: number): void {
  if (active && waiting.length === 0 && Date.now() - answeredAt >= milliseconds) void signedInAgain('ended');
}

/** Says whether somebody is signed in; without, an ended session is nothing to mend and the sign-in page comes instead. */
export function setSessionActive(isActive: boolean): void {
  active = isActive;
}

/** Resolves true once the person has signed in again, false when there was no session or they declined. */
export function signedInAgain(reason: AgainReason): Promise<boolean> {
  if (!active) return Promise.resolve(false);
  return new Promise((settle) => {
    waiting = [...waiting, { reason, settle }];
    tell();
  });
}

/** Ends the waiting of every request. */
export function settleSignInAgain(again: boolean): void {
  const settled = waiting;
  waiting = [];
  for (const { settle } of settled) settle(again);
  tell();
}

/** For `useSyncExternalStore`. */
export function subscribeSignInAgain(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Why requests wait for the person to sign in again; undefined where none does. */
export function whySignInAgain(): AgainReason | undefined {
  if (waiting.length === 0) return undefined;
  return waiting.some(({ reason }) => reason === 'ended') ? 'ended' : 'asked';
}

function tell(): void {
  for (const listener of listeners) listener();
}
