import permissionTable from './permissions.json' with { type: 'json' };
import type { Role } from './roles.js';

/** What an account may do, `<module>:<verb>`; which record it may do it to is the module's policy. */
export type Permission = keyof typeof permissionTable;

const table = permissionTable as Readonly<
  Record<Permission, { readonly roles: readonly Role[]; readonly withoutPersons?: true }>
>;

/** Every permission. */
export const permissions = Object.keys(permissionTable) as readonly Permission[];

/** The roles that carry a permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return table[permission].roles;
}

/** Whether a role carries a permission. What the table does not say is denied. */
export function isPermitted(role: Role, permission: Permission): boolean {
  return table[permission].roles.includes(role);
}

/**
 * Whether a permission reaches data about persons: those checked, those on record, or the people of the system itself. What the
 * table does not call `withoutPersons` does.
 */
export function reachesPersonalData(permission: Permission): boolean {
  return table[permission].withoutPersons !== true;
}
