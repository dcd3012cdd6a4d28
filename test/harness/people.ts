import { type Role, roles } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { hash } from '@node-rs/argon2';
import type { TestNode } from './test-node.js';

/** Password of every account of the invented world. */
export const worldPassword = 'invented-password-only';

/** The organisations and accounts of a small invented world: two provinces, three counties. */
export type World = {
  readonly organisations: Readonly<Record<OrganisationName, string>>;
  /** One account per role, its login the role's name; and a second clerk and reviewer elsewhere. */
  readonly accounts: Readonly<Record<Role | 'clerk-elsewhere' | 'reviewer-elsewhere', string>>;
};

const organisationRows = [
  ['ministry', 'ministry', '100000', null, null, 'Ministry (invented)', '主管部委(虚构)'],
  ['province', 'education', '100000', 'ministry', null, 'Provincial education department (invented)', '省教育厅(虚构)'],
  ['education', 'education', '100101', 'province', null, 'County education bureau A (invented)', '甲县教育局(虚构)'],
  [
    'educationElsewhere',
    'education',
    '100102',
    'province',
    null,
    'County education bureau B (invented)',
    '乙县教育局(虚构)',
  ],
  ['health', 'health', '100101', 'province', null, 'County health commission A (invented)', '甲县卫生健康局(虚构)'],
  [
    'qualification',
    'qualification',
    '100101',
    'province',
    null,
    'Teacher qualification body A (invented)',
    '甲县教师资格认定机构(虚构)',
  ],
  ['registry', 'registry', '100000', null, null, 'Registry (invented)', '信息库(虚构)'],
  ['procuratorate', 'procuratorate', '100101', null, null, 'County procuratorate A (invented)', '甲县人民检察院(虚构)'],
  ['auditor', 'auditor', '100000', null, null, 'Audit body (invented)', '监督机构(虚构)'],
  ['operator', 'operator', '100000', null, null, 'Operator (invented)', '运行单位(虚构)'],
  ['centre', 'centre', '100101', null, null, 'One-stop centre A (invented)', '甲县一站式中心(虚构)'],
  ['school', 'unit', '100101', 'education', 'primary_school', 'Primary school A (invented)', '甲县第一小学(虚构)'],
  [
    'schoolNextDoor',
    'unit',
    '100101',
    'education',
    'secondary_school',
    'Secondary school A (invented)',
    '甲县第一中学(虚构)',
  ],
  [
    'schoolElsewhere',
    'unit',
    '100102',
    'educationElsewhere',
    'primary_school',
    'Primary school B (invented)',
    '乙县第一小学(虚构)',
  ],
  ['kindergarten', 'unit', '100101', 'education', 'kindergarten', 'Kindergarten A (invented)', '甲县第一幼儿园(虚构)'],
  ['hospital', 'unit', '100101', 'health', 'hospital', 'Hospital A (invented)', '甲县人民医院(虚构)'],
] as const;

export type OrganisationName = (typeof organisationRows)[number][0];

const homeOf: Readonly<Record<Role, OrganisationName>> = {
  clerk: 'school',
  reviewer: 'education',
  qualification: 'qualification',
  'qualification-approver': 'qualification',
  superior: 'province',
  ministry: 'ministry',
  registrar: 'registry',
  verifier: 'registry',
  comparer: 'registry',
  'comparer-2': 'registry',
  recheck: 'registry',
  procurator: 'procuratorate',
  centre: 'centre',
  'vice-principal': 'procuratorate',
  auditor: 'auditor',
  admin: 'operator',
  'admin-2': 'operator',
};

/** Makes the world in a fresh node. */
export async function makeWorld(node: TestNode): Promise<World> {
  // Cheap on purpose: the cost of guessing is not what these tests prove.
  const passwordHash = await hash(worldPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const now = node.clock.now();
  const organisations = Object.fromEntries(organisationRows.map(([name]) => [name, crypto.randomUUID()])) as Record<
    OrganisationName,
    string
  >;
  const homes: [string, Role, OrganisationName][] = [
    ...roles.map((role): [string, Role, OrganisationName] => [role, role, homeOf[role]]),
    ['clerk-elsewhere', 'clerk', 'schoolElsewhere'],
    ['reviewer-elsewhere', 'reviewer', 'educationElsewhere'],
  ];
  const accounts = Object.fromEntries(homes.map(([login]) => [login, crypto.randomUUID()])) as World['accounts'];
  await withTransaction(node.kernel.database, systemViewer('demonstration'), now, async ({ sql }) => {
    for (const [name, kind, divisionCode, parent, unitType, nameEn, nameZh] of organisationRows) {
      await sql
        .insertInto('access.organisation')
        .values({
          id: organisations[name],
          kind,
          divisionCode,
          parentId: parent === null ? null : organisations[parent],
          unitType,
          nameEn,
          nameZh,
          createdAt: now,
        })
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

/** Headers of a browser in which this account is signed in. */
export type SignedIn = { readonly cookie: string; readonly 'x-gatehouse-request': '1' };

/** Signs an account of the world in. */
export async function signInAs(node: TestNode, login: string): Promise<SignedIn> {
  const answer = await node.http.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { account: login, password: worldPassword },
  });
  const session = answer.cookies.find((cookie) => cookie.name === 'gatehouse_session');
  if (session === undefined) throw new Error(`${login} could not sign in: ${answer.statusCode} ${answer.body}`);
  return { cookie: `${session.name}=${session.value}`, 'x-gatehouse-request': '1' };
}
