import type { EmploymentView } from '@gatehouse/contract';
import type { Viewer } from '../../kernel/viewer.js';

/** Whether the first day has come, and whether it may still be said that nobody came. */
export type Days = { readonly hasBegun: boolean; readonly mayNotHaveBegun: boolean };

/** What a viewer may do with an employment; a page offers this and nothing else. Which rows they see, row security says. */
export function deedsOf(
  viewer: Viewer,
  { unitId, isOpen, days }: { readonly unitId: string; readonly isOpen: boolean; readonly days?: Days },
): EmploymentView['may'] {
  const isOwn = viewer.kind === 'account' && viewer.organisationId === unitId && viewer.roles.includes('clerk');
  if (!isOwn || !isOpen) return [];
  return [
    'change',
    ...(days?.hasBegun === false ? [] : ['end' as const]),
    ...(days?.mayNotHaveBegun ? ['not-begin' as const] : []),
  ];
}
