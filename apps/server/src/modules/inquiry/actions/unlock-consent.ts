import type { ConsentPage } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { consentRules } from '../rules/consent.js';
import { consentStore } from '../store/consent-store.js';
import { consentPage } from '../views/consent-page.js';
import { browserToken, linkPath } from './link-browser.js';
import { countWrongTry, ownLink, refuseWhileWaiting, unlockedLink } from './personal-link.js';
import { codeToken } from './send-consent.js';

/**
 * Opens the page for a while, in the browser in which the code was given and in no other. A code sent is good once; a printed one
 * again, and then closes the page where it was open before.
 */
export async function unlockConsent(
  platform: Platform,
  viewer: Viewer,
  { code }: { code: string },
  browser: Pick<Transport, 'bindBrowser'>,
): Promise<ConsentPage> {
  const { kernel } = platform;
  const opened = await act(kernel, viewer, 'inquiry.open-consent', async (context) => {
    const { link, row } = await ownLink(context);
    refuseWhileWaiting(link, context.now);
    const valid = link.codeHash !== null && link.codeUntil !== null && link.codeUntil > context.now;
    if (!codeToken(kernel.keys, link.id, code).equals(link.codeHash ?? Buffer.alloc(0)) || !valid) {
      await countWrongTry(context, link, 'consent-code-wrong');
      return undefined;
    }
    const until = new Date(context.now.getTime() + consentRules.unlockedMinutes * 60_000);
    await consentStore(context).updateLink(link.id, {
      failures: 0,
      retryAfter: null,
      openedAt: link.openedAt ?? context.now,
      unlockedUntil: until,
      ...(link.channel === 'printed' ? {} : { codeHash: null, codeUntil: null }),
    });
    await context.record({ object: { kind: 'inquiry', id: row.id } });
    return { page: await consentPage(platform, context, link, row), linkId: link.id, until };
  });
  if (opened === undefined) return refuse('consent-code-wrong');
  const { page, linkId, until } = opened;
  browser.bindBrowser(linkPath, browserToken(kernel.keys, linkId, until), until);
  return page;
}

/** The page again while it is open. */
export async function readConsentPage(platform: Platform, viewer: Viewer): Promise<ConsentPage> {
  return act(platform.kernel, viewer, 'inquiry.open-consent', async (context) => {
    const { link, row } = await unlockedLink(context);
    await context.record({ object: { kind: 'inquiry', id: row.id } });
    return consentPage(platform, context, link, row);
  });
}
