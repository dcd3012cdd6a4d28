import type { WorkforceHome } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { homeTasks } from '../rules/home.js';
import { figuresOf } from '../rules/share.js';
import { coverageStore } from '../store/coverage-store.js';
import { gapStore } from '../store/gap-store.js';
import { loadStore } from '../store/load-store.js';
import { tipStore } from '../store/tip-store.js';
import { unenteredUnitStore } from '../store/unentered-unit-store.js';

/** What needs the viewer today about people at work. Counts only: leaves no entry. */
export async function readCoverageHome({ kernel, doors }: Workplace, viewer: Viewer): Promise<WorkforceHome> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { organisationId } = viewer;
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const noticed = await coverageStore(transaction).noticed(organisationId, civilDateAt(transaction.now));
    const waiting = await gapStore(transaction).waiting(organisationId);
    const tips = await tipStore(transaction).waiting(organisationId);
    const unentered = await unenteredUnitStore(transaction).waiting(organisationId);
    const brought = await loadStore(transaction).broughtWaiting(organisationId);
    return {
      tasks: homeTasks(doors.law.pack.recheckNotices, noticed, waiting, { tips, unentered, brought }),
      figures: figuresOf(noticed),
    };
  });
}
