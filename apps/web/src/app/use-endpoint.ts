import type { Endpoint } from '@gatehouse/contract';
import {
  type DataTag,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { call } from './api.js';
import { type Given, newIdempotencyKey, type Parts } from './request.js';

/** A read of an endpoint as the query cache keeps it; for route loaders and for `useEndpoint`. */
export function readOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  given: Given<P, Q, B> & Parts,
) {
  return queryOptions({
    queryKey: [endpoint.path, given.params ?? null, given.query ?? null, given.body ?? null],
    queryFn: ({ signal }) => call(endpoint, given, { signal }),
  });
}

/** Reads an endpoint for a page: `data`, `isPending`, `error`, `refetch`. */
export function useEndpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  given: Given<P, Q, B> & Parts,
) {
  return useQuery(readOf(endpoint, given));
}

/** Keeps what an act answered as what a read of it would say now. A read that was under way would say what stood before the act. */
export function keepAnswer<Data>(
  queries: QueryClient,
  read: { readonly queryKey: DataTag<readonly unknown[], Data, Error> },
  answer: NoInfer<Data>,
): void {
  void queries.cancelQueries({ queryKey: read.queryKey });
  queries.setQueryData(read.queryKey, answer);
}

type ActOptions<Answer> = {
  /** Endpoints whose answers are old once this is done. */
  readonly refresh?: readonly Pick<Endpoint, 'path'>[];
  /** Names of the `CursorList`s that are old once this is done. */
  readonly lists?: readonly string[];
  /** What a screen reader hears when it is done. */
  readonly say?: string;
  readonly onDone?: (answer: Answer) => void;
};

/**
 * Does something: sends an unsafe request. One intention has one Idempotency-Key: a repeat of the same content, by itself or
 * by the person pressing again after a failure on the way, carries the same key and so never acts twice.
 */
export function useAct<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  options: ActOptions<z.output<A>> = {},
) {
  const queries = useQueryClient();
  const intention = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: (given: Given<P, Q, B> & Parts) => {
      const content = JSON.stringify(given);
      if (intention.current.content !== content) intention.current = { content, key: newIdempotencyKey() };
      return call(endpoint, given, { idempotencyKey: intention.current.key });
    },
    retry: (count, thrown) => count < 2 && ['unreachable', 'journal-behind'].includes(problemOf(thrown).code),
    onSuccess: async (answer) => {
      intention.current = { content: '', key: '' };
      if (options.say) announce(options.say);
      const old = [
        ...(options.refresh ?? []).map(({ path }) => [path]),
        ...(options.lists ?? []).map((name) => ['list', name]),
      ];
      await Promise.all(old.map((queryKey) => queries.invalidateQueries({ queryKey })));
      options.onDone?.(answer);
    },
    onError: (thrown) => {
      if (isFinal(problemOf(thrown).status)) intention.current = { content: '', key: '' };
    },
  });
}

/** A refusal is an answer to that key; a failure on the way leaves open whether the request arrived. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 409 && status !== 429;
}
