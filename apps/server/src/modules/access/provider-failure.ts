import { AuthorizationResponseError } from 'openid-client';
import type { ProviderFailure } from './identity-provider.js';

/** Codes of a network, or of a wait for it, that give no answer; and of an answer that leads away from the provider. */
const silent = new Set([
  'OAUTH_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ELSEWHERE',
  // What it answers where it should say how it works is nothing of the kind.
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** Whether the provider gave no answer, or somebody turned back there; anything else is a word that is not taken. */
export function outcomeOfFailure(error: unknown): ProviderFailure {
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied') return 'provider-declined';
  return causesOf(error).some(isSilence) ? 'provider-out-of-reach' : 'provider-refused';
}

/** What went wrong as the log may hold it: codes, and not what was said, which names somebody. */
export function causeOf(error: unknown): string {
  return causesOf(error)
    .map((cause) => codeOf(cause) ?? (cause instanceof Error ? cause.name : ''))
    .filter((word) => word !== '')
    .join(' < ');
}

function isSilence(cause: unknown): boolean {
  if (cause instanceof Response) return cause.status >= 500;
  if (cause instanceof TypeError && cause.message === 'fetch failed') return true;
  const status = typeof cause === 'object' && cause !== null && 'status' in cause ? cause.status : undefined;
  return silent.has(codeOf(cause) ?? '') || (typeof status === 'number' && status >= 500);
}

function codeOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

/** An error and what it says caused it, outermost first. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && cause !== null && causes.length < 10;) {
    causes.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}
