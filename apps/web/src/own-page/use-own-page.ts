import { type AnswerOf, type ErrorCode, ownPageEndpoints, type Problem } from '@gatehouse/contract';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../app/api.js';
import { problemOf } from '../ui/failure.js';
import { markMove } from '../ui/page-title.js';

export type OwnPageView = AnswerOf<typeof ownPageEndpoints.page>;

/** Where the visitor is: reading, before the code, at the page, at one that has closed, or at one that did not come. */
export type OwnPageStage =
  | { readonly stage: 'reading' }
  | { readonly stage: 'code' }
  | { readonly stage: 'page'; readonly page: OwnPageView }
  | { readonly stage: 'closed' }
  | { readonly stage: 'failed'; readonly problem: Problem };

const closed: ErrorCode = 'own-page-closed';
const codeLength = 26;

/** A code as it was meant: half-width, without spaces and hyphens, letters large. */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** Whether it has the length of a code; whether it is one only the server says, and alike for all that are none. */
export function isWholeCode(code: string): boolean {
  return plainCode(code).length === codeLength;
}

/** The code behind `#`, as the printed QR code has it. It is read once and taken out of the address. */
export function codeIn(hash: string): string {
  const code = plainCode(hash.replace(/^#/, ''));
  return /^[A-Z0-9]+$/.test(code) && isWholeCode(code) ? code : '';
}

/** The page that this browser has opened, and how to put what the server answers in its place. */
export function useOwnPage(hasCode: boolean) {
  const [state, setState] = useState<OwnPageStage>(hasCode ? { stage: 'code' } : { stage: 'reading' });
  const show = useCallback((page: OwnPageView): void => {
    markMove();
    setState({ stage: 'page', page });
  }, []);
  const close = useCallback((): void => {
    markMove();
    setState({ stage: 'closed' });
  }, []);
  const read = useCallback(async (): Promise<void> => {
    try {
      const page = await call(ownPageEndpoints.page, {});
      setState({ stage: 'page', page });
    } catch (thrown) {
      const problem = problemOf(thrown);
      setState(problem.code === closed ? { stage: 'code' } : { stage: 'failed', problem });
    }
  }, []);
  useEffect(() => {
    if (!hasCode) void read();
  }, [hasCode, read]);
  return { state, show, read, close };
}
