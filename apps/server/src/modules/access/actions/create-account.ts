import type { accountEndpoints, AnswerOf, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { hashPassword, newOneTimePassword } from '../passwords.js';
import { oneTimePasswordEnd } from '../rules/sign-in.js';
import { requirePhone } from '../rules/work-phone.js';
import { accountStore } from '../store/account-store.js';
import { organisationStore } from '../store/organisation-store.js';
import { phoneToken } from '../work-phone-token.js';
import { requireAdministered } from './administered.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Makes an account without roles. Its one-time password stands in this answer and nowhere else.
 * @throws DomainError `not-found` (organisation), `organisation-closed`, `login-taken`, `request-invalid`
 */
export async function createAccount(
  kernel: Kernel,
  viewer: Viewer,
  { login, displayName, organisationId, workPhone }: RequestOf<typeof accountEndpoints.create>['body'],
): Promise<AnswerOf<typeof accountEndpoints.create>> {
  const phone = workPhone === undefined ? null : phoneToken(kernel.keys, requirePhone(workPhone));
  const oneTimePassword = newOneTimePassword();
  const passwordHash = await hashPassword(oneTimePassword);
  return act(kernel, viewer, 'access.create-account', async (context) => {
    await requireAdministered(context, organisationId);
    const organisation = await organisationStore(context).byId(organisationId);
    if (organisation === undefined) refuse('not-found');
    if (organisation.closedAt !== null) refuse('organisation-closed');
    const id = newId();
    const oneTimeUntil = oneTimePasswordEnd(context.now);
    const account = { id, login, displayName, organisationId, passwordHash, oneTimeUntil, phoneToken: phone };
    if (!(await accountStore(context).insert(account))) refuse('login-taken');
    await recordAccountAction(context, id, {
      verb: 'create',
      detail: { login, displayName, organisationId, hasWorkPhone: phone !== null, until: oneTimeUntil.toISOString() },
    });
    return {
      ...(await loadAccountView(context, id)),
      oneTimePassword,
      oneTimePasswordUntil: oneTimeUntil.toISOString(),
    };
  });
}
