import type { accountEndpoints, AnswerOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { hashPassword, newOneTimePassword } from '../passwords.js';
import { actingAccount, refuseOneself } from '../policy.js';
import { oneTimePasswordEnd } from '../rules/sign-in.js';
import { accountStore } from '../store/account-store.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { administeredAccount } from './administered.js';
import { endRights } from './end-rights.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Gives an account a one-time password, shown in this answer and nowhere else. Whoever holds that password could act as the
 * account, so its rights end and its roles become proposals of this administrator: a second one confirms them again once the
 * person has chosen a password.
 * @throws DomainError `not-found`, `account-closed`, `changed-meanwhile`, `not-to-oneself`
 */
export async function resetPassword(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { version }: { version: number },
): Promise<AnswerOf<typeof accountEndpoints.resetPassword>> {
  const { accountId: proposedBy } = actingAccount(viewer);
  const oneTimePassword = newOneTimePassword();
  const passwordHash = await hashPassword(oneTimePassword);
  return act(kernel, viewer, 'access.reset-password', async (context) => {
    await administeredAccount(context, id, version);
    refuseOneself(viewer, id);
    const oneTimeUntil = oneTimePasswordEnd(context.now);
    const ended = await endRights(context, id);
    const proposed = ended.map(({ role }) => ({ id: newId(), accountId: id, role, proposedBy }));
    for (const grant of proposed) await roleGrantStore(context).insert(grant);
    await accountStore(context).update(id, { passwordHash, oneTimeUntil });
    await recordAccountAction(context, id, {
      verb: 'reset-password',
      detail: {
        until: oneTimeUntil.toISOString(),
        proposed: proposed.map((grant) => ({ grantId: grant.id, role: grant.role })),
      },
    });
    return {
      ...(await loadAccountView(context, id)),
      oneTimePassword,
      oneTimePasswordUntil: oneTimeUntil.toISOString(),
    };
  });
}
