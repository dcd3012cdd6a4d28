import type { BatchProgress } from '@gatehouse/contract';
import type { ProgressState } from '../ui/progress-panel.js';
import type { Tone } from '../ui/status-tag.js';

/** Whether the server is still at work on a list. */
export function isAtWork({ state }: Pick<BatchProgress, 'state'>): boolean {
  return state === 'READING' || state === 'PROCESSING';
}

/** Whether a list is read, and rows of it wait to be mended. */
export function hasProblems(list: Pick<BatchProgress, 'state' | 'counts'>): boolean {
  return list.state === 'READY' && list.counts.withProblems > 0;
}

/** What the state of a list asks of the reader. */
export function toneOfList(list: Pick<BatchProgress, 'state' | 'counts'>): Tone {
  if (isAtWork(list)) return 'active';
  if (list.state === 'CANCELLED') return 'ended';
  if (list.state === 'READY' && !hasProblems(list)) return 'neutral';
  return 'waiting';
}

const progressStates: Readonly<Record<BatchProgress['state'], ProgressState>> = {
  READING: 'running',
  PROCESSING: 'running',
  STOPPED: 'stopped',
  READY: 'finished',
  REFUSED: 'failed',
  CANCELLED: 'stopped',
};

/** How far the reading of a list is, as the progress panel says it. */
export function progressStateOf({ state }: Pick<BatchProgress, 'state'>): ProgressState {
  return progressStates[state];
}

/** How many rows have not been sent for approval yet. */
export function unsentIn({ counts }: Pick<BatchProgress, 'counts'>): number {
  const unsent = ['DRAFT', 'CONSENT_PENDING', 'CONSENTED', 'NOTICE_SERVED', 'RETURNED', 'DETAILS_DISPUTED'];
  return unsent.reduce((sum, state) => sum + (counts.byState[state] ?? 0), 0);
}
