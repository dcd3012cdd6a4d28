import { refuse } from '../../kernel/errors.js';
import type { Viewer } from '../../kernel/viewer.js';

/** The viewer of an account. */
export type AccountViewer = Extract<Viewer, { kind: 'account' }>;

/** The account that acts. Refuses a viewer that is none. */
export function actingAccount(viewer: Viewer): AccountViewer {
  return viewer.kind === 'account' ? viewer : refuse('not-signed-in');
}

/** An organisation's place in the tree: itself first, then everything above it. */
export type Upward = readonly { readonly id: string; readonly kind: string }[];

/**
 * Whether a viewer administers an organisation: the operator's administrators all of them, others their own and what lies
 * below it. Said again by `access.administers` in the database.
 * @param own the organisation of the viewer
 * @param upward of the organisation in question; empty for the top of the tree
 */
export function administers(viewer: Viewer, own: { id: string; kind: string } | undefined, upward: Upward): boolean {
  if (viewer.kind === 'operator') return true;
  if (viewer.kind !== 'account' || own === undefined) return false;
  if (!viewer.roles.some((role) => role === 'admin' || role === 'admin-2')) return false;
  return own.kind === 'operator' || upward.some(({ id }) => id === own.id);
}

/** Refuses an administrator who would change their own account's standing. */
export function refuseOneself(viewer: Viewer, accountId: string): void {
  if (viewer.kind === 'account' && viewer.accountId === accountId) refuse('not-to-oneself');
}

/** Refuses a confirmation by whoever proposed it or would gain by it: two other people stand behind every right. */
export function refuseSecondByFirst(
  viewer: AccountViewer,
  { proposedBy, accountId }: { proposedBy: string | null; accountId: string },
): void {
  refuseOneself(viewer, accountId);
  if (proposedBy === viewer.accountId) refuse('second-administrator-needed');
}
