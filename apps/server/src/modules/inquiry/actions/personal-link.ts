import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { waitAfterWrongCode } from '../rules/consent.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { type ConsentLink, consentStore } from '../store/consent-store.js';

/** The link and the inquiry of the person who acts. */
export type OwnLink = { readonly link: ConsentLink; readonly row: Application };

/** What the viewer's link stands for; `not-found` for everybody else. */
export async function ownLink(transaction: Transaction): Promise<OwnLink> {
  const { viewer, now } = transaction;
  if (viewer.kind !== 'person') refuse('not-found');
  const link = await consentStore(transaction).byId(viewer.linkId);
  if (link === undefined || link.endedAt !== null || link.expiresAt <= now) refuse('not-found');
  return { link, row: await applicationStore(transaction).byId(viewer.inquiryId) };
}

/** The same once the code was given in this browser, and for a while. */
export async function unlockedLink(transaction: Transaction): Promise<OwnLink> {
  const own = await ownLink(transaction);
  const { viewer, now } = transaction;
  const isOpenHere = viewer.kind === 'person' && viewer.isOpenHere;
  if (!isOpenHere || own.link.unlockedUntil === null || own.link.unlockedUntil <= now) refuse('consent-code-needed');
  return own;
}

/** Refuses while the last wrong try was too short ago. */
export function refuseWhileWaiting({ retryAfter }: ConsentLink, now: Date): void {
  if (retryAfter !== null && retryAfter > now)
    refuse('consent-code-waiting', { seconds: Math.ceil((retryAfter.getTime() - now.getTime()) / 1000) });
}

/** Counts a wrong try and journals it; commits, so whoever calls refuses after the act. */
export async function countWrongTry(context: ActContext, link: ConsentLink, code: string): Promise<void> {
  const failures = link.failures + 1;
  const retryAfter = new Date(context.now.getTime() + waitAfterWrongCode(failures) * 1000);
  await consentStore(context).updateLink(link.id, { failures, retryAfter });
  await context.record({ object: { kind: 'inquiry', id: link.applicationId }, details: { code, failures } });
}
