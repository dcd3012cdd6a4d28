import roleTable from './roles.json' with { type: 'json' };

/** The name of a role, the same word as the demonstration account that holds it. */
export type Role = keyof typeof roleTable;

/**
 * One role: who holds it, on which kind of organisation, whether it asks for a second factor at sign-in, and what it may not be
 * combined with.
 */
export type RoleDefinition = {
  readonly title: { readonly en: string; readonly zh: string };
  readonly organisationKinds: readonly string[];
  /** Exactly where a permission of the role reaches personal data (permissions.json). */
  readonly secondFactor: boolean;
  readonly excludes: readonly Role[];
};

/** Every role, in the order in which pages list them. */
export const roles = Object.keys(roleTable) as readonly Role[];

const definitions: Readonly<Record<Role, RoleDefinition>> = roleTable as Record<Role, RoleDefinition>;

/** The definition of one role. */
export function roleDefinition(role: Role): RoleDefinition {
  return definitions[role];
}

/** Whether a word names a role. */
export function isRole(word: string): word is Role {
  return Object.hasOwn(roleTable, word);
}

/**
 * Whether one account may hold both roles. Separation of duties: whoever drafts does not approve, the two who compare are
 * two people, the auditor and the administrators see no person (role table).
 */
export function mayHoldTogether(first: Role, second: Role): boolean {
  if (first === second) return true;
  return !definitions[first].excludes.includes(second) && !definitions[second].excludes.includes(first);
}
