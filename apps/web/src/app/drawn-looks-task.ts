import { type LookReview, lookReviewEndpoints } from '@gatehouse/contract';
import { call } from './api.js';
import words from './drawn-looks-words.json' with { type: 'json' };
import type { HomeTask } from './home-part.js';

/** Looks that were drawn for the auditor, with the clock of the first. */
export async function drawnLooksTask(signal: AbortSignal): Promise<HomeTask> {
  const { items } = await call(lookReviewEndpoints.list, {}, { signal });
  const open = items.filter(({ state }) => state !== 'in_order' && state !== 'not_in_order' && state !== 'asked');
  return { ...taskOf('drawn-looks', open), title: words.drawn, to: '/looks' };
}

/** Looks of officers of the own house about which the auditor asks. */
export async function looksToConfirmTask(signal: AbortSignal): Promise<HomeTask> {
  const { items } = await call(lookReviewEndpoints.toConfirm, {}, { signal });
  return { ...taskOf('looks-to-confirm', items), title: words.toConfirm, to: '/looks/confirm' };
}

function taskOf(key: string, waiting: readonly LookReview[]) {
  const [at] = waiting.map(({ dueAt }) => dueAt).sort();
  return {
    ...{ key, count: waiting.length, isPressing: waiting.some(({ isLate }) => isLate), act: words.act },
    ...(at === undefined ? {} : { clock: { at, kind: 'due' } as const }),
  };
}
