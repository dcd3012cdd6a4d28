import { mayHoldTogether, roleDefinition, type Role } from '@gatehouse/contract';
import { refuse } from '../../../kernel/errors.js';

/** The first role held that excludes the new one, if any. */
export function excludedBy(held: readonly Role[], role: Role): Role | undefined {
  return held.find((other) => !mayHoldTogether(other, role));
}

/**
 * Refuses a role that this kind of organisation does not have, or that one of the roles held or due excludes (separation of
 * duties: whoever drafts does not approve, the two who compare are two people).
 * @param held roles in force, roles of stand-ins now and to come
 */
export function refuseUnfitRole(role: Role, organisationKind: string, held: readonly Role[]): void {
  if (!roleDefinition(role).organisationKinds.includes(organisationKind)) refuse('role-not-for-this-organisation');
  if (excludedBy(held, role) !== undefined) refuse('roles-exclude-each-other');
}
