import { ownPageEndpoints } from '@gatehouse/contract';
import { call } from '../app/api.js';
import type { OwnPageView } from './use-own-page.js';

/** Where the provider of electronic identities sends people home to. */
export const homePath = '/own-page/identity';

const key = 'gatehouse.identity';

/** What this window came home with: what the provider sent it with, and what it was sent out with; none where it never was. */
export type CameHome = { readonly query: string; readonly attempt: string };

/** Sends this window to the provider of electronic identities. */
export async function goToIdentity(): Promise<void> {
  const { address, attempt } = await call(ownPageEndpoints.beginIdentity, {});
  sessionStorage.setItem(key, attempt);
  location.assign(address);
}

/** What this window has come home with; undefined on any other page. */
export function cameHome(): CameHome | undefined {
  if (location.pathname !== homePath) return undefined;
  return { query: location.search.slice(1), attempt: sessionStorage.getItem(key) ?? '' };
}

/** Takes what it came home with out of the address, and so out of the history, and out of what the window keeps. */
export function clearHome(): void {
  sessionStorage.removeItem(key);
  history.replaceState(history.state, '', '/own-page');
}

/** Opens the page of whom the provider names. A window that never was there hears what one hears that took too long. */
export function openAtHome({ query, attempt }: CameHome): Promise<OwnPageView> {
  return call(ownPageEndpoints.openByIdentity, { body: { query: query || 'none', attempt: attempt || 'none' } });
}
