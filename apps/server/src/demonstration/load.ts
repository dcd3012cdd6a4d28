import { hash } from '@node-rs/argon2';
import { act } from '../kernel/act.js';
import { withTransaction } from '../kernel/database/transaction.js';
import { newId } from '../kernel/ids.js';
import { systemViewer } from '../kernel/viewer.js';
import { demonstrationPassword } from '../modules/access/index.js';
import type { Node } from '../node.js';
import { inventCountry } from './country.js';
import { loadStories } from './load-registry.js';

/** Tells how far the loading is. */
export type Progress = (words: { readonly en: string; readonly zh: string }) => void;

const viewer = systemViewer('demonstration');
const loadedSetting = 'demonstration.loaded';

/**
 * Loads the invented country into a data folder stamped demonstration, once, with the records a visitor needs at once; the
 * rest follow while the node serves (`fillRegistry`). An interrupted loading goes on where it was.
 */
export async function loadDemonstration(node: Node, tell: Progress): Promise<void> {
  if (node.mode !== 'demo' || (await isLoaded(node))) return;
  tell({ en: 'Inventing a country: authorities, schools, accounts …', zh: '正在生成演示数据：机构、学校、账号……' });
  await loadCountry(node);
  await loadStories(node);
  await act(node.kernel, viewer, 'demonstration.load', async (context) => {
    const setting = { name: loadedSetting, value: JSON.stringify(true), changedAt: context.now };
    await context.sql.insertInto('kernel.setting').values(setting).execute();
    await context.record({});
  });
}

async function isLoaded({ kernel }: Node): Promise<boolean> {
  const row = await withTransaction(kernel.database, viewer, kernel.clock.now(), ({ sql }) =>
    sql.selectFrom('kernel.setting').select('name').where('name', '=', loadedSetting).executeTakeFirst(),
  );
  return row !== undefined;
}

/** Organisations and accounts, in one act. */
async function loadCountry({ kernel }: Node): Promise<void> {
  const { organisations, accounts } = inventCountry(kernel.clock.now().toISOString().slice(0, 10));
  const passwordHash = await hash(demonstrationPassword);
  await act(kernel, viewer, 'demonstration.load-country', async ({ sql, now, record }) => {
    const present = await sql.selectFrom('access.account').select('id').where('login', '=', 'clerk').executeTakeFirst();
    await record({ details: { organisations: organisations.length, accounts: accounts.length } });
    if (present !== undefined) return;
    const ids = new Map(organisations.map(({ key }) => [key, newId()]));
    for (const { key, parent, unitType, authority, ...organisation } of organisations) {
      const id = ids.get(key) ?? newId();
      const parentId = parent === undefined ? null : (ids.get(parent) ?? null);
      await sql
        .insertInto('access.organisation')
        .values({
          id,
          parentId,
          unitType: unitType ?? null,
          authority: authority ?? null,
          ...organisation,
          createdAt: now,
        })
        .execute();
    }
    for (const { login, role, organisation, displayName } of accounts) {
      const accountId = newId();
      const organisationId = ids.get(organisation) ?? '';
      await sql
        .insertInto('access.account')
        .values({ id: accountId, login, displayName, organisationId, passwordHash, createdAt: now })
        .execute();
      await sql
        .insertInto('access.roleGrant')
        .values({ id: newId(), accountId, role, proposedAt: now, inForceFrom: now })
        .execute();
    }
  });
}
