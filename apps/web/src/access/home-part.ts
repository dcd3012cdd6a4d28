import { accountEndpoints, standInEndpoints } from '@gatehouse/contract';
import { call } from '../app/api.js';
import { looksToConfirmTask } from '../app/drawn-looks-task.js';
import type { HomePart, HomeTask } from '../app/home-part.js';
import { silentWaysTask } from '../app/silent-ways-task.js';
import { unusualLooksTask } from '../app/unusual-looks-task.js';
import words from './home-words.json' with { type: 'json' };

/** Roles, recoveries and stand-ins that wait for a second administrator. */
export const accessHomePart: HomePart = {
  key: 'access',
  permission: 'access:manage-accounts',
  load: async (signal) => {
    const [accounts, standIns, looks, ways, toConfirm] = await Promise.all([
      call(accountEndpoints.list, { query: { waiting: 'true', limit: 200 } }, { signal }),
      call(standInEndpoints.list, {}, { signal }),
      unusualLooksTask(signal, '/accounts'),
      silentWaysTask(signal),
      looksToConfirmTask(signal),
    ]);
    const proposed = accounts.items.flatMap(({ roles }) => roles.filter(({ state }) => state === 'proposed'));
    const recoveries = accounts.items.flatMap(({ recovery }) => (recovery === null ? [] : [recovery]));
    const waiting = standIns.items.filter(({ state }) => state === 'proposed');
    const tasks: readonly HomeTask[] = [
      ways,
      looks,
      toConfirm,
      {
        key: 'access-grants',
        count: proposed.length,
        title: words.grants,
        isPressing: true,
        act: words.grantsAct,
        to: '/accounts/waiting',
        ...oldest(proposed.map(({ proposedAt }) => proposedAt)),
      },
      {
        key: 'access-recoveries',
        count: recoveries.length,
        title: words.recoveries,
        isPressing: true,
        act: words.grantsAct,
        to: '/accounts/waiting',
        ...oldest(recoveries.map(({ proposedAt }) => proposedAt)),
      },
      {
        key: 'access-stand-ins',
        count: waiting.length,
        title: words.standIns,
        isPressing: true,
        act: words.standInsAct,
        to: '/stand-ins',
      },
    ];
    return { tasks, figures: [] };
  },
  first: {
    words: words.first,
    act: words.firstAct,
    to: '/accounts',
    permission: 'access:manage-accounts',
  },
};

function oldest(times: readonly string[]): Pick<HomeTask, 'clock'> {
  const at = [...times].sort()[0];
  return at === undefined ? {} : { clock: { at, kind: 'happened' } };
}
