import type { OwnPage } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newId, newSecret } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { ownPageRules, plainCode } from '../rules/own-page.js';
import { visitStore } from '../store/visit-store.js';
import { ownPagePath } from './own-visit.js';
import { readOwnPage } from './read-own-page.js';

/**
 * Opens the own page with the code of a desk: once, for half an hour, in this browser. The cookie holds a secret drawn now,
 * whatever the browser sent.
 * @throws DomainError `own-code-not-good` alike for a code that is wrong, used, out of time or replaced by a newer one
 */
export async function openOwnPage(
  platform: Platform,
  { code }: { code: string },
  browser: Pick<Transport, 'bindBrowser'>,
): Promise<OwnPage> {
  const secret = newSecret();
  const { kernel } = platform;
  const visit = await act(kernel, systemViewer('own-page'), 'inquiry.open-own-page', async (context) => {
    const visits = visitStore(context);
    const given = (await visits.goodCode(plainCode(code))) ?? refuse('own-code-not-good');
    const id = newId();
    const endsAt = new Date(context.now.getTime() + ownPageRules.openMinutes * 60_000);
    if (!(await visits.begin({ id, deskCodeId: given.id, secret, endsAt }))) refuse('own-code-not-good');
    await context.record({ object: { kind: 'desk-code', id: given.id }, details: { visit: id } });
    return { id, endsAt };
  });
  browser.bindBrowser(ownPagePath, secret, visit.endsAt);
  return readOwnPage(platform, { kind: 'visitor', visitId: visit.id });
}
