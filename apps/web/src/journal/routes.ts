import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

/** The pages of the log, for its auditor. Not under `/log/`: there the server publishes the files of the log. */
export const journalRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/journal',
    beforeLoad: permitted('journal:read'),
    component: lazyRouteComponent(() => import('./log-page.js'), 'LogPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/journal/$entryId',
    beforeLoad: permitted('journal:read'),
    component: lazyRouteComponent(() => import('./entry-page.js'), 'EntryPage'),
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
