const key = 'gatehouse.provider';

/** Where the identity provider sends the browser home to. */
const homePath = '/sign-in/provider';

/** Keeps in this window, and nowhere else, what brings somebody home from the identity provider. */
export function keepAttempt(kept: object): void {
  sessionStorage.setItem(key, JSON.stringify(kept));
}

/** What this window kept, once. */
export function takeAttempt(): unknown {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return text === null ? undefined : JSON.parse(text);
}

/** Forgets it wherever somebody has turned back: on every page but the one that they come home to. */
export function forgetAttemptWhenBack(): void {
  const look = (): void => {
    if (location.pathname !== homePath) sessionStorage.removeItem(key);
  };
  look();
  // A page that the browser had kept whole is shown again without being loaded.
  addEventListener('pageshow', look);
}
