import { type AnswerOf, registryEndpoints } from '@gatehouse/contract';
import { call } from '../app/api.js';
import type { HomePart, HomeTask } from '../app/home-part.js';
import taskWords from './home-words.json' with { type: 'json' };

type Task = AnswerOf<typeof registryEndpoints.overview>['tasks'][number];

const places: Readonly<Record<Task['kind'], HomeTask['to']>> = {
  verify: '/registry/verifications',
  proposal: '/registry/proposals',
  compare: '/registry/comparisons',
  recheck: '/registry/comparisons',
  merge: '/registry/merges',
  import: '/registry/imports',
  'silent-source': '/registry/sources',
  'late-count': '/registry/sources',
  'late-answers': '/registry/desk',
};

/** What waits at the registry, and its figures. */
export const registryHomePart: HomePart = {
  key: 'registry',
  permission: 'registry:overview',
  load: async (signal) => {
    const { tasks, figures } = await call(registryEndpoints.overview, {}, { signal });
    return {
      tasks: tasks.map(homeTask),
      figures: figures.map(({ id, words, value }) => ({ key: `registry-${id}`, label: words, value })),
    };
  },
  first: {
    words: taskWords.first,
    act: taskWords.firstAct,
    to: '/registry/imports/new',
    permission: 'registry:enter',
  },
};

function homeTask({ kind, words, count, dueAt, oldestAt, overdue }: Task): HomeTask {
  const at = dueAt ?? oldestAt;
  return {
    key: `registry-${kind}`,
    count,
    title: words,
    isPressing: overdue || dueAt !== null,
    act: taskWords.acts[kind],
    to: places[kind],
    ...(at === null ? {} : { clock: { at, kind: dueAt === null ? 'happened' : 'due' } }),
  };
}
