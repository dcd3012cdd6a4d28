import { coverageEndpoints, type WorkforceHome } from '@gatehouse/contract';
import { call } from '../app/api.js';
import type { HomePart, HomeTask } from '../app/home-part.js';
import words from './coverage-home-words.json' with { type: 'json' };

type Task = WorkforceHome['tasks'][number];

/** Yearly checks, people at work without a check, and gaps that wait for this account. */
export const coverageHomePart: HomePart = {
  key: 'coverage',
  permission: 'workforce:read',
  load: async (signal) => {
    const { tasks } = await call(coverageEndpoints.home, {}, { signal });
    return { tasks: tasks.map(homeTask), figures: [] };
  },
};

/** Nothing waits for a supplier: its words change at their windows, and are read when work is planned. */
export const sentStaffHomePart: HomePart = {
  key: 'sent-staff',
  permission: 'workforce:sent-staff',
  load: async () => ({ tasks: [], figures: [] }),
  first: { words: words.first, act: words.firstAct, to: '/sent-staff', permission: 'workforce:sent-staff' },
};

const pages: Readonly<Partial<Record<Task['kind'], HomeTask['to']>>> = {
  brought: '/staff',
  tips: '/tips',
  unentered: '/roster-units/unentered',
  'unentered-below': '/roster-units/unentered',
  gaps: '/gaps',
  'gaps-below': '/gaps',
};

function homeTask({ kind, words: title, count, overdue, dueAt }: Task, place: number): HomeTask {
  return {
    key: `coverage-${kind}-${place}`,
    count,
    title,
    isPressing: overdue > 0,
    act: words.open,
    to: pages[kind] ?? '/coverage',
    ...(dueAt === undefined ? {} : { clock: { at: dueAt, kind: 'due' } as const }),
  };
}
