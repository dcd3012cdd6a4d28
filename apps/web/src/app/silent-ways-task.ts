import { type AnswerOf, canaryEndpoints } from '@gatehouse/contract';
import { call } from './api.js';
import type { HomeTask } from './home-part.js';
import words from './silent-ways-words.json' with { type: 'json' };

type Way = AnswerOf<typeof canaryEndpoints.sentCanaries>['ways'][number];

/** Ways by which canaries no longer arrive, for those who watch over the node; what a node does not hold says nothing. */
export async function silentWaysTask(signal: AbortSignal): Promise<HomeTask> {
  const read = async (side: 'sentCanaries' | 'arrivedCanaries'): Promise<readonly Way[]> => {
    try {
      return (await call(canaryEndpoints[side], {}, { signal })).ways;
    } catch {
      return [];
    }
  };
  const ways = (await Promise.all([read('sentCanaries'), read('arrivedCanaries')])).flat();
  const [since] = ways.flatMap(({ silentSince }) => silentSince ?? []).sort();
  return {
    key: 'silent-ways',
    count: ways.filter(({ state }) => state === 'silent').length,
    title: words.silent,
    isPressing: true,
    act: words.act,
    to: '/ways',
    ...(since === undefined ? {} : { clock: { at: since, kind: 'happened' as const } }),
  };
}
