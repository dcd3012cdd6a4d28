import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Credentials } from '../../../kernel/http/options.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { consentStore } from '../store/consent-store.js';
import { hasAnsweredIn, isOpenIn } from './link-browser.js';

/** The person behind a personal link; undefined alike for a link that is unknown, ended or out of time. */
export async function authenticateLink(kernel: Kernel, { link, browser }: Credentials): Promise<Viewer | undefined> {
  if (link === undefined || link.length < 20 || link.length > 200) return undefined;
  return withTransaction(kernel.database, systemViewer('personal-link'), kernel.clock.now(), async (transaction) => {
    const open = await consentStore(transaction).openBySecret(link);
    if (open === undefined) return undefined;
    const isOpenHere = isOpenIn(kernel.keys, open, browser, transaction.now);
    const hasAnsweredHere = hasAnsweredIn(kernel.keys, open.id, browser);
    return { kind: 'person', linkId: open.id, inquiryId: open.applicationId, isOpenHere, hasAnsweredHere };
  });
}
