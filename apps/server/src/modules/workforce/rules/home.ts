import type { CoverageState, WorkforceHome } from '@gatehouse/contract';
import { addDays, type LawPack, startOfCivilDate } from '@gatehouse/law';
import words from './home-words.json' with { type: 'json' };

type Task = WorkforceHome['tasks'][number];

/** How many people of a unit are in a state with a notice, and by when the first has to be checked. */
type Noticed = {
  readonly state: CoverageState;
  readonly notice: string | null;
  readonly count: number;
  /** How many of them are past their day. */
  readonly late: number;
  readonly dueOn: string | null;
};

/** Steps of gaps that wait for an organisation, and those late below it. */
type WaitingSteps = {
  readonly own: number;
  readonly overdue: number;
  readonly dueAt: Date | null;
  readonly below: number;
};

/** What waits for an organisation: tips about places, or units that nobody has entered. */
type WaitingCount = { readonly count: number; readonly overdue: number; readonly dueAt: Date | null };

/** Units that nobody has entered, and those late at authorities below. */
type WaitingUnentered = WaitingCount & { readonly below: number };

const checkNow: readonly CoverageState[] = ['refused_or_withdrawn', 'not_yet_asked', 'left_lying', 'overdue'];

/** The tasks of a home page: what an authority brought and what is late first, then the notices from the nearest, then the gaps. */
export function homeTasks(
  notices: LawPack['recheckNotices'],
  noticed: readonly Noticed[],
  { own, overdue, dueAt, below }: WaitingSteps,
  {
    tips,
    unentered,
    brought,
  }: { readonly tips: WaitingCount; readonly unentered: WaitingUnentered; readonly brought: number },
): Task[] {
  const now = noticed.filter(({ state }) => checkNow.includes(state));
  const tasks: Task[] = [
    { kind: 'brought', words: words.brought, count: brought, overdue: 0 },
    { ...counted('check-now', words['check-now'], now), overdue: now.reduce((sum, { late }) => sum + late, 0) },
    ...[...notices]
      .sort((one, other) => one.daysBefore - other.daysBefore)
      .map(({ id, title }) =>
        counted(
          'notice',
          title,
          noticed.filter(({ state, notice }) => state === 'due' && notice === id),
        ),
      ),
    { kind: 'gaps', words: words.gaps, count: own, overdue, ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }) },
    { kind: 'gaps-below', words: words['gaps-below'], count: below, overdue: below },
    waitingTask('unentered', unentered),
    { kind: 'unentered-below', words: words['unentered-below'], count: unentered.below, overdue: unentered.below },
    waitingTask('tips', tips),
  ];
  return tasks.filter(({ count }) => count > 0);
}

function waitingTask(kind: 'tips' | 'unentered', { count, overdue, dueAt }: WaitingCount): Task {
  return { kind, words: words[kind], count, overdue, ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }) };
}

function counted(kind: Task['kind'], title: Task['words'], rows: readonly Noticed[]): Task {
  const dueOn = rows.flatMap((row) => (row.dueOn === null ? [] : [row.dueOn])).sort()[0];
  const due = dueOn === undefined ? {} : { dueAt: startOfCivilDate(addDays(dueOn, 1)).toISOString() };
  return { kind, words: title, count: total(rows), overdue: 0, ...due };
}

function total(rows: readonly Noticed[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
