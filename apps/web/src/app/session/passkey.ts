import { passkeyEndpoints, type SignInWays } from '@gatehouse/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../api.js';

/** How people sign in at this node; it says the same for as long as the node runs. */
export const waysQuery = queryOptions({
  queryKey: [passkeyEndpoints.ways.path],
  queryFn: () => call(passkeyEndpoints.ways, {}),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whether passkeys can be used on this page: here, at another address of the same node, or not at all. */
export type PasskeyOffer = { readonly kind: 'here' | 'none' } | { readonly kind: 'elsewhere'; readonly origin: string };

/** @param page its address, and whether its browser knows passkeys, which it does on encrypted pages alone */
export function passkeyOffer(
  passkeys: SignInWays['passkeys'] | undefined,
  page: { readonly origin: string; readonly isSupported: boolean },
): PasskeyOffer {
  if (passkeys === undefined || passkeys === null) return { kind: 'none' };
  if (passkeys.origin !== page.origin) return { kind: 'elsewhere', origin: passkeys.origin };
  return { kind: page.isSupported ? 'here' : 'none' };
}

/** Whether passkeys can be used on this page. */
export function usePasskeyOffer(): PasskeyOffer {
  const passkeys = useQuery(waysQuery).data?.passkeys;
  return passkeyOffer(passkeys, { origin: location.origin, isSupported: 'PublicKeyCredential' in globalThis });
}
