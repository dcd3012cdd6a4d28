import type { Endpoint } from '@gatehouse/contract';
import type { z } from 'zod';
import type { Spooled } from '../files/index.js';
import type { Viewer } from '../viewer.js';

/** A file as an answer. */
export type FileAnswer = { readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string };

/** A file that is too large for memory, as an answer. */
export type SpooledAnswer = { readonly spooled: Spooled; readonly name: string; readonly mediaType: string };

/** An uploaded file: its bytes, and the name the sender gave it, which is shown and never used as a path. */
export type Upload = { readonly bytes: Uint8Array; readonly name: string };

/** What the transport tells an action beside the validated request. */
export type Transport = {
  readonly upload: Upload | undefined;
  /** Address the request came from, for rate limits and the session list. */
  readonly address: string;
  readonly userAgent: string;
  readonly startSession: (secret: string, expiresAt: Date) => void;
  readonly endSession: () => void;
  /** What was left with this browser by `bindBrowser` for the path that was called. */
  readonly browser: string | undefined;
  /** Leaves a secret with this browser alone, sent back to addresses below `path` and to no other. */
  readonly bindBrowser: (path: string, secret: string, expiresAt: Date) => void;
  readonly releaseBrowser: (path: string) => void;
  /** The version that the caller has seen, where it was said (If-Match). */
  readonly ifMatch: string | undefined;
  /** Says the version of what is answered, and where it stands. */
  readonly describe: (found: { readonly version: string; readonly location: string }) => void;
  /** Another status than the endpoint's own. */
  readonly setStatus: (status: number) => void;
};

type Validated<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;

/** The validated request of an endpoint. */
export type RequestFor<P, Q, B> = {
  readonly params: Validated<P>;
  readonly query: Validated<Q>;
  readonly body: Validated<B>;
};

/** One row of a module's route table, with its shapes hidden. */
export type Route = {
  readonly endpoint: Endpoint;
  readonly run: (
    viewer: Viewer,
    request: { params: unknown; query: unknown; body: unknown },
    transport: Transport,
  ) => Promise<unknown>;
};

/**
 * Binds an endpoint of the contract to the action that answers it. The transport validates the request against the
 * endpoint's shapes before the action sees it.
 */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  action: (
    viewer: Viewer,
    request: RequestFor<P, Q, B>,
    transport: Transport,
  ) => Promise<z.input<A> | FileAnswer | SpooledAnswer | undefined>,
): Route {
  return {
    endpoint,
    run: (viewer, request, transport) => action(viewer, request as RequestFor<P, Q, B>, transport),
  };
}

/** Whether an answer is a file. */
export function isFileAnswer(answer: unknown): answer is FileAnswer | SpooledAnswer {
  if (typeof answer !== 'object' || answer === null) return false;
  return 'spooled' in answer || ('bytes' in answer && answer.bytes instanceof Uint8Array);
}
