import type { accountEndpoints, AccountView, AnswerOf, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { hashPassword, newOneTimePassword } from '../passwords.js';
import { actingAccount, refuseOneself, refuseSecondByFirst } from '../policy.js';
import type { OwnerToldSetting } from '../setting.js';
import { recoveryStore } from '../store/recovery-store.js';
import { administeredAccount } from './administered.js';
import { endFactor } from './end-factor.js';
import { handOver } from './hand-over.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';
import { phoneToTell, tellOwner } from './tell-owner.js';

/**
 * Proposes to let somebody in again who lost their device and their recovery codes. Nothing changes until another administrator
 * has confirmed it.
 * @throws DomainError `not-found`, `account-closed`, `changed-meanwhile`, `not-to-oneself`, `recovery-waits-already`
 */
export async function proposeRecovery(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { version }: { version: number },
): Promise<AccountView> {
  const { accountId: proposedBy } = actingAccount(viewer);
  return act(kernel, viewer, 'access.propose-recovery', async (context) => {
    await administeredAccount(context, id, version);
    refuseOneself(viewer, id);
    if ((await recoveryStore(context).openOf([id])).length > 0) refuse('recovery-waits-already');
    const recoveryId = newId();
    await recoveryStore(context).insert({ id: recoveryId, accountId: id, proposedBy });
    await recordAccountAction(context, id, { verb: 'propose-recovery', detail: { recoveryId } });
    return loadAccountView(context, id);
  });
}

/**
 * Declines a recovery that was proposed, or takes it back: one administrator is enough.
 * @throws DomainError `not-found` also where none waits, `account-closed`, `changed-meanwhile`
 */
export async function endRecovery(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { version }: { version: number },
): Promise<AccountView> {
  return act(kernel, viewer, 'access.end-recovery', async (context) => {
    await administeredAccount(context, id, version);
    const [open] = await recoveryStore(context).openOf([id]);
    if (open === undefined) refuse('not-found');
    await recoveryStore(context).end(open.id, null);
    await recordAccountAction(context, id, { verb: 'end-recovery', detail: { recoveryId: open.id } });
    return loadAccountView(context, id);
  });
}

/**
 * Takes the second factor away and gives a one-time password, shown in this answer and nowhere else, as another administrator
 * proposed. Sessions end. The person is told at their work phone, of which only a token is kept: the administrator types the
 * number, and no other is taken.
 * @throws DomainError `second-administrator-needed`, `not-to-oneself`, `not-found` also where none waits, `changed-meanwhile`,
 * `request-invalid` for another phone
 */
export async function confirmRecovery(
  setting: OwnerToldSetting,
  viewer: Viewer,
  id: string,
  { version, language, workPhone }: RequestOf<typeof accountEndpoints.confirmRecovery>['body'],
): Promise<AnswerOf<typeof accountEndpoints.confirmRecovery>> {
  const { kernel } = setting;
  const administrator = actingAccount(viewer);
  const oneTimePassword = newOneTimePassword();
  const passwordHash = await hashPassword(oneTimePassword);
  return act(kernel, viewer, 'access.confirm-recovery', async (context) => {
    const account = await administeredAccount(context, id, version);
    const [open] = await recoveryStore(context).openOf([id]);
    if (open === undefined) refuse('not-found');
    refuseSecondByFirst(administrator, open);
    const phone = phoneToTell(kernel, account, workPhone);
    await recoveryStore(context).end(open.id, administrator.accountId);
    await endFactor(context, id);
    const handedOver = { passwordHash, proposedBy: administrator.accountId, verb: 'recover' as const };
    const until = await handOver(context, id, handedOver);
    await tellOwner(context, setting, account, { phone, language, template: 'account-recovered' });
    const view = await loadAccountView(context, id);
    return { ...view, oneTimePassword, oneTimePasswordUntil: until.toISOString(), isTold: phone !== undefined };
  });
}
