import type { accountEndpoints, AccountView, AnswerOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { accountStore } from '../store/account-store.js';
import { historyStore } from '../store/history-store.js';
import { providerLinkStore } from '../store/provider-link-store.js';
import { recoveryStore } from '../store/recovery-store.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { accountView } from '../views.js';
import { requireAdministered } from './administered.js';

/** One account that the viewer administers, with everything that was done to it. */
export async function readAccount(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
): Promise<AnswerOf<typeof accountEndpoints.read>> {
  return act(kernel, viewer, 'access.read-account', async (context) => {
    const view = await loadAccountView(context, id);
    await requireAdministered(context, view.organisationId);
    const actions = await historyStore(context).ofAccount(id);
    await context.record({ object: { kind: 'access.account', id } });
    const history = actions.map(({ position, verb, detail, actor, at }) => ({
      ...{ position, verb, actor },
      detail: detail as Record<string, unknown>,
      at: at.toISOString(),
    }));
    return { ...view, history };
  });
}

/**
 * An account as it stands in this transaction, for the answer of whatever changed it.
 * @throws DomainError `not-found`
 */
export async function loadAccountView(transaction: Transaction, id: string): Promise<AccountView> {
  const account = await accountStore(transaction).byId(id);
  if (account === undefined) refuse('not-found');
  const grants = await roleGrantStore(transaction).openOf([id]);
  const recoveries = await recoveryStore(transaction).openOf([id]);
  const links = await providerLinkStore(transaction).openOf([id]);
  return accountView({ ...account, organisationId: account.organisation.id }, grants, { recoveries, links });
}
