import type { GapTask, InquiryState, Words } from '@gatehouse/contract';
import { civilDateAt, dayInWords, renderText } from '@gatehouse/law';
import words from '../rules/check-words.json' with { type: 'json' };
import { stepUnderWay } from '../rules/checks.js';
import type { Law } from '../rules/facts.js';
import type { GapRow } from '../store/gap-store.js';

/** What is being done about a gap by a check: since when it waits for whom, and whether its time has run out. */
export function checkShown(
  { checkState, checkBegunAt, checkStepAt }: Pick<GapRow, 'checkState' | 'checkBegunAt' | 'checkStepAt'>,
  law: Law,
  now: Date,
): GapTask['check'] {
  if (checkState === null || checkBegunAt === null || checkStepAt === null) return undefined;
  const step = stepUnderWay({ state: checkState as InquiryState, stepAt: checkStepAt }, law);
  if (step === undefined || !isWaitedFor(checkState)) return undefined;
  const isInTime = now < step.dueAt;
  const parts = { begun: dayOf(checkBegunAt), since: dayOf(checkStepAt), whom: words[checkState] };
  return { words: renderText(words[isInTime ? 'in-time' : 'late'], parts), isInTime };
}

function dayOf(at: Date): Words {
  return dayInWords(civilDateAt(at));
}

function isWaitedFor(state: string): state is Exclude<keyof typeof words, 'in-time' | 'late'> {
  return Object.hasOwn(words, state);
}
