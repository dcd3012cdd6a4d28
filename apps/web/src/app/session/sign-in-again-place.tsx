import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isWaitingForSignIn, subscribeSignInAgain } from './sign-in-again.js';

const Dialog = lazy(async () => ({ default: (await import('./sign-in-again-dialog.js')).SignInAgainDialog }));

/** Where the dialog opens when a session has ended; it is loaded then and not with every first page. */
export function SignInAgain() {
  const isWaiting = useSyncExternalStore(subscribeSignInAgain, isWaitingForSignIn);
  if (!isWaiting) return null;
  return (
    <Suspense fallback={null}>
      <Dialog />
    </Suspense>
  );
}
