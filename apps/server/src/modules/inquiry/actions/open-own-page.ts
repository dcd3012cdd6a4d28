import type { OwnPage } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newId, newSecret } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { ownPageRules, plainCode } from '../rules/own-page.js';
import { visitStore } from '../store/visit-store.js';
import { ownPagePath } from './own-visit.js';
import { readOwnPage } from './read-own-page.js';

/** What proved who opens the page, and what is entered about it beside the visit. */
type Proof = {
  readonly deskCodeId: string;
  readonly entry?: { readonly subjects: readonly string[]; readonly details: Readonly<Record<string, string>> };
};

/**
 * Opens the own page with the code of a desk: once, for half an hour, in this browser.
 * @throws DomainError `own-code-not-good` alike for a code that is wrong, used, out of time or replaced by a newer one
 */
export async function openOwnPage(
  platform: Platform,
  { code }: { code: string },
  browser: Pick<Transport, 'bindBrowser'>,
): Promise<OwnPage> {
  return openBy(platform, browser, async (context) => {
    const given = (await visitStore(context).goodCode(plainCode(code))) ?? refuse('own-code-not-good');
    return { deskCodeId: given.id };
  });
}

/**
 * Opens the own page by what proves who somebody is, in one act. The cookie holds a secret drawn now, whatever the browser sent.
 * @throws DomainError what `prove` refused with; `own-code-not-good` where another browser was first by the same proof
 */
export async function openBy(
  platform: Platform,
  browser: Pick<Transport, 'bindBrowser'>,
  prove: (context: ActContext) => Promise<Proof>,
): Promise<OwnPage> {
  const secret = newSecret();
  const visit = await act(platform.kernel, systemViewer('own-page'), 'inquiry.open-own-page', async (context) => {
    const { deskCodeId, entry } = await prove(context);
    const id = newId();
    const endsAt = new Date(context.now.getTime() + ownPageRules.openMinutes * 60_000);
    if (!(await visitStore(context).begin({ id, deskCodeId, secret, endsAt }))) refuse('own-code-not-good');
    await context.record({
      ...entry,
      object: { kind: 'desk-code', id: deskCodeId },
      details: { ...entry?.details, visit: id },
    });
    return { id, endsAt };
  });
  browser.bindBrowser(ownPagePath, secret, visit.endsAt);
  return readOwnPage(platform, { kind: 'visitor', visitId: visit.id });
}
