/** How long somebody has for the ceremony at their device, and how many passkeys an account holds. */
export const passkeyRules = { challengeMinutes: 5, perAccount: 10 };

/** Until when a challenge drawn now is taken. */
export function challengeEnd(now: Date): Date {
  return new Date(now.getTime() + passkeyRules.challengeMinutes * 60_000);
}

/**
 * Whether the count of a device lies behind what is known of it: two devices then hold the same key (W3C Web Authentication,
 * 6.1.1). A device that never counts says 0 for ever.
 */
export function isCounterBehind(known: number, shown: number): boolean {
  return (known > 0 || shown > 0) && shown <= known;
}

/** Where passkeys are made and taken: the name they are bound to, and the address of the page. */
export type PasskeyPlace = { readonly rpId: string; readonly origin: string };

/**
 * Where a node that people reach at this address takes passkeys. Browsers bind them to names, never to the number of a machine, and
 * to encrypted pages; of the own machine they take its name without.
 * @param publicAddress the address of the configuration
 * @returns undefined where browsers would take none
 */
export function passkeyPlaceOf(publicAddress: string): PasskeyPlace | undefined {
  if (!URL.canParse(publicAddress)) return undefined;
  const url = new URL(publicAddress);
  if (isLoopback(url.hostname)) url.hostname = 'localhost';
  const { hostname, origin, protocol } = url;
  if (protocol !== 'https:' && hostname !== 'localhost') return undefined;
  return isNumeric(hostname) ? undefined : { rpId: hostname, origin };
}

function isLoopback(hostname: string): boolean {
  return hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

function isNumeric(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(hostname);
}
