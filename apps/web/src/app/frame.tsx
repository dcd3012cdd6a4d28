import { sessionEndpoints } from '@gatehouse/contract';
import type { QueryClient } from '@tanstack/react-query';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect, useRouter } from '@tanstack/react-router';
import { Suspense } from 'react';
import { LiveRegion } from '../ui/announcements.js';
import { RecordSkeleton } from '../ui/states.js';
import { FailureWithoutShell, NotFoundPage } from './failure-page.js';
import { healthQuery } from './session/health.js';
import { SessionContext, sessionQuery } from './session/session.js';
import { setSessionActive } from './session/sign-in-again.js';
import { SignInAgain } from './session/sign-in-again-place.js';
import { navigation, navigationOf } from './shell/navigation.js';
import { Shell } from './shell/shell.js';
import { useAct } from './use-endpoint.js';

/** Above every page, signed in or not. Pages without an account (a personal link, a notice to verify) hang here. */
export const rootRoute = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  component: () => (
    <>
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
      <LiveRegion />
    </>
  ),
  errorComponent: FailureWithoutShell,
  notFoundComponent: NotFoundPage,
});

/** Above every page of somebody signed in: `getParentRoute: () => signedInRoute`. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    return { session };
  },
  component: SignedIn,
});

function SignedIn() {
  const { session: first } = signedInRoute.useRouteContext();
  const session = useQuery(sessionQuery).data ?? first;
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
        <Suspense fallback={<RecordSkeleton />}>
          <Outlet />
        </Suspense>
      </Shell>
      <SignInAgain />
    </SessionContext>
  );
}
