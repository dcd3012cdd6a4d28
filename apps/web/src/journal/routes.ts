import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

/** The pages of the log, for its auditor. */
export const journalRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/log',
    beforeLoad: permitted('journal:read'),
    component: lazyRouteComponent(() => import('./log-page.js'), 'LogPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/log/$entryId',
    beforeLoad: permitted('journal:read'),
    component: lazyRouteComponent(() => import('./entry-page.js'), 'EntryPage'),
  }),
] as const;
