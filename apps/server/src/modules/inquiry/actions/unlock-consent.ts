import type { ConsentPage } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { consentRules } from '../rules/consent.js';
import { consentStore } from '../store/consent-store.js';
import { consentPage } from '../views/consent-page.js';
import { boundBrowser, linkPath } from './link-browser.js';
import { countWrongTry, ownLink, refuseWhileWaiting, unlockedLink } from './personal-link.js';
import { codeToken } from './send-consent.js';

/**
 * Opens the page for a while, in the browser in which the code was given and in no other. A code sent is good once. A printed one is good again, and
 * then closes the page where it was open before; once the person has answered, in the browser in which they did and nowhere else: a copy of the letter
 * is in other hands too.
 * @throws DomainError `consent-code-wrong`, `consent-answered-elsewhere`
 */
export async function unlockConsent(
  platform: Platform,
  viewer: Viewer,
  { code }: { code: string },
  browser: Pick<Transport, 'bindBrowser' | 'browser'>,
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
    const isLetter = link.channel === 'printed';
    if (isLetter && link.answeredAt !== null && viewer.kind === 'person' && !viewer.hasAnsweredHere) {
      await context.record({
        object: { kind: 'inquiry', id: row.id },
        details: { code: 'consent-answered-elsewhere' },
      });
      return 'answered-elsewhere';
    }
    const until = new Date(context.now.getTime() + consentRules.unlockedMinutes * 60_000);
    await consentStore(context).updateLink(link.id, {
      failures: 0,
      retryAfter: null,
      openedAt: link.openedAt ?? context.now,
      unlockedUntil: until,
      ...(isLetter ? {} : { codeHash: null, codeUntil: null }),
    });
    await context.record({ object: { kind: 'inquiry', id: row.id } });
    return { page: await consentPage(platform, context, link, row), link, until };
  });
  if (opened === undefined) return refuse('consent-code-wrong');
  if (opened === 'answered-elsewhere') return refuse('consent-answered-elsewhere');
  const { page, link, until } = opened;
  const isAnsweredHere = viewer.kind === 'person' && viewer.hasAnsweredHere;
  const bound = boundBrowser(kernel.keys, { id: link.id, isAnsweredHere }, until, browser.browser);
  const lasting = endOf(platform.doors.law, 'consent_validity', kernel.clock.now());
  browser.bindBrowser(linkPath, bound.secret, bound.isLasting ? lasting : until);
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
