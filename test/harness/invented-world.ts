import { type Role, roleDefinition, roles } from '@gatehouse/contract';
import { type Node, systemViewer, withTransaction } from '@gatehouse/server';
import { hash } from '@node-rs/argon2';
import organisationRows from './world.json' with { type: 'json' };

/** Password of every account of the invented world. */
export const worldPassword = 'invented-password-only';

/** The organisations and accounts of a small invented world: one province, two counties. */
export type World = {
  readonly organisations: Readonly<Record<OrganisationName, string>>;
  /** One account per role, its login the role's name; a second clerk, reviewer, procurator and supplier elsewhere, two more of
   * the re-check desk, a second procurator, two more administrators. */
  readonly accounts: Readonly<
    Record<
      | Role
      | 'clerk-elsewhere'
      | 'reviewer-elsewhere'
      | 'recheck-second'
      | 'recheck-third'
      | 'admin-third'
      | 'admin-bureau'
      | 'procurator-second'
      | 'procurator-elsewhere'
      | 'supplier-elsewhere',
      string
    >
  >;
};

export type OrganisationName = keyof typeof organisationRows;

/** Where a role works: the organisation of the first kind that the role table names for it. */
function homeOf(role: Role): OrganisationName {
  if (role === 'superior') return 'province';
  const [kind] = roleDefinition(role).organisationKinds;
  if (kind === 'unit') return 'school';
  return kind === 'authority' ? 'education' : (kind as OrganisationName);
}

/** Makes the world in a fresh node. */
export async function makeWorld({ kernel }: Pick<Node, 'kernel'>): Promise<World> {
  // Cheap on purpose: the cost of guessing is not what these tests prove.
  const passwordHash = await hash(worldPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const now = kernel.clock.now();
  const names = Object.keys(organisationRows) as OrganisationName[];
  const organisations = Object.fromEntries(names.map((name) => [name, crypto.randomUUID()])) as Record<
    OrganisationName,
    string
  >;
  const homes: [string, Role, OrganisationName][] = [
    ...roles.map((role): [string, Role, OrganisationName] => [role, role, homeOf(role)]),
    ['clerk-elsewhere', 'clerk', 'schoolElsewhere'],
    ['reviewer-elsewhere', 'reviewer', 'educationElsewhere'],
    ['recheck-second', 'recheck', 'registry'],
    ['recheck-third', 'recheck', 'registry'],
    ['admin-third', 'admin', 'operator'],
    ['admin-bureau', 'admin', 'education'],
    ['procurator-second', 'procurator', 'procuratorate'],
    ['procurator-elsewhere', 'procurator', 'procuratorateElsewhere'],
    ['supplier-elsewhere', 'supplier', 'supplierElsewhere'],
  ];
  const accounts = Object.fromEntries(homes.map(([login]) => [login, crypto.randomUUID()])) as World['accounts'];
  await withTransaction(kernel.database, systemViewer('demonstration'), now, async ({ sql }) => {
    for (const name of names) {
      const { parent, ...row } = organisationRows[name];
      const parentId = parent === null ? null : organisations[parent as OrganisationName];
      await sql
        .insertInto('access.organisation')
        .values({ ...row, parentId, id: organisations[name], createdAt: now })
        .execute();
    }
    for (const [login, role, home] of homes) {
      const accountId = accounts[login as keyof World['accounts']];
      await sql
        .insertInto('access.account')
        .values({
          id: accountId,
          login,
          displayName: `${login} (invented)`,
          organisationId: organisations[home],
          passwordHash,
          createdAt: now,
        })
        .execute();
      await sql
        .insertInto('access.roleGrant')
        .values({ id: crypto.randomUUID(), accountId, role, proposedAt: now, inForceFrom: now })
        .execute();
    }
  });
  return { organisations, accounts };
}
