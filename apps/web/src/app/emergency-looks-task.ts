import { type EmergencyLook, emergencyLookEndpoints } from '@gatehouse/contract';
import { call } from './api.js';
import type { HomeTask } from './home-part.js';
import words from './emergency-looks-words.json' with { type: 'json' };

/** Emergency looks of colleagues that wait for a second person. */
export async function emergencyLooksTask(signal: AbortSignal): Promise<HomeTask> {
  const { items } = await call(emergencyLookEndpoints.list, {}, { signal });
  const waiting = items.filter(({ may }) => may.includes('approve'));
  return {
    ...taskOf('emergency-looks', waiting, ({ askedAt }) => askedAt, 'happened'),
    title: words.approve,
    to: '/emergency-looks',
  };
}

/** Emergency looks that the auditor has to review, with the clock of the first. */
export async function emergencyReviewsTask(signal: AbortSignal): Promise<HomeTask> {
  const { items } = await call(emergencyLookEndpoints.toReview, {}, { signal });
  const waiting = items.filter(({ verdict }) => verdict === undefined);
  return {
    ...taskOf('emergency-reviews', waiting, ({ reviewDueAt }) => reviewDueAt, 'due'),
    title: words.review,
    to: '/emergency-looks/review',
  };
}

function taskOf(
  key: string,
  waiting: readonly EmergencyLook[],
  clockOf: (look: EmergencyLook) => string | undefined,
  kind: 'due' | 'happened',
) {
  const [at] = waiting.flatMap((look) => clockOf(look) ?? []).sort();
  return {
    ...{ key, count: waiting.length, isPressing: true, act: words.act },
    ...(at === undefined ? {} : { clock: { at, kind } as const }),
  };
}
