import { roles } from '@gatehouse/contract';
import { type Node, openNode, readConfig, systemViewer, withTransaction } from '@gatehouse/server';
import { hash } from '@node-rs/argon2';

/** Account and password of the clerk that the measurements over HTTP sign in as. */
export const benchAccount = { account: 'bench-clerk', password: 'invented-password-only' };

/** Opens a node on a fresh folder, on PostgreSQL where an address is given, with one authority, one school and its clerk. */
export async function openBenchNode(folder: string, databaseUrl: string, connections: number): Promise<Node> {
  const node = await openNode(
    readConfig({
      GATEHOUSE_DATA: folder,
      GATEHOUSE_MODE: 'demo',
      DATABASE_URL: databaseUrl,
      GATEHOUSE_DATABASE_CONNECTIONS: String(connections),
      GATEHOUSE_REQUESTS_PER_MINUTE: '10000000',
      GATEHOUSE_LOG_LEVEL: 'error',
    }),
  );
  if (!(await isSettled(node))) await settle(node);
  return node;
}

/** Whether an earlier life of the node has settled it. */
async function isSettled({ kernel }: Node): Promise<boolean> {
  const known = await withTransaction(kernel.database, systemViewer('demonstration'), kernel.clock.now(), ({ sql }) =>
    sql.selectFrom('access.organisation').select('id').limit(1).executeTakeFirst(),
  );
  return known !== undefined;
}

async function settle({ kernel }: Node): Promise<void> {
  const passwordHash = await hash(benchAccount.password);
  const now = kernel.clock.now();
  const [authority, school, clerk] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const place = { divisionCode: '100101', createdAt: now };
  const role = roles.find((name) => name === 'clerk') ?? 'clerk';
  await withTransaction(kernel.database, systemViewer('demonstration'), now, async ({ sql }) => {
    const education = { id: authority, kind: 'authority', authority: 'education', parentId: null, unitType: null };
    const unit = { id: school, kind: 'unit', authority: null, parentId: authority, unitType: 'primary_school' };
    const names = { nameZh: '测试（虚构）', nameEn: 'Bench (invented)' };
    await sql
      .insertInto('access.organisation')
      .values([
        { ...education, ...place, ...names },
        { ...unit, ...place, ...names },
      ])
      .execute();
    const displayName = 'bench clerk';
    await sql
      .insertInto('access.account')
      .values({
        id: clerk,
        login: benchAccount.account,
        displayName,
        organisationId: school,
        passwordHash,
        createdAt: now,
      })
      .execute();
    await sql
      .insertInto('access.roleGrant')
      .values({ id: crypto.randomUUID(), accountId: clerk, role, proposedAt: now, inForceFrom: now })
      .execute();
  });
}
