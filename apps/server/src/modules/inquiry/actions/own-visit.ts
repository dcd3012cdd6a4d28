import type { Transaction } from '../../../kernel/database/transaction.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Credentials } from '../../../kernel/http/options.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { type DeskCode, type Visit, visitStore } from '../store/visit-store.js';

/** Addresses to which a browser sends back what the own page left with it. */
export const ownPagePath = '/api/own-page';

/** The visitor behind what the own page left with this browser; undefined alike for a visit that is unknown, ended or out of time. */
export async function authenticateVisit(kernel: Kernel, { browser }: Credentials): Promise<Viewer | undefined> {
  if (browser === undefined || browser.length < 20 || browser.length > 200) return undefined;
  const viewer = systemViewer('own-page');
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const visit = await visitStore(transaction).openBySecret(browser);
    return visit === undefined ? undefined : { kind: 'visitor', visitId: visit.id };
  });
}

/** The visit of whoever acts, while it is open, and the code that began it. */
export async function ownVisit(transaction: Transaction): Promise<{ visit: Visit; code: DeskCode }> {
  const { viewer } = transaction;
  if (viewer.kind !== 'visitor') return refuse('own-page-closed');
  const visits = visitStore(transaction);
  const visit = (await visits.byId(viewer.visitId)) ?? refuse('own-page-closed');
  return { visit, code: await visits.codeOf(visit) };
}
