import { createRoute, createRouter, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { z } from 'zod';
import { inquiryRoutes } from '../inquiry/routes.js';
import { accessRoutes } from '../access/routes.js';
import { journalRoutes } from '../journal/routes.js';
import { messagesRoutes } from '../messages/routes.js';
import { registryRoutes } from '../registry/routes.js';
import { retentionRoutes } from '../retention/routes.js';
import { supervisionRoutes } from '../supervision/routes.js';
import { coverageRoutes } from '../workforce/coverage-routes.js';
import { workforceRoutes } from '../workforce/routes.js';
import { markMove } from '../ui/page-title.js';
import { PageSkeleton } from '../ui/states.js';
import { FailurePage } from './failure-page.js';
import { FirstPending } from './first-pending.js';
import { rootRoute, signedInRoute } from './frame.js';
import { NotFoundPage } from './not-found-page.js';
import { OwnPath } from './own-path.js';
import { queryClient } from './query-client.js';
import { healthQuery } from './session/health.js';

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ next: OwnPath.optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./session/sign-in-page.js'), 'SignInPage'),
  pendingComponent: FirstPending,
});

const providerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/provider',
  component: lazyRouteComponent(() => import('./session/provider-page.js'), 'ProviderPage'),
  pendingComponent: FirstPending,
});

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-page.js'), 'HomePage'),
});

const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gallery',
  beforeLoad: async ({ context }) => {
    const health = await context.queries.ensureQueryData(healthQuery);
    if (health.mode !== 'demo') throw notFound();
  },
  component: lazyRouteComponent(() => import('../gallery/gallery-page.js'), 'GalleryPage'),
  pendingComponent: FirstPending,
});

const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
  component: lazyRouteComponent(() => import('../verification/verify-page.js'), 'VerifyPage'),
  pendingComponent: FirstPending,
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  providerRoute,
  galleryRoute,
  verifyRoute,
  signedInRoute.addChildren([
    homeRoute,
    ...inquiryRoutes,
    ...workforceRoutes,
    ...coverageRoutes,
    ...retentionRoutes,
    ...supervisionRoutes,
    ...registryRoutes,
    ...journalRoutes,
    ...messagesRoutes,
    ...accessRoutes,
  ]),
]);

/** All pages. Each loads its own chunk; a module adds its routes to the tree above. */
export const router = createRouter({
  routeTree,
  context: { queries: queryClient },
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: FailurePage,
  defaultNotFoundComponent: NotFoundPage,
});

router.subscribe('onBeforeNavigate', ({ pathChanged, fromLocation }) => {
  if (pathChanged && fromLocation) markMove();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
