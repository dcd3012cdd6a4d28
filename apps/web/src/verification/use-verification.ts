import type { NoticePayload } from '@gatehouse/contract';
import { useEffect, useState } from 'react';
import { readPayload, type Unreadable } from './notice-payload.js';
import type { Verdict } from './verdict.js';

/** How far a notice is verified. */
export type Verification =
  | { readonly stage: 'working' }
  | { readonly stage: 'unreadable'; readonly reason: Unreadable }
  | { readonly stage: 'no-key' }
  | { readonly stage: 'done'; readonly payload: NoticePayload; readonly verdict: Verdict };

const working: Verification = { stage: 'working' };

/** Verifies what stands in the address or was given. Nothing of it leaves the browser; only the log's public key is fetched. */
export function useVerification(text: string, attempt: number): Verification {
  const [result, setResult] = useState<{ readonly of: string; readonly found: Verification }>();
  const asked = `${String(attempt)}:${text}`;
  useEffect(() => {
    let isCurrent = true;
    void verify(text).then((found) => {
      if (isCurrent) setResult({ of: asked, found });
    });
    return () => {
      isCurrent = false;
    };
  }, [text, asked]);
  return result?.of === asked ? result.found : working;
}

async function verify(text: string): Promise<Verification> {
  const read = await readPayload(text);
  if (!read.ok) return { stage: 'unreadable', reason: read.reason };
  const key = await logKey();
  if (key === undefined) return { stage: 'no-key' };
  const { verifyNotice } = await import('./verify-notice.js');
  return { stage: 'done', payload: read.payload, verdict: verifyNotice(read.payload, key) };
}

/** The key with which this node's log signs, as it publishes it. */
async function logKey(): Promise<string | undefined> {
  try {
    const response = await fetch('/log/vkey', { credentials: 'omit' });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
