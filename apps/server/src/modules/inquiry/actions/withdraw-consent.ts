import type { ConsentPage } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { answerStore } from '../store/answer-store.js';
import type { Application } from '../store/application-store.js';
import { consentStore } from '../store/consent-store.js';
import { consentPage } from '../views/consent-page.js';
import { consentWords } from '../views/consent-words.js';
import { advance } from './advance.js';
import { typedTheirOwn } from './answer-consent.js';
import { countWrongTry, refuseWhileWaiting, unlockedLink } from './personal-link.js';

/**
 * Withdraws the consent. Before the question it is never asked (A19); after it a job takes the question back at the
 * registry. Whoever was already told of a record cannot: the answer is then made.
 */
export async function withdrawConsent(
  platform: Platform,
  viewer: Viewer,
  details: { name: string; documentNumber: string },
): Promise<ConsentPage> {
  const page = await act(platform.kernel, viewer, 'inquiry.withdraw-consent', async (context) => {
    const own = await unlockedLink(context);
    refuseWhileWaiting(own.link, context.now);
    if (!(await typedTheirOwn(context, platform, own, details))) {
      await countWrongTry(context, own.link, 'consent-details-differ');
      return undefined;
    }
    return consentPage(platform, context, own.link, await withdrawRow(context, platform, own.row));
  });
  return page ?? refuse('consent-details-differ');
}

/** Withdraws one consent of whoever proved to be the person. */
export async function withdrawRow(context: ActContext, platform: Platform, row: Application): Promise<Application> {
  const { kernel, doors } = platform;
  const told = await answerStore(kernel.keys, context).toldFirst(row.id);
  const text = await consentWords(platform, context, row);
  const next = await advance(context, doors, row, 'withdraw', {
    changes: { permittedAt: row.askedAt === null ? null : row.permittedAt },
    facts: { answer: told?.state },
  });
  await consentStore(context).insertConsent({
    id: newId(),
    applicationId: row.id,
    kind: 'withdrawn',
    way: 'link',
    textVersion: text.version,
    textHash: text.hash,
  });
  if (row.askedAt !== null) await context.enqueue('inquiry.take-back', { inquiryId: row.id });
  await context.record({ object: { kind: 'inquiry', id: row.id }, lasts: 'consent_withdrawn' });
  return next;
}
