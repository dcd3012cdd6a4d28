import { AsyncLocalStorage } from 'node:async_hooks';

/** What the transport knows of a request and an act needs: its number in the log, and its idempotency key. */
export type RequestContext = {
  readonly reference: string;
  readonly idempotency?:
    { readonly key: string; readonly route: string; readonly requestHash: Buffer; readonly status: number } | undefined;
  /** Set by the first act of the request, so that a key is stored once, in that act's transaction. */
  idempotencyStored?: boolean;
};

/** The request being served, if this work belongs to one. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
