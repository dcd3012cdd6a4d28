import { sessionEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import type { Kernel } from '../../kernel/kernel.js';
import { readSession } from './actions/read-session.js';
import { signIn } from './actions/sign-in.js';
import { signOut } from './actions/sign-out.js';

/** The routes of this module. */
export function accessRoutes(kernel: Kernel): readonly Route[] {
  return [
    route(sessionEndpoints.signIn, (_viewer, { body }, transport) => signIn(kernel, body, transport)),
    route(sessionEndpoints.signOut, (viewer, _request, transport) => signOut(kernel, viewer, transport)),
    route(sessionEndpoints.session, (viewer) => readSession(kernel, viewer)),
  ];
}
