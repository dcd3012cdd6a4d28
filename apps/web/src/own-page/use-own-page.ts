import { type AnswerOf, type ErrorCode, ownPageEndpoints, type Problem } from '@gatehouse/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../app/api.js';
import { problemOf } from '../ui/failure.js';
import { announce } from '../ui/announcements.js';
import { markMove } from '../ui/page-title.js';
import { type CameHome, openAtHome } from './identity.js';

export type OwnPageView = AnswerOf<typeof ownPageEndpoints.page>;

/** Where the visitor is: reading, before the code, at the page, at one that has closed, or at one that did not come. */
export type OwnPageStage =
  | { readonly stage: 'reading' }
  | { readonly stage: 'code'; readonly problem?: Problem }
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

/**
 * The page that this browser has opened, and how to put what the server answers in its place.
 * @param home what this window came home with from the provider of electronic identities, if it did
 */
export function useOwnPage(hasCode: boolean, home: CameHome | undefined) {
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
  const isTaken = useRef(false);
  useEffect(() => {
    if (home === undefined) {
      if (!hasCode) void read();
      return;
    }
    // What came home is taken once, however often the page is drawn.
    if (isTaken.current) return;
    isTaken.current = true;
    openAtHome(home).then(show, (thrown: unknown) => {
      const problem = problemOf(thrown);
      announce(problem.title);
      setState({ stage: 'code', problem });
    });
  }, [hasCode, home, read, show]);
  return { state, show, read, close };
}
