import type { conflictEndpoints, ConflictView, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { conflictStore } from '../store/conflict-store.js';
import { organisationStore } from '../store/organisation-store.js';
import { conflictView } from '../views.js';
import { recordAccountAction } from './record-action.js';

/** The conflicts of interest the viewer has declared. Leaves no entry: it shows nobody but the viewer. */
export async function listConflicts(kernel: Kernel, viewer: Viewer): Promise<{ items: ConflictView[] }> {
  const { accountId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const conflicts = await conflictStore(transaction).ofAccount(accountId);
    return { items: conflicts.map(conflictView) };
  });
}

/**
 * Declares a conflict of interest with an organisation: its matters go to somebody else. Said twice, it stands once.
 * @throws DomainError `not-found` (organisation)
 */
export async function declareConflict(
  kernel: Kernel,
  viewer: Viewer,
  { organisationId, ground }: RequestOf<typeof conflictEndpoints.declare>['body'],
): Promise<ConflictView> {
  const { accountId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.declare-conflict', async (context) => {
    if ((await organisationStore(context).byId(organisationId)) === undefined) refuse('not-found');
    const conflicts = conflictStore(context);
    const present = await conflicts.between(accountId, organisationId);
    if (present !== undefined) {
      await context.record({ object: { kind: 'access.account', id: accountId }, details: { organisationId } });
      return conflictView(present);
    }
    const id = newId();
    await conflicts.insert({ id, accountId, organisationId, ground });
    await recordAccountAction(context, accountId, {
      verb: 'declare-conflict',
      detail: { conflictId: id, organisationId, ground },
    });
    return conflictView({ id, accountId, organisationId, ground, declaredAt: context.now });
  });
}

/**
 * Says that a conflict of interest is over.
 * @throws DomainError `not-found`
 */
export async function withdrawConflict(kernel: Kernel, viewer: Viewer, id: string): Promise<undefined> {
  const { accountId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.withdraw-conflict', async (context) => {
    const conflicts = conflictStore(context);
    const conflict = await conflicts.byId(id);
    if (conflict?.accountId !== accountId) refuse('not-found');
    await conflicts.withdraw(id);
    await recordAccountAction(context, accountId, { verb: 'withdraw-conflict', detail: { conflictId: id } });
    return undefined;
  });
}
