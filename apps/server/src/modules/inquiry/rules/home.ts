import type { InquiryHome, InquiryState, Words } from '@gatehouse/contract';
import words from '../words.json' with { type: 'json' };

/** How many inquiries stand where, for the tasks of a home page. */
export type StateCount = {
  readonly state: InquiryState;
  readonly permission: 'consent' | 'notice';
  readonly proven: boolean;
  readonly withProblems: boolean;
  readonly count: number;
  readonly overdue: number;
  readonly dueAt: Date | null;
};

type Task = InquiryHome['tasks'][number];

/** Which task a group of inquiries is for whoever prepares them; nothing where somebody else is at work. */
function taskOf({ state, permission, proven, withProblems }: StateCount): Task['kind'] | undefined {
  if (state === 'DRAFT' && withProblems) return 'mend';
  if (state === 'DRAFT' && !proven) return 'prove-identity';
  if (state === 'DRAFT') return permission === 'consent' ? 'ask-consent' : 'submit';
  if (state === 'CONSENTED' || state === 'NOTICE_SERVED') return proven ? 'submit' : 'prove-identity';
  const others: Partial<Record<StateCount['state'], Task['kind']>> = {
    CONSENT_PENDING: 'consent-waiting',
    CONSENT_REFUSED: 'consent-refused',
    DETAILS_DISPUTED: 'details-disputed',
    RETURNED: 'returned',
    RELEASED: 'settle',
  };
  return others[state];
}

/** Which task it is for the authority that reviews. */
function reviewTaskOf({ state }: StateCount): Task['kind'] | undefined {
  return state === 'SUBMITTED' ? 'review' : undefined;
}

/** How many of something wait, and by when the first is due. */
export type Waiting = Pick<StateCount, 'count' | 'overdue' | 'dueAt'>;

/** What is counted by rows of its own, not by the state of an inquiry. */
const besidesKinds = ['stop-work', 'recalled', 'see-to-recalled', 'objection', 'repair'] as const;
type Besides = (typeof besidesKinds)[number];

/** The tasks of a home page: overdue first, then by clock. */
export function tasksOf(
  counts: readonly StateCount[],
  duty: 'prepare' | 'review',
  besides: Readonly<Partial<Record<Besides, Waiting>>> = {},
): Task[] {
  const texts: Readonly<Record<string, Words>> = words.tasks;
  const tasks = new Map<Task['kind'], Task>();
  for (const group of counts) {
    const kind = duty === 'prepare' ? taskOf(group) : reviewTaskOf(group);
    if (kind === undefined) continue;
    const task: Task = tasks.get(kind) ?? { kind, words: texts[kind] ?? { en: kind, zh: kind }, count: 0, overdue: 0 };
    const dueAt = [task.dueAt, group.dueAt?.toISOString()].filter((due) => due !== undefined).sort()[0];
    tasks.set(kind, {
      ...task,
      count: task.count + group.count,
      overdue: task.overdue + group.overdue,
      ...(dueAt === undefined ? {} : { dueAt }),
    });
  }
  for (const kind of besidesKinds) {
    const waiting = besides[kind];
    if (waiting === undefined || waiting.count === 0) continue;
    const { count, overdue, dueAt } = waiting;
    tasks.set(kind, { kind, words: texts[kind] ?? { en: kind, zh: kind }, count, overdue, ...dueOf(dueAt) });
  }
  return [...tasks.values()].sort(
    (one, other) => other.overdue - one.overdue || (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'),
  );
}

function dueOf(dueAt: Date | null): { dueAt?: string } {
  return dueAt === null ? {} : { dueAt: dueAt.toISOString() };
}
