import { type AnswerOf, certificateEndpoints, type Problem } from '@gatehouse/contract';
import { useCallback, useState } from 'react';
import { call } from '../app/api.js';
import { problemOf } from '../ui/failure.js';

export type LookedUp = AnswerOf<typeof certificateEndpoints.lookUp>;

/** How far a look-up is. */
export type LookStage =
  | { readonly stage: 'none' }
  | { readonly stage: 'looking' }
  | { readonly stage: 'found'; readonly found: LookedUp }
  | { readonly stage: 'failed'; readonly problem: Problem };

/** The code behind `#`, as the printed sheet has it. */
export function codeOfSheet(hash: string): string {
  const code = hash.replace(/^#/, '').toUpperCase();
  return /^[2-9A-Z]{26}$/.test(code) ? code : '';
}

/** Looks a unit up, and says how far that is. */
export function useLookUp() {
  const [state, setState] = useState<LookStage>({ stage: 'none' });
  const look = useCallback(async (text: string): Promise<void> => {
    setState({ stage: 'looking' });
    try {
      setState({ stage: 'found', found: await call(certificateEndpoints.lookUp, { body: { text } }) });
    } catch (thrown) {
      setState({ stage: 'failed', problem: problemOf(thrown) });
    }
  }, []);
  return { state, look };
}
