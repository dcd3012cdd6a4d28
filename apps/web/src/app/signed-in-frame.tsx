import { sessionEndpoints } from '@gatehouse/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { PageSkeleton } from '../ui/states.js';
import { healthQuery } from './session/health.js';
import { may, type Session, SessionContext } from './session/session.js';
import { setSessionActive } from './session/sign-in-again.js';
import { SignInAgain } from './session/sign-in-again-place.js';
import { navigation, navigationOf } from './shell/navigation.js';
import { Shell } from './shell/shell.js';
import { useAct } from './use-endpoint.js';

/** Loads for those alone who may have a look open. */
const EmergencyBanner = lazy(async () => ({ default: (await import('./emergency-banner.js')).EmergencyBanner }));

/** What stands around a page of somebody signed in: the tasks of their session, the way out, the dialog to sign in again. */
export function SignedInFrame({ session, children }: { session: Session; children: ReactNode }) {
  const health = useQuery(healthQuery);
  const queries = useQueryClient();
  const router = useRouter();
  const leave = useAct(sessionEndpoints.signOut, {
    onDone: () => {
      setSessionActive(false);
      queries.clear();
      router.history.push('/sign-in');
    },
  });
  return (
    <SessionContext value={session}>
      <Shell
        entries={navigationOf(navigation, session)}
        isDemonstration={health.data?.mode === 'demo'}
        onSignOut={() => leave.mutate({})}
      >
        {may(session, 'access:emergency-look') ? (
          <Suspense fallback={null}>
            <EmergencyBanner />
          </Suspense>
        ) : null}
        <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
      </Shell>
      <SignInAgain />
    </SessionContext>
  );
}
