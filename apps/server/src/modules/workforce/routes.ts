import type { Route } from '../../kernel/http/route.js';
import type { Workplace } from './doors.js';

/** The routes of this module. */
export function workforceRoutes(_at: Workplace): readonly Route[] {
  return [];
}
