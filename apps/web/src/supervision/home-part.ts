import { prohibitionEndpoints, type ProhibitionHome } from '@gatehouse/contract';
import { call } from '../app/api.js';
import { emergencyLooksTask } from '../app/emergency-looks-task.js';
import type { HomePart, HomeTask } from '../app/home-part.js';
import words from './home-words.json' with { type: 'json' };

type Task = ProhibitionHome['tasks'][number];

/** Orders that wait for this procuratorate: alarms, breaches, what has to be verified or served. */
export const supervisionHomePart: HomePart = {
  key: 'prohibitions',
  permission: 'supervision:read',
  load: async (signal) => {
    const [{ tasks, figures }, looks] = await Promise.all([
      call(prohibitionEndpoints.home, {}, { signal }),
      emergencyLooksTask(signal),
    ]);
    return {
      tasks: [looks, ...tasks.map(homeTask)],
      figures: [
        { key: 'prohibitions-in-force', label: words.inForce, value: figures.inForce },
        { key: 'prohibitions-breached', label: words.breached, value: figures.breached },
      ],
    };
  },
  first: { words: words.first, act: words.firstAct, to: '/prohibitions/new', permission: 'supervision:enter' },
};

function homeTask({ kind, words: title, count, overdue, dueAt, since }: Task): HomeTask {
  return {
    key: `prohibitions-${kind}`,
    count,
    title,
    isPressing: overdue > 0 || kind === 'refer' || kind === 'owed-gaps-waiting',
    act: words.open,
    to: kind.startsWith('owed-gaps') ? '/owed-gaps' : '/prohibitions',
    ...(since === undefined ? {} : { clock: { at: since, kind: 'happened' } as const }),
    ...(dueAt === undefined ? {} : { clock: { at: dueAt, kind: 'due' } as const }),
  };
}
