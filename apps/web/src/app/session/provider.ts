import { type CodeNeeded, providerEndpoints, type ProviderLinkView, type SessionView } from '@gatehouse/contract';
import { z } from 'zod';
import { browserFailure } from '../../ui/failure.js';
import { call } from '../api.js';
import { OwnPath } from '../own-path.js';
import { keepAttempt, takeAttempt } from './kept-attempt.js';
import words from './provider-failures.json' with { type: 'json' };

/** What this window keeps while somebody is at the provider: what brings them home, and for what they went. */
const Kept = z.object({
  attempt: z.string(),
  next: OwnPath.optional().catch(undefined),
  link: z.object({ workPhone: z.string().optional() }).optional(),
});
type Kept = z.infer<typeof Kept>;

/** What somebody comes home with. */
export type ComingHome = { readonly kept: Kept | undefined; readonly query: string };

/** What came of it: signed in, a second factor still to come, or the own account linked. */
export type CameHome =
  | { readonly session: SessionView; readonly next: string | undefined }
  | { readonly needed: CodeNeeded; readonly next: string | undefined }
  | { readonly linked: ProviderLinkView };

/**
 * Sends this window to the identity provider.
 * @param next the page that was asked for
 */
export async function goToProvider(next: string | undefined): Promise<void> {
  const { address, attempt } = await call(providerEndpoints.begin, {});
  leave(address, { attempt, next });
}

/** Sends the owner of an account there, to link the two. The work phone is given again at home, and kept by this window alone until then. */
export async function goToLink(current: string, workPhone: string | undefined): Promise<void> {
  const { address, attempt } = await call(providerEndpoints.beginLink, { body: { current, workPhone } });
  leave(address, { attempt, link: { workPhone } });
}

function leave(address: string, kept: Kept): void {
  keepAttempt(kept);
  location.assign(address);
}

/** What this window has come home with, once: it leaves the address, and so the history, at once. */
export function takeHome(): ComingHome {
  const query = location.search.slice(1);
  const kept = takeAttempt();
  history.replaceState(history.state, '', location.pathname);
  return { query, kept: Kept.safeParse(kept).data };
}

/** Gives the server what this window came home with. */
export async function comeHome({ kept, query }: ComingHome, language: 'zh' | 'en'): Promise<CameHome> {
  if (kept === undefined || query === '') throw browserFailure('provider-other-window', words.otherWindow);
  const { attempt, link, next } = kept;
  if (link !== undefined)
    return { linked: await call(providerEndpoints.link, { body: { attempt, query, language, ...link } }) };
  const answer = await call(providerEndpoints.signIn, { body: { attempt, query } });
  return 'ticket' in answer ? { needed: answer, next } : { session: answer, next };
}
