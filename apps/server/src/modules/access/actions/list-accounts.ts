import type { accountEndpoints, AnswerOf, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { accountStore } from '../store/account-store.js';
import { providerLinkStore } from '../store/provider-link-store.js';
import { recoveryStore } from '../store/recovery-store.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { accountView } from '../views.js';

/** The accounts the viewer administers, by account name. */
export async function listAccounts(
  kernel: Kernel,
  viewer: Viewer,
  { limit, cursor, ...filter }: RequestOf<typeof accountEndpoints.list>['query'],
): Promise<AnswerOf<typeof accountEndpoints.list>> {
  const after = readCursor(cursor, 1)?.[0];
  return act(kernel, viewer, 'access.list-accounts', async (context) => {
    const rows = await accountStore(context).list(filter, after === undefined ? undefined : String(after), limit + 1);
    const page = pageFrom(rows, limit, (row) => [row.login]);
    const ids = page.items.map((row) => row.id);
    const grants = await roleGrantStore(context).openOf(ids);
    const recoveries = await recoveryStore(context).openOf(ids);
    const links = await providerLinkStore(context).openOf(ids);
    await context.record({ details: { rows: page.items.length } });
    return { ...page, items: page.items.map((row) => accountView(row, grants, { recoveries, links })) };
  });
}
