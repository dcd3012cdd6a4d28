import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { watchRest } from './rest.js';
import { subscribeSignInAgain, whySignInAgain } from './sign-in-again.js';

const Dialog = lazy(async () => ({ default: (await import('./sign-in-again-dialog.js')).SignInAgainDialog }));

/** Where the dialog opens when a session has ended, or has to be opened anew; it is loaded then and not with every first page. */
export function SignInAgain() {
  const reason = useSyncExternalStore(subscribeSignInAgain, whySignInAgain);
  useEffect(watchRest, []);
  if (reason === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Dialog reason={reason} />
    </Suspense>
  );
}
