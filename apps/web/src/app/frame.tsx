import type { QueryClient } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { Suspense } from 'react';
import { LiveRegion } from '../ui/announcements.js';
import { FailureWithoutShell } from './failure-page.js';
import { FirstPending } from './first-pending.js';
import { NotFoundPage } from './not-found-page.js';
import { firstPlace, sessionQuery } from './session/session.js';
import { SignedInFrame } from './signed-in-frame.js';

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
    const first = firstPlace(session);
    if (first !== undefined && location.pathname !== first) throw redirect({ to: first });
    return { session };
  },
  component: SignedIn,
  pendingComponent: FirstPending,
});

function SignedIn() {
  const { session: first } = signedInRoute.useRouteContext();
  const session = useQuery(sessionQuery).data ?? first;
  return (
    <SignedInFrame session={session}>
      <Outlet />
    </SignedInFrame>
  );
}
