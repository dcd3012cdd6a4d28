import type { EmploymentView } from '@gatehouse/contract';
import type { Viewer } from '../../kernel/viewer.js';

/** What a viewer may do with an employment; a page offers this and nothing else. Which rows they see, row security says. */
export function deedsOf(
  viewer: Viewer,
  { unitId, isOpen }: { readonly unitId: string; readonly isOpen: boolean },
): EmploymentView['may'] {
  const isOwn = viewer.kind === 'account' && viewer.organisationId === unitId && viewer.roles.includes('clerk');
  return isOwn && isOpen ? ['change', 'end'] : [];
}
