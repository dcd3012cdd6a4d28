import { LookPurpose } from '@gatehouse/contract';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

/** For what a person on record is looked at; the page asks where the address does not say it. */
const PersonSearch = z.object({ purpose: LookPurpose.optional().catch(undefined) });

const parent = { getParentRoute: () => signedInRoute };

/** Every page of the registry. */
export const registryRoutes = [
  createRoute({
    ...parent,
    path: '/registry/sources',
    beforeLoad: permitted('registry:overview'),
    component: lazyRouteComponent(() => import('./sources-page.js'), 'SourcesPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/lags',
    beforeLoad: permitted('registry:entry-lags'),
    component: lazyRouteComponent(() => import('./lags-page.js'), 'LagsPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/desk',
    beforeLoad: permitted('registry:desk'),
    component: lazyRouteComponent(() => import('./desk-page.js'), 'DeskPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/imports',
    beforeLoad: permitted('registry:overview'),
    component: lazyRouteComponent(() => import('./imports-page.js'), 'ImportsPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/imports/new',
    beforeLoad: permitted('registry:enter'),
    component: lazyRouteComponent(() => import('./new-import-page.js'), 'NewImportPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/imports/$importId',
    beforeLoad: permitted('registry:overview'),
    component: lazyRouteComponent(() => import('./import-page.js'), 'ImportPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/verifications',
    beforeLoad: permitted('registry:verify'),
    component: lazyRouteComponent(() => import('./verifications-page.js'), 'VerificationsPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/verifications/$recordId',
    beforeLoad: permitted('registry:verify'),
    component: lazyRouteComponent(() => import('./verification-page.js'), 'VerificationPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/proposals',
    beforeLoad: permitted('registry:read'),
    component: lazyRouteComponent(() => import('./proposals-page.js'), 'ProposalsPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/persons',
    beforeLoad: permitted('registry:read'),
    component: lazyRouteComponent(() => import('./find-person-page.js'), 'FindPersonPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/persons/$personId',
    validateSearch: PersonSearch,
    beforeLoad: permitted('registry:read'),
    component: lazyRouteComponent(() => import('./person-page.js'), 'PersonPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/replays',
    beforeLoad: permitted('registry:replay'),
    component: lazyRouteComponent(() => import('./replays-page.js'), 'ReplaysPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/comparisons',
    beforeLoad: permitted('registry:compare'),
    component: lazyRouteComponent(() => import('./comparisons-page.js'), 'ComparisonsPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/comparisons/$comparisonId',
    beforeLoad: permitted('registry:compare'),
    component: lazyRouteComponent(() => import('./comparison-page.js'), 'ComparisonPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/merges',
    beforeLoad: permitted('registry:compare'),
    component: lazyRouteComponent(() => import('./merges-page.js'), 'MergesPage'),
  }),
  createRoute({
    ...parent,
    path: '/registry/merges/$mergeId',
    beforeLoad: permitted('registry:compare'),
    component: lazyRouteComponent(() => import('./merge-page.js'), 'MergePage'),
  }),
] as const;
