import type { Endpoint } from '@gatehouse/contract';
import type { z } from 'zod';

/** A part that the endpoint does not name may not be given; one whose members are all optional may be left out. */
type Part<Name extends string, Value> = unknown extends Value
  ? Readonly<Partial<Record<Name, undefined>>>
  : Record<never, never> extends Value
    ? Readonly<Partial<Record<Name, Value>>>
    : Readonly<Record<Name, Value>>;

/** What a caller gives to an endpoint. */
export type Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', z.input<P>> &
  Part<'query', z.input<Q>> &
  Part<'body', z.input<B>>;

/** The same without its types: what travels. */
export type Parts = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown };

/** Address of a request: `:name` filled from the parameters, the rest as a query. Throws where a parameter is missing. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, { params, query }: Parts): string {
  const values = entries(params);
  const path = endpoint.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined || value === '') throw new Error(`${endpoint.path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Whether a request changes something. Such a request names itself, so that a repeat does nothing twice. */
export function isUnsafe(endpoint: Pick<Endpoint, 'method'>): boolean {
  return endpoint.method !== 'GET';
}

/**
 * Headers of a request. `x-gatehouse-request` cannot be set by a page of another site without being asked first, which is
 * what keeps such a page from acting with this person's cookie.
 */
export function headersOf(endpoint: Endpoint, language: string, idempotencyKey: string | undefined): Headers {
  const headers = new Headers({
    accept: `${endpoint.file ?? 'application/json'}, application/problem+json`,
    'accept-language': language === 'zh' ? 'zh-CN' : 'en',
  });
  if (endpoint.body && !endpoint.upload) headers.set('content-type', 'application/json');
  if (isUnsafe(endpoint)) {
    headers.set('x-gatehouse-request', '1');
    headers.set('idempotency-key', idempotencyKey ?? newIdempotencyKey());
  }
  return headers;
}

/** 128 random bits; not `crypto.randomUUID`, which an office that serves plain HTTP in its own network does not have. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function entries(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}
