import { sessionRestMinutes } from '@gatehouse/contract';
import { endAfterRest } from './sign-in-again.js';

const lookEveryMilliseconds = 10_000;

/**
 * Asks to sign in again once this page has rested as long as a session may, also where nobody touches it. What it shows is put away by
 * then, although another window may have kept the session.
 * @returns stops it
 */
export function watchRest(): () => void {
  const look = (): void => endAfterRest(sessionRestMinutes * 60_000);
  const timer = setInterval(look, lookEveryMilliseconds);
  // A machine that slept shows nothing of before when it wakes.
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
