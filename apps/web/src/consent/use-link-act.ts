import { announce } from '../ui/announcements.js';
import { type Problem } from '@gatehouse/contract';
import { useRef, useState } from 'react';
import { newIdempotencyKey } from '../app/request.js';
import { problemOf } from '../ui/failure.js';

type Options = { readonly idempotencyKey: string };

/**
 * Runs something the person does: busy while it runs, its problem afterwards. A repeat after a failure on the way carries the
 * same key, so that an answer given twice counts once.
 */
export function useLinkAct() {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const key = useRef('');
  const run = async (act: (options: Options) => Promise<void>): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(undefined);
    if (key.current === '') key.current = newIdempotencyKey();
    try {
      await act({ idempotencyKey: key.current });
      key.current = '';
    } catch (thrown) {
      const found = problemOf(thrown);
      if (found.status !== 0) key.current = '';
      setProblem(found);
      announce(found.title);
    }
    setIsBusy(false);
  };
  return { isBusy, problem, run };
}
