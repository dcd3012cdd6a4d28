import { type accountEndpoints, type AnswerOf, type RequestOf, type Role } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { hashPassword, newOneTimePassword } from '../passwords.js';
import { oneTimePasswordEnd } from '../rules/sign-in.js';
import { accountStore } from '../store/account-store.js';
import { organisationStore } from '../store/organisation-store.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { recordAccountAction, recordOrganisationAction } from './record-action.js';

type Founding = RequestOf<typeof accountEndpoints.found>['body'];

/** What the two first administrators hold: one role each, since nobody may hold both. */
const foundingRoles: readonly Role[] = ['admin', 'admin-2'];

/**
 * The operator makes the first two administrators, or two more when fewer than two are left: the only rights that no
 * administrator stands behind. Their one-time passwords stand in this answer and nowhere else.
 * @throws DomainError `administrators-present`, `login-taken`
 */
export async function found(
  kernel: Kernel,
  viewer: Viewer,
  { organisation, administrators }: Founding,
): Promise<AnswerOf<typeof accountEndpoints.found>> {
  const prepared = await Promise.all(
    administrators.map(async (administrator, at) => {
      const oneTimePassword = newOneTimePassword();
      const passwordHash = await hashPassword(oneTimePassword);
      return { ...administrator, id: newId(), role: foundingRoles[at] ?? 'admin', oneTimePassword, passwordHash };
    }),
  );
  return act(kernel, viewer, 'access.found', async (context) => {
    if ((await accountStore(context).administrators()) >= foundingRoles.length) refuse('administrators-present');
    const organisationId = await operatorOrganisation(context, organisation);
    const oneTimeUntil = oneTimePasswordEnd(context.now);
    for (const { oneTimePassword: _shownOnce, role, ...account } of prepared) {
      await foundAccount(context, { ...account, organisationId, oneTimeUntil, phoneToken: null }, role);
    }
    return {
      organisationId,
      administrators: prepared.map(({ id, login, oneTimePassword }) => ({
        ...{ id, login, oneTimePassword },
        oneTimePasswordUntil: oneTimeUntil.toISOString(),
      })),
    };
  });
}

async function foundAccount(
  context: ActContext,
  account: Parameters<ReturnType<typeof accountStore>['insert']>[0],
  role: Role,
): Promise<void> {
  const { id, login, displayName, organisationId, oneTimeUntil } = account;
  if (!(await accountStore(context).insert(account))) refuse('login-taken');
  const detail = { login, displayName, organisationId, hasWorkPhone: false, until: oneTimeUntil.toISOString() };
  await recordAccountAction(context, id, { verb: 'create', detail });
  const grantId = newId();
  await roleGrantStore(context).insert({
    id: grantId,
    accountId: id,
    role,
    proposedBy: null,
    inForceFrom: context.now,
  });
  await recordAccountAction(context, id, { verb: 'found-role', detail: { grantId, role } });
}

async function operatorOrganisation(context: ActContext, names: Founding['organisation']): Promise<string> {
  const present = await organisationStore(context).openOperator();
  if (present !== undefined) return present.id;
  const id = newId();
  const organisation = {
    ...names,
    kind: 'operator' as const,
    parentId: null,
    unitType: null,
    authority: null,
    creditCode: null,
  };
  await organisationStore(context).insert(id, organisation);
  await recordOrganisationAction(context, id, { verb: 'create', detail: organisation });
  return id;
}
