import type { AnswerOf, EmergencyLook, emergencyLookEndpoints } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { EmergencyDesk } from '../emergency-setting.js';
import { actingAccount } from '../policy.js';
import { lookState } from '../rules/emergency-look.js';
import { emergencyLookStore } from '../store/emergency-look-store.js';
import { showEmergencyLooks } from './show-emergency-looks.js';

/** The own looks, and those of colleagues that wait for a second person, to be opened or to be withheld. */
export async function listEmergencyLooks(desk: EmergencyDesk, viewer: Viewer): Promise<{ items: EmergencyLook[] }> {
  return list(desk, viewer, ({ isOwn, may, mayWithhold }) => isOwn || may.length > 0 || mayWithhold.length > 0);
}

/** Looks that were opened, for the auditor: those that wait for a review first, then the latest. */
export async function listEmergencyLooksToReview(
  desk: EmergencyDesk,
  viewer: Viewer,
): Promise<{ items: EmergencyLook[] }> {
  const { items } = await list(desk, viewer, ({ openedAt }) => openedAt !== undefined);
  const isSettled = ({ verdict }: EmergencyLook): number => Number(verdict !== undefined);
  return { items: items.sort((one, other) => isSettled(one) - isSettled(other)) };
}

/** The own look that is open now, for the banner of every page. */
export async function readOpenEmergencyLook(
  { kernel, doors }: EmergencyDesk,
  viewer: Viewer,
): Promise<AnswerOf<typeof emergencyLookEndpoints.open>> {
  const { accountId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const rows = await emergencyLookStore(transaction).ofAccount(accountId);
    const row = rows.find((one) => lookState(one, doors.times, transaction.now) === 'open');
    if (row === undefined || row.openUntil === null) return { open: null };
    return { open: { id: row.id, until: row.openUntil.toISOString() } };
  });
}

async function list(
  desk: EmergencyDesk,
  viewer: Viewer,
  isShown: (look: EmergencyLook) => boolean,
): Promise<{ items: EmergencyLook[] }> {
  return readAct(desk.kernel, viewer, 'access.list-emergency-looks', async (context) => {
    const shown = await showEmergencyLooks(desk, context, await emergencyLookStore(context).list());
    const items = shown.filter(isShown);
    context.record({ details: { looks: items.map(({ id }) => id) } });
    return { items };
  });
}
