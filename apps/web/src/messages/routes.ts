import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../app/frame.js';
import { permitted } from '../app/session/session.js';

/** The outbox of messages to people. */
export const messagesRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/messages',
    beforeLoad: permitted('messages:read-outbox'),
    component: lazyRouteComponent(() => import('./messages-page.js'), 'MessagesPage'),
  }),
] as const;
