import type { z } from 'zod';
import type { Permission } from './permissions.js';

/**
 * Who may call: a permission of the role table, anyone signed in, the holder of a personal link, whoever opened their own page, the
 * operator at the machine, or the public.
 */
export type Access = Permission | 'signed-in' | 'personal-link' | 'own-page' | 'operator' | 'public';

/**
 * One HTTP endpoint, said once for server, web and documentation: a route of the server binds it to an action, the web calls
 * it by its shape, openapi.json and docs/api.md are made from it.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters. */
  readonly path: `/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Shape of the JSON answer; absent when the answer is a file. */
  readonly answer?: Answer;
  readonly status?: 200 | 201 | 202 | 204;
  /** Media type of the answer when it is a file. */
  readonly file?: string;
  /** The body is one uploaded file (multipart), at most this many bytes. */
  readonly upload?: { readonly maximumBytes: number };
  /** The act that stands in the journal, for example `inquiry.approve`; a reason in words where there is none. */
  readonly journal: { readonly act: string } | { readonly none: string };
  /** The wire of a standard with a media type and a shape of errors of its own; absent: JSON and problem details. */
  readonly wire?: 'scim';
  /** Requests a minute from one viewer or address, where the common limit is too generous. */
  readonly perMinute?: number;
};

/** Says an endpoint; exists so that its shapes are inferred. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  definition: Endpoint<P, Q, B, A>,
): Endpoint<P, Q, B, A> {
  return definition;
}

type Inferred<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

/** What an action receives from a request to this endpoint, validated. */
export type RequestOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? { params: Inferred<P>; query: Inferred<Q>; body: Inferred<B> }
    : never;

/** What a caller gives to this endpoint. */
export type CallOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? { params?: Given<P>; query?: Given<Q>; body?: Given<B> }
    : never;

/** What this endpoint answers. */
export type AnswerOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer A> ? Inferred<A> : never;
