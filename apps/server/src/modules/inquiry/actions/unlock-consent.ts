import type { ConsentPage } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { consentRules } from '../rules/consent.js';
import { consentStore } from '../store/consent-store.js';
import { consentPage } from '../views/consent-page.js';
import { countWrongTry, ownLink, refuseWhileWaiting, unlockedLink } from './personal-link.js';
import { codeToken } from './send-consent.js';

/** Opens the page for a while with the code. A code sent is good once; a printed one again. */
export async function unlockConsent(
  platform: Platform,
  viewer: Viewer,
  { code }: { code: string },
): Promise<ConsentPage> {
  const { kernel } = platform;
  const page = await act(kernel, viewer, 'inquiry.open-consent', async (context) => {
    const { link, row } = await ownLink(context);
    refuseWhileWaiting(link, context.now);
    const valid = link.codeHash !== null && link.codeUntil !== null && link.codeUntil > context.now;
    if (!codeToken(kernel.keys, link.id, code).equals(link.codeHash ?? Buffer.alloc(0)) || !valid) {
      await countWrongTry(context, link, 'consent-code-wrong');
      return undefined;
    }
    await consentStore(context).updateLink(link.id, {
      failures: 0,
      retryAfter: null,
      openedAt: link.openedAt ?? context.now,
      unlockedUntil: new Date(context.now.getTime() + consentRules.unlockedMinutes * 60_000),
      ...(link.channel === 'printed' ? {} : { codeHash: null, codeUntil: null }),
    });
    await context.record({ object: { kind: 'inquiry', id: row.id } });
    return consentPage(platform, context, link, row);
  });
  return page ?? refuse('consent-code-wrong');
}

/** The page again while it is open. */
export async function readConsentPage(platform: Platform, viewer: Viewer): Promise<ConsentPage> {
  return act(platform.kernel, viewer, 'inquiry.open-consent', async (context) => {
    const { link, row } = await unlockedLink(context);
    await context.record({ object: { kind: 'inquiry', id: row.id } });
    return consentPage(platform, context, link, row);
  });
}
