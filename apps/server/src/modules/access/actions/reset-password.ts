import type { accountEndpoints, AnswerOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { hashPassword, newOneTimePassword } from '../passwords.js';
import { actingAccount, refuseOneself } from '../policy.js';
import { administeredAccount } from './administered.js';
import { handOver } from './hand-over.js';
import { loadAccountView } from './read-account.js';

/**
 * Gives an account a one-time password, shown in this answer and nowhere else. Its second factor stays and is asked for; its rights
 * end, and its roles wait for a second administrator.
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
    const until = await handOver(context, id, { passwordHash, proposedBy, verb: 'reset-password' });
    return { ...(await loadAccountView(context, id)), oneTimePassword, oneTimePasswordUntil: until.toISOString() };
  });
}
