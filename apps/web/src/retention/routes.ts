import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

const kept = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/retention',
  beforeLoad: permitted('retention:overview'),
  component: lazyRouteComponent(() => import('./retention-page.js'), 'RetentionPage'),
});

const holds = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/retention/holds',
  beforeLoad: permitted('retention:hold'),
  component: lazyRouteComponent(() => import('./holds-page.js'), 'HoldsPage'),
});

/** The pages of what is kept, and of what is held back. */
export const retentionRoutes = [kept, holds] as const;
