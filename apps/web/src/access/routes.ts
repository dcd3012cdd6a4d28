import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

const parent = { getParentRoute: () => signedInRoute };
const administration = { ...parent, beforeLoad: permitted('access:manage-accounts') };

/** The own account, and the accounts, roles and organisations of administrators. */
export const accessRoutes = [
  createRoute({
    ...parent,
    path: '/account',
    component: lazyRouteComponent(() => import('./own-account-page.js'), 'OwnAccountPage'),
  }),
  createRoute({
    ...parent,
    path: '/account/second-factor',
    component: lazyRouteComponent(() => import('./second-factor-page.js'), 'SecondFactorPage'),
  }),
  createRoute({
    ...parent,
    path: '/stand-ins',
    component: lazyRouteComponent(() => import('./stand-ins-page.js'), 'StandInsPage'),
  }),
  createRoute({
    ...parent,
    beforeLoad: permitted('access:emergency-look'),
    path: '/emergency-looks',
    component: lazyRouteComponent(() => import('./emergency-looks-page.js'), 'EmergencyLooksPage'),
  }),
  createRoute({
    ...parent,
    beforeLoad: permitted('access:review-emergency-looks'),
    path: '/emergency-looks/review',
    component: lazyRouteComponent(() => import('./emergency-reviews-page.js'), 'EmergencyReviewsPage'),
  }),
  createRoute({
    ...administration,
    path: '/accounts',
    component: lazyRouteComponent(() => import('./accounts-page.js'), 'AccountsPage'),
  }),
  createRoute({
    ...administration,
    path: '/accounts/waiting',
    component: lazyRouteComponent(() => import('./waiting-roles-page.js'), 'WaitingRolesPage'),
  }),
  createRoute({
    ...administration,
    path: '/accounts/$accountId',
    component: lazyRouteComponent(() => import('./account-page.js'), 'AccountPage'),
  }),
  createRoute({
    ...parent,
    beforeLoad: permitted('access:read-organisations'),
    path: '/organisations',
    component: lazyRouteComponent(() => import('./organisations-page.js'), 'OrganisationsPage'),
  }),
] as const;
