import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

/** What the page of the log is opened with: whose entries, by the name that entries carry. */
const LogSearch = z.object({ actor: z.string().max(200).optional().catch(undefined) });

/** The pages of the log, for its auditor. Not under `/log/`: there the server publishes the files of the log. */
export const journalRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/journal',
    validateSearch: LogSearch,
    beforeLoad: permitted('journal:read'),
    component: lazyRouteComponent(() => import('./log-page.js'), 'LogPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/journal/$entryId',
    beforeLoad: permitted('journal:read'),
    component: lazyRouteComponent(() => import('./entry-page.js'), 'EntryPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/ways',
    beforeLoad: permitted('inquiry:canaries'),
    component: lazyRouteComponent(() => import('./ways-page.js'), 'WaysPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/looks',
    beforeLoad: permitted('journal:review-looks'),
    component: lazyRouteComponent(() => import('./look-reviews-page.js'), 'LookReviewsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/looks/confirm',
    beforeLoad: permitted('journal:confirm-looks'),
    component: lazyRouteComponent(() => import('./look-confirmations-page.js'), 'LookConfirmationsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/figures',
    beforeLoad: permitted('journal:read'),
    component: lazyRouteComponent(() => import('./use-figures-page.js'), 'UseFiguresToRecountPage'),
  }),
  // What the first page of the log was called before.
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/log',
    beforeLoad: () => {
      throw redirect({ to: '/journal' });
    },
  }),
] as const;
