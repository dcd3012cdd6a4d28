import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

const coverage = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/coverage',
  beforeLoad: permitted('workforce:enter'),
  component: lazyRouteComponent(() => import('./coverage-page.js'), 'CoveragePage'),
});

const units = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roster-units/covered',
  beforeLoad: permitted('workforce:units-covered'),
  component: lazyRouteComponent(() => import('./units-covered-page.js'), 'UnitsCoveredPage'),
});

const divisions = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/coverage/divisions',
  validateSearch: z.object({
    within: z
      .string()
      .regex(/^[0-9]{6}$/)
      .optional()
      .catch(undefined),
  }),
  beforeLoad: permitted('workforce:divisions-covered'),
  component: lazyRouteComponent(() => import('./divisions-covered-page.js'), 'DivisionsCoveredPage'),
});

const gaps = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/gaps',
  beforeLoad: permitted('workforce:read'),
  component: lazyRouteComponent(() => import('./gaps-page.js'), 'GapsPage'),
});

const servingRecords = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/serving-records',
  beforeLoad: permitted('workforce:elsewhere'),
  component: lazyRouteComponent(() => import('./serving-records-page.js'), 'ServingRecordsPage'),
});

const elsewhere = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/serving-records/$inquiryId',
  beforeLoad: permitted('workforce:elsewhere'),
  component: lazyRouteComponent(() => import('./elsewhere-page.js'), 'ElsewherePage'),
});

const sentStaff = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/sent-staff',
  beforeLoad: permitted('workforce:sent-staff'),
  component: lazyRouteComponent(() => import('./sent-staff-page.js'), 'SentStaffPage'),
});

/** The pages of where everybody stands and of what is missing. */
export const coverageRoutes = [coverage, units, divisions, gaps, servingRecords, elsewhere, sentStaff] as const;
