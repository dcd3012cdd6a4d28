import type { RequestOf, standInEndpoints, StandInView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount, refuseOneself } from '../policy.js';
import { refuseUnfitPeriod, refuseUnfitStandIn } from '../rules/stand-in.js';
import { standInStore } from '../store/stand-in-store.js';
import { standInView } from '../views.js';
import { administeredAccount, requireAdministered } from './administered.js';
import { loadStanding } from './load-standing.js';
import { recordAccountAction } from './record-action.js';

/**
 * Proposes that a colleague acts with one role of an account while it is away: for oneself, or as administrator for another.
 * An administrator confirms it.
 * @throws DomainError `request-invalid`, `not-found`, `not-to-oneself`, `role-held-already`, `roles-exclude-each-other`
 */
export async function proposeStandIn(
  kernel: Kernel,
  viewer: Viewer,
  input: RequestOf<typeof standInEndpoints.propose>['body'],
): Promise<StandInView> {
  const { accountId: proposedBy } = actingAccount(viewer);
  const { absentAccountId, accountId, role } = input;
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
  return act(kernel, viewer, 'access.propose-stand-in', async (context) => {
    refuseUnfitPeriod(startsAt, endsAt, context.now);
    if (absentAccountId !== proposedBy) await administeredAccount(context, absentAccountId);
    refuseOneself(viewer, accountId);
    const absent = await loadStanding(context, absentAccountId);
    const standing = await loadStanding(context, accountId);
    refuseUnfitStandIn(role, absent.account.organisation.kind, absent, standing);
    const standIn = { id: newId(), absentAccountId, accountId, role, startsAt, endsAt, proposedBy };
    await standInStore(context).insert(standIn);
    await recordAccountAction(context, absentAccountId, {
      verb: 'propose-stand-in',
      detail: { ...{ standInId: standIn.id, accountId, role }, startsAt: input.startsAt, endsAt: input.endsAt },
    });
    return standInView({ ...standIn, confirmedBy: null, endedAt: null }, context.now);
  });
}

/**
 * Ends a stand-in early, or declines one that was proposed: the account whose role it is, or an administrator.
 * @throws DomainError `not-found`; `changed-meanwhile` when it is over
 */
export async function endStandIn(kernel: Kernel, viewer: Viewer, id: string): Promise<StandInView> {
  const { accountId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.end-stand-in', async (context) => {
    const standIn = await standInStore(context).byId(id);
    if (standIn === undefined) refuse('not-found');
    if (standIn.absentAccountId !== accountId) {
      const { account } = await loadStanding(context, standIn.absentAccountId);
      await requireAdministered(context, account.organisation.id);
    }
    if (standIn.endedAt !== null || standIn.endsAt <= context.now) refuse('changed-meanwhile');
    await standInStore(context).end(id);
    await recordAccountAction(context, standIn.absentAccountId, { verb: 'end-stand-in', detail: { standInId: id } });
    return standInView({ ...standIn, endedAt: context.now }, context.now);
  });
}
