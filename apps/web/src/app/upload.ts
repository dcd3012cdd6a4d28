import type { Endpoint } from '@gatehouse/contract';
import i18next from 'i18next';
import type { z } from 'zod';
import { failureOf, unreachableFailure } from '../ui/failure.js';
import { shaped, withSession } from './api.js';
import { addressOf, type Given, headersOf, type Parts } from './request.js';

export type UploadOptions = {
  readonly file: File;
  /** Called with the share that has left this device, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
};

/**
 * Sends one file to an endpoint that takes an upload. XMLHttpRequest, because fetch does not say how much of a body has left.
 * Throws a `Failure`; rejects with the signal's reason when stopped.
 */
export function upload<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  given: Given<P, Q, B> & Parts,
  options: UploadOptions,
): Promise<z.output<A>> {
  const headers = headersOf(endpoint, i18next.language, options.idempotencyKey);
  return withSession(async () => shaped(endpoint, await send(endpoint, addressOf(endpoint, given), headers, options)));
}

function send(endpoint: Endpoint, address: string, headers: Headers, options: UploadOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(endpoint.method, address);
    headers.forEach((value, name) => {
      request.setRequestHeader(name, value);
    });
    request.upload.onprogress = (event) => options.onProgress(event.total === 0 ? 0 : event.loaded / event.total);
    request.onerror = () => reject(unreachableFailure());
    request.onabort = () => reject(options.signal?.reason);
    request.onload = () => {
      const answer = jsonIn(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer);
      else reject(failureOf(request.status, answer));
    };
    options.signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', options.file);
    request.send(form);
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
