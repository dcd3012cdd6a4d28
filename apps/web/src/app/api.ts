import type { Endpoint } from '@gatehouse/contract';
import i18next from 'i18next';
import type { z } from 'zod';
import { Failure, failureOf, unreachableFailure, unreadableFailure } from '../ui/failure.js';
import { addressOf, type Given, headersOf, type Parts } from './request.js';
import { type AgainReason, noteAnswer, signedInAgain } from './session/sign-in-again.js';

export type CallOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Names an unsafe request; the same key for every repeat of the same request. Made up when absent. */
  readonly idempotencyKey?: string | undefined;
  /** Of a personal link: sent in a header, so that it stands in no address and no log of addresses. */
  readonly linkSecret?: string | undefined;
};

/**
 * Calls an endpoint of the contract and gives its answer, checked against its shape. Throws a `Failure` with words in both
 * languages. When the session has ended, it first asks the person to sign in over the page, which keeps what was typed, and
 * then sends the same request once more.
 */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  given: Given<P, Q, B> & Parts,
  options: CallOptions = {},
): Promise<z.output<A>> {
  const response = await respond(endpoint, given, options);
  const answer = response.status === 204 ? undefined : await jsonOf(response);
  return shaped(endpoint, answer);
}

/** Calls an endpoint that answers with a file, and has the browser keep it under the name the server gives. */
export async function download<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  given: Given<P, Q, B> & Parts,
  options: CallOptions = {},
): Promise<void> {
  const response = await respond(endpoint, given, options);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameIn(response.headers.get('content-disposition')) ?? '';
  link.click();
  URL.revokeObjectURL(address);
}

/** An answer in the shape that the endpoint promises; anything else is a failure of ours, not of the person. */
export function shaped<A extends z.ZodType>(endpoint: { readonly answer?: A }, answer: unknown): z.output<A> {
  if (!endpoint.answer) return undefined as z.output<A>;
  const parsed = endpoint.answer.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw unreadableFailure();
}

/** Refusals that signing in again mends. */
const againReasons: Readonly<Record<string, AgainReason>> = {
  'not-signed-in': 'ended',
  'sign-in-needed-again': 'asked',
};

/** Runs a request, and once more when the person has signed in again meanwhile. */
export async function withSession<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (thrown) {
    const reason = thrown instanceof Failure ? againReasons[thrown.problem.code] : undefined;
    if (reason === undefined || !(await signedInAgain(reason))) throw thrown;
    return send();
  }
}

/** The name in a Content-Disposition header, in its RFC 6266 UTF-8 form where there is one. */
export function fileNameIn(disposition: string | null): string | undefined {
  const encoded = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return disposition?.match(/filename="([^"]+)"/i)?.[1];
}

function respond(endpoint: Endpoint, given: Parts, options: CallOptions): Promise<Response> {
  const headers = headersOf(endpoint, i18next.language, options.idempotencyKey);
  if (options.linkSecret) headers.set('authorization', `Link ${options.linkSecret}`);
  return withSession(async () => {
    const response = await reach(addressOf(endpoint, given), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      ...(options.signal ? { signal: options.signal } : {}),
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    });
    if (response.ok) {
      noteAnswer();
      return response;
    }
    throw failureOf(response.status, await jsonOf(response));
  });
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (thrown) {
    if (request.signal?.aborted) throw thrown;
    throw unreachableFailure();
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
