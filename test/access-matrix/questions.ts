// The access matrix as questions, without a node: which answer is right for whom. Asked of a node in the tests, and of one that
// serves by `gatehouse bench trust`.
import { type Endpoint, type Permission, permissions, type Role, roles } from '@gatehouse/contract';
import duties from './duties.json' with { type: 'json' };

/** What of a route the matrix asks about. */
export type AskedRoute = Pick<Endpoint, 'method' | 'path'> & { readonly access: string };

/** Accesses that are no permission of the role table. */
export const knownAccess: readonly string[] = ['public', 'signed-in', 'personal-link', 'own-page', 'operator'];

/** What a caller has to hear, by what it means. */
export type Hearing = 'let in' | 'not permitted' | 'not there' | 'closed';

/** One question: somebody at a route. `nobody` is not signed in; `stranger` shows a session that never was. */
export type RoleQuestion = {
  readonly who: Role | 'nobody' | 'stranger';
  readonly route: AskedRoute;
  readonly right: Hearing;
};

/** Whether an access is a permission of the role table. */
export function isPermission(access: string): access is Permission {
  return (permissions as readonly string[]).includes(access);
}

/** What an account with one role has to hear at a route. Public ones say nothing of a role. */
export function hearingOf(role: Role, access: string): Hearing | undefined {
  if (access === 'operator' || access === 'personal-link') return 'not there';
  if (access === 'own-page') return 'closed';
  if (!isPermission(access)) return undefined;
  return mayDo(role, access) ? 'let in' : 'not permitted';
}

/**
 * Whether a role's duty includes a permission, by the matrix's own table: said a second time and the other way round, so that a line
 * that is lost or added in the table of permissions is a wrong answer here.
 */
export function mayDo(role: Role, permission: Permission): boolean {
  return (duties as Readonly<Partial<Record<Role, readonly string[]>>>)[role]?.includes(permission) ?? false;
}

/** Where a table of permissions says otherwise than the matrix: who carries what, or should; in words. */
export function wrongDuties(carries: (role: Role, permission: Permission) => boolean): string[] {
  return roles.flatMap((role) =>
    permissions
      .filter((permission) => carries(role, permission) !== mayDo(role, permission))
      .map((permission) => `${role} ${carries(role, permission) ? 'carries' : 'does not carry'} ${permission}`),
  );
}

/** Every role and every stranger at every route of which the matrix says something. */
export function roleQuestions(routes: readonly AskedRoute[]): RoleQuestion[] {
  const guarded = routes.filter(({ access }) => access !== 'public');
  const ofRoles = roles.flatMap((role) =>
    routes.flatMap((route) => {
      const right = hearingOf(role, route.access);
      return right === undefined ? [] : [{ who: role, route, right }];
    }),
  );
  const ofStrangers = (['nobody', 'stranger'] as const).flatMap((who) =>
    guarded.map((route) => ({ who, route, right: strangersHear(route.access) })),
  );
  return [...ofRoles, ...ofStrangers];
}

function strangersHear(access: string): Hearing {
  return access === 'operator' || access === 'personal-link' ? 'not there' : 'closed';
}

/** Whether a status is what had to be heard. Of what is wrong with a request nothing is said but to whoever is let in. */
export function isHeard(right: Hearing, status: number): boolean {
  if (right === 'not permitted') return status === 403;
  if (right === 'not there') return status === 404;
  if (right === 'closed') return status === 401;
  return status !== 401 && status !== 403;
}
