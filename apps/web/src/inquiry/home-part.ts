import { inquiryEndpoints } from '@gatehouse/contract';
import { call } from '../app/api.js';
import type { HomeContent, HomePart, HomeTask } from '../app/home-part.js';
import type { InquiryHome } from './answers.js';
import words from './home-words.json' with { type: 'json' };
import type { Stage } from './states.js';

type Task = InquiryHome['tasks'][number];

/** Kinds of work that have a page of their own. */
type Elsewhere = 'review' | 'stop-work' | 'see-to-recalled' | 'objection';

/** Where each other kind of work is done. */
const stages: Readonly<Record<Exclude<Task['kind'], Elsewhere>, Stage>> = {
  mend: 'preparing',
  'prove-identity': 'preparing',
  'ask-consent': 'preparing',
  submit: 'preparing',
  returned: 'preparing',
  'details-disputed': 'preparing',
  'consent-waiting': 'person',
  'consent-refused': 'refused',
  settle: 'told',
  recalled: 'recalled',
  repair: 'recalled',
};

/** Checks that need this account with their clocks, and four figures of its organisation. */
export const inquiryHomePart: HomePart = {
  key: 'inquiry',
  permission: 'inquiry:read',
  load: async (signal) => {
    const { tasks, figures } = await call(inquiryEndpoints.home, {}, { signal });
    return { tasks: tasks.map(homeTask), figures: homeFigures(figures) };
  },
  first: { words: words.first, act: words.firstAct, to: '/inquiries/new', permission: 'inquiry:draft' },
};

function homeTask(task: Task): HomeTask {
  const place = placeOf(task.kind);
  return {
    key: `inquiry-${task.kind}`,
    count: task.count,
    title: task.words,
    isPressing: task.overdue > 0,
    ...place,
    ...(task.dueAt === undefined ? {} : { clock: { at: task.dueAt, kind: 'due' } as const }),
  };
}

function placeOf(kind: Task['kind']) {
  if (kind === 'review') return { act: words.review, to: '/inquiry-reviews' } as const;
  if (kind === 'stop-work') return { act: words.open, to: '/stop-work-orders' } as const;
  if (kind === 'see-to-recalled') return { act: words.open, to: '/recalled-answers' } as const;
  if (kind === 'objection') return { act: words.open, to: '/objections' } as const;
  return { act: words.open, to: '/inquiries', search: { stage: stages[kind] } } as const;
}

function homeFigures({
  thisMonth,
  notYetAsked,
  waiting,
  overdue,
  byDay,
}: InquiryHome['figures']): HomeContent['figures'] {
  const { labels } = words;
  return [
    { key: 'inquiry-month', label: labels.thisMonth, value: thisMonth, series: byDay.map(({ asked }) => asked) },
    { key: 'inquiry-not-asked', label: labels.notYetAsked, value: notYetAsked },
    {
      key: 'inquiry-waiting',
      label: labels.waiting,
      value: waiting,
      note: words.waitingNote,
      series: byDay.map(({ released }) => released),
    },
    { key: 'inquiry-overdue', label: labels.overdue, value: overdue },
  ];
}
