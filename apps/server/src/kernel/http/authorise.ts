import { type Access, type ErrorCode, isPermitted, type Role } from '@gatehouse/contract';
import type { Viewer } from '../viewer.js';

/**
 * Whether a viewer may call an endpoint at all; which record they may touch is the module's policy. Default deny.
 * @returns null when they may, else the code to refuse with
 */
export function refusalFor(access: Access, viewer: Viewer): ErrorCode | null {
  if (access === 'public') return null;
  if (access === 'operator') return viewer.kind === 'operator' ? null : 'not-found';
  if (access === 'personal-link') return viewer.kind === 'person' ? null : 'not-found';
  if (access === 'own-page') return viewer.kind === 'visitor' ? null : 'own-page-closed';
  if (viewer.kind === 'operator') return 'not-permitted';
  if (viewer.kind !== 'account') return 'not-signed-in';
  if (access === 'signed-in') return null;
  return viewer.roles.some((role: Role) => isPermitted(role, access)) ? null : 'not-permitted';
}
