import { type InquiryView, isPermitted, type Permission } from '@gatehouse/contract';
import type { Viewer } from '../../kernel/viewer.js';
import type { Application } from './application.js';
import type { Organisation } from './doors.js';
import { isVoid } from './rules/objection.js';
import { fitsState, type InquiryVerb } from './rules/states.js';

type Deed = InquiryView['may'][number];

/** Which verb and which permission stand behind what a page offers. */
const deeds: readonly (readonly [Deed, InquiryVerb, Permission])[] = [
  ['edit', 'edit', 'inquiry:draft'],
  ['prove-identity', 'prove-identity', 'inquiry:draft'],
  ['send-consent', 'send-consent', 'inquiry:draft'],
  ['record-paper', 'record-paper', 'inquiry:draft'],
  ['serve-notice', 'serve-notice', 'inquiry:draft'],
  ['submit', 'submit', 'inquiry:draft'],
  ['cancel', 'cancel', 'inquiry:draft'],
  ['approve', 'approve', 'inquiry:review'],
  ['return', 'return', 'inquiry:review'],
  ['settle', 'settle', 'inquiry:settle'],
  ['object', 'object', 'inquiry:settle'],
  ['note-recall', 'note-recall', 'inquiry:settle'],
];

/** What a viewer may do now with an inquiry; a page offers this and nothing else. */
export function deedsOf(viewer: Viewer, row: Application): Deed[] {
  if (viewer.kind !== 'account' || row.erasedAt !== null) return [];
  const { roles, accountId, organisationId } = viewer;
  const allowed = deeds.filter(([deed, verb, permission]) => {
    if (!fitsState(row.state, verb) || !roles.some((role) => isPermitted(role, permission))) return false;
    if (permission === 'inquiry:review') return row.reviewerId === organisationId && row.draftedBy !== accountId;
    if (row.unitId !== organisationId) return false;
    if (deed === 'serve-notice') return row.permission === 'notice' && row.problemCount === 0;
    if (deed === 'send-consent' || deed === 'record-paper')
      return row.permission === 'consent' && row.problemCount === 0;
    if (deed === 'prove-identity') return row.problemCount === 0;
    if (deed === 'note-recall') return row.dueAt !== null;
    if (deed === 'submit') return row.permittedAt !== null && row.identityProof !== null;
    return true;
  });
  const notice: Deed[] = hasNotice(row) ? ['download-notice'] : [];
  return [...allowed.map(([deed]) => deed), ...notice];
}

/** A desk that proves who a visitor is: of an authority, never of a unit or body that asks. Which officer: the permission says. */
export function provesVisitors(organisation: Organisation | undefined): boolean {
  return organisation?.kind === 'authority';
}

/** Whether a notice stands; one of a void answer is given to nobody any more. */
export function hasNotice(row: Application): boolean {
  return row.noticeEntryId !== null && !isVoid(row.state);
}

/** Types of a record are for the authority that reviews, never for the unit (decision A4). */
export function seesTypes(viewer: Viewer, row: Application): boolean {
  return (
    viewer.kind === 'account' &&
    row.releasedAt !== null &&
    !isVoid(row.state) &&
    viewer.organisationId === row.reviewerId &&
    viewer.roles.some((role) => role === 'reviewer' || role === 'qualification-approver')
  );
}
