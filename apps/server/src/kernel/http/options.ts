import type { Socket } from 'node:net';
import type { Viewer } from '../viewer.js';
import type { PublicFolders } from './public-files.js';
import type { RefusedRequests } from './refused-requests.js';
import type { Route } from './route.js';

/** How a request says who sends it. */
export type Credentials = {
  readonly session: string | undefined;
  readonly bearer: string | undefined;
  readonly link: string | undefined;
  /** What a page for somebody without an account left with this browser. */
  readonly browser: string | undefined;
};

/** What the HTTP server needs beside the kernel. */
export type HttpOptions = {
  readonly routes: readonly Route[];
  /** Who the credentials belong to; the public viewer when there are none or they are not in force. */
  readonly authenticate: (credentials: Credentials, address: string) => Promise<Viewer>;
  /** Counts what the server refuses by itself. */
  readonly refused: RefusedRequests;
  /** Requests a minute from one viewer or address. */
  readonly perMinute: number;
  /** Addresses and ranges of proxies whose X-Forwarded-For says who asks; of everybody else it is not looked at. */
  readonly trustedProxies: readonly string[];
  readonly version: string;
  readonly publicFolders: PublicFolders;
  /** Whether a connection came through the node's own local socket, which only its operator can open. */
  readonly isLocal: (connection: Socket) => boolean;
  /** The operator's name in the journal. */
  readonly operatorName: string;
  /** Whether cookies are sent over encrypted connections only. */
  readonly secureCookies: boolean;
};

/** Name of the session cookie; `cookieNames` says how it is sent. */
export const sessionCookie = 'gatehouse_session';

/** Name of the cookie that binds a page for somebody without an account to the browser that opened it; one for each path. */
export const browserCookie = 'gatehouse_browser';

/**
 * The names under which cookies travel. Over https they carry the prefixes that browsers hold to (RFC 6265bis, 4.1.3): nobody at
 * another name below the same domain, nor on an unencrypted page, leaves a cookie here. The second is for one path, which
 * `__Host-` does not allow.
 */
export function cookieNames(isSecure: boolean): { readonly session: string; readonly browser: string } {
  if (!isSecure) return { session: sessionCookie, browser: browserCookie };
  return { session: `__Host-${sessionCookie}`, browser: `__Secure-${browserCookie}` };
}
