import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';
import { stages } from './states.js';

/** What the address of the list of checks may say: a stage and a list, never anything about a person. */
const ListSearch = z.object({
  stage: z.enum(stages).optional().catch(undefined),
  list: z.uuid().optional().catch(undefined),
});

const inquiries = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiries',
  validateSearch: ListSearch,
  beforeLoad: permitted('inquiry:read'),
  component: lazyRouteComponent(() => import('./inquiries-page.js'), 'InquiriesPage'),
});

const newCheck = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiries/new',
  beforeLoad: permitted('inquiry:draft'),
  component: lazyRouteComponent(() => import('./new-check-page.js'), 'NewCheckPage'),
});

const newPerson = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiries/new/person',
  beforeLoad: permitted('inquiry:draft'),
  component: lazyRouteComponent(() => import('./person-page.js'), 'PersonPage'),
});

const newList = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiries/new/list',
  beforeLoad: permitted('inquiry:draft'),
  component: lazyRouteComponent(() => import('./list-upload-page.js'), 'ListUploadPage'),
});

const proofs = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/proofs',
  beforeLoad: permitted('inquiry:draft'),
  component: lazyRouteComponent(() => import('./proof-page.js'), 'ProofPage'),
});

const inquiry = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiries/$inquiryId',
  beforeLoad: permitted('inquiry:read'),
  component: lazyRouteComponent(() => import('./inquiry-page.js'), 'InquiryPage'),
});

const edit = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiries/$inquiryId/edit',
  beforeLoad: permitted('inquiry:draft'),
  component: lazyRouteComponent(() => import('./edit-page.js'), 'EditPage'),
});

const lists = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiry-lists',
  beforeLoad: permitted('inquiry:draft'),
  component: lazyRouteComponent(() => import('./lists-page.js'), 'ListsPage'),
});

const list = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiry-lists/$listId',
  beforeLoad: permitted('inquiry:draft'),
  component: lazyRouteComponent(() => import('./list-page.js'), 'ListPage'),
});

const reviews = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inquiry-reviews',
  beforeLoad: permitted('inquiry:review'),
  component: lazyRouteComponent(() => import('./reviews-page.js'), 'ReviewsPage'),
});

const stopWork = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/stop-work-orders',
  beforeLoad: permitted('inquiry:stop-work'),
  component: lazyRouteComponent(() => import('./stop-work-page.js'), 'StopWorkPage'),
});

const deskCode = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desk-code',
  beforeLoad: permitted('inquiry:prove-visitor'),
  component: lazyRouteComponent(() => import('./desk-code-page.js'), 'DeskCodePage'),
});

const recalled = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/recalled-answers',
  beforeLoad: permitted('inquiry:stop-work'),
  component: lazyRouteComponent(() => import('./recalled-page.js'), 'RecalledPage'),
});

const objections = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/objections',
  beforeLoad: permitted('inquiry:objections'),
  component: lazyRouteComponent(() => import('./objections-page.js'), 'ObjectionsPage'),
});

const objectionsAbove = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/objections-above',
  beforeLoad: permitted('inquiry:objections-above'),
  component: lazyRouteComponent(() => import('./objections-above-page.js'), 'ObjectionsAbovePage'),
});

/** The pages of this module, for the tree of the router. */
export const inquiryRoutes = [
  inquiries,
  newCheck,
  proofs,
  newPerson,
  newList,
  inquiry,
  edit,
  lists,
  list,
  reviews,
  stopWork,
  deskCode,
  recalled,
  objections,
  objectionsAbove,
] as const;
