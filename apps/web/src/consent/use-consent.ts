import { type AnswerOf, consentEndpoints, type ErrorCode, type Problem } from '@gatehouse/contract';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../app/api.js';
import { problemOf } from '../ui/failure.js';
import { markMove } from '../ui/page-title.js';

export type ConsentView = AnswerOf<typeof consentEndpoints.page>;

/** Where the person is: no link, reading, before the code, at the page, or at a link that opens nothing. */
export type ConsentStage =
  | { readonly stage: 'no-link' }
  | { readonly stage: 'reading' }
  | { readonly stage: 'code' }
  | { readonly stage: 'page'; readonly page: ConsentView }
  | { readonly stage: 'failed'; readonly problem: Problem };

const codeNeeded: ErrorCode = 'consent-code-needed';

/** The secret behind `#`. It is read here and kept in memory; nothing writes it anywhere. */
export function secretIn(hash: string): string | undefined {
  const secret = hash.replace(/^#/, '');
  return /^[A-Za-z0-9_-]{20,200}$/.test(secret) ? secret : undefined;
}

/** The page behind a personal link, and how to put what the server answers in its place. */
export function useConsent(secret: string | undefined) {
  const [state, setState] = useState<ConsentStage>(secret ? { stage: 'reading' } : { stage: 'no-link' });
  const show = useCallback((page: ConsentView): void => {
    markMove();
    setState({ stage: 'page', page });
  }, []);
  const read = useCallback(async (): Promise<void> => {
    if (!secret) return;
    try {
      show(await call(consentEndpoints.page, {}, { linkSecret: secret }));
    } catch (thrown) {
      const problem = problemOf(thrown);
      setState(problem.code === codeNeeded ? { stage: 'code' } : { stage: 'failed', problem });
    }
  }, [secret, show]);
  useEffect(() => {
    void read();
  }, [read]);
  return { state, show, read };
}
