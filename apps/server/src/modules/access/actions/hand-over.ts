import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import { oneTimePasswordEnd } from '../rules/sign-in.js';
import { accountStore } from '../store/account-store.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { endRights } from './end-rights.js';
import { recordAccountAction } from './record-action.js';

/**
 * Gives an account a one-time password that an administrator hands over. Whoever holds it could act as the account, so its rights
 * end and its roles become proposals of that administrator: another one confirms them again.
 * @param verb how the history calls it
 * @returns until when the password opens anything
 */
export async function handOver(
  context: ActContext,
  id: string,
  { passwordHash, proposedBy, verb }: { passwordHash: string; proposedBy: string; verb: 'reset-password' | 'recover' },
): Promise<Date> {
  const oneTimeUntil = oneTimePasswordEnd(context.now);
  const ended = await endRights(context, id);
  const proposed = ended.map(({ role }) => ({ id: newId(), accountId: id, role, proposedBy }));
  for (const grant of proposed) await roleGrantStore(context).insert(grant);
  await accountStore(context).update(id, { passwordHash, oneTimeUntil });
  const grants = proposed.map((grant) => ({ grantId: grant.id, role: grant.role }));
  await recordAccountAction(context, id, { verb, detail: { until: oneTimeUntil.toISOString(), proposed: grants } });
  return oneTimeUntil;
}
