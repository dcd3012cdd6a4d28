import { lookEndpoints } from '@gatehouse/contract';
import { call } from './api.js';
import type { HomeTask } from './home-part.js';
import words from './unusual-looks-words.json' with { type: 'json' };

/** Accounts that look at persons more often than desks do, for those who watch over them; opens the page that is theirs. */
export async function unusualLooksTask(
  signal: AbortSignal,
  to: HomeTask['to'],
  searchOf: (accountId: string) => HomeTask['search'] = () => undefined,
): Promise<HomeTask> {
  const { items } = await call(lookEndpoints.unusual, {}, { signal });
  const [most] = items;
  const search = most === undefined ? undefined : searchOf(most.accountId);
  return {
    key: 'unusual-looks',
    count: new Set(items.map(({ accountId }) => accountId)).size,
    title: items.some(({ isAtLimit }) => isAtLimit) ? words.atLimit : words.unusual,
    isPressing: true,
    act: words.act,
    to,
    ...(search === undefined ? {} : { search }),
  };
}
