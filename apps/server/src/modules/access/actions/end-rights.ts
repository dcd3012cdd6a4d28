import type { ActContext } from '../../../kernel/act.js';
import { providerLinkStore } from '../store/provider-link-store.js';
import { roleGrantStore, type RoleGrant } from '../store/role-grant-store.js';
import { sessionStore } from '../store/session-store.js';
import { standInStore } from '../store/stand-in-store.js';
import { tokenStore } from '../store/token-store.js';
import { recordAccountAction } from './record-action.js';

/**
 * Ends everything an account may act with: sessions, tokens, the link to the identity provider, roles proposed and in force, stand-ins on
 * either side. Its own
 * history is told by the action that calls this; a stand-in belongs to the history of the account that is away.
 * @returns the roles that were in force or proposed
 */
export async function endRights(context: ActContext, accountId: string): Promise<RoleGrant[]> {
  const grants = await roleGrantStore(context).openOf([accountId]);
  await sessionStore(context).endAll(accountId);
  await tokenStore(context).endAll(accountId);
  await providerLinkStore(context).endOf(accountId);
  await roleGrantStore(context).end(grants.map((grant) => grant.id));
  for (const standIn of await standInStore(context).ofAccount(accountId)) {
    await standInStore(context).end(standIn.id);
    await recordAccountAction(context, standIn.absentAccountId, {
      verb: 'end-stand-in',
      detail: { standInId: standIn.id },
    });
  }
  return grants;
}
