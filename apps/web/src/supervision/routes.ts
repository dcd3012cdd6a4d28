import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

const list = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/prohibitions',
  validateSearch: z.object({
    ended: z.enum(['yes']).optional().catch(undefined),
    below: z.enum(['yes']).optional().catch(undefined),
  }),
  beforeLoad: permitted('supervision:read'),
  component: lazyRouteComponent(() => import('./prohibitions-page.js'), 'ProhibitionsPage'),
});

const enter = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/prohibitions/new',
  beforeLoad: permitted('supervision:enter'),
  component: lazyRouteComponent(() => import('./new-prohibition-page.js'), 'NewProhibitionPage'),
});

const one = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/prohibitions/$prohibitionId',
  beforeLoad: permitted('supervision:read'),
  component: lazyRouteComponent(() => import('./prohibition-page.js'), 'ProhibitionPage'),
});

const entry = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/prohibitions/$prohibitionId/entry',
  beforeLoad: permitted('supervision:enter'),
  component: lazyRouteComponent(() => import('./edit-prohibition-page.js'), 'EditProhibitionPage'),
});

const owedGaps = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/owed-gaps',
  validateSearch: z.object({
    closed: z.enum(['yes']).optional().catch(undefined),
    below: z.enum(['yes']).optional().catch(undefined),
  }),
  beforeLoad: permitted('supervision:read'),
  component: lazyRouteComponent(() => import('./owed-gaps-page.js'), 'OwedGapsPage'),
});

const owedGap = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/owed-gaps/$gapId',
  beforeLoad: permitted('supervision:read'),
  component: lazyRouteComponent(() => import('./owed-gap-page.js'), 'OwedGapPage'),
});

/** The pages of orders of employment prohibition, and of gaps that are owed to the procuratorate. */
export const supervisionRoutes = [list, enter, one, entry, owedGaps, owedGap] as const;
