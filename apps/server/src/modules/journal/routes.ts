import type { Route } from '../../kernel/http/route.js';
import type { Kernel } from '../../kernel/kernel.js';

/** The routes of this module. */
export function journalRoutes(_kernel: Kernel): readonly Route[] {
  return [];
}
