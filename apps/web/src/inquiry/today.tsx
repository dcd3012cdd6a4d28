import { inquiryEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { FigureRow } from '../ui/figure-row.js';
import { Icon } from '../ui/icon.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { TaskCard, TaskList } from '../ui/task-list.js';
import { useLanguage, useWords } from '../ui/words.js';
import { may, useSession } from '../app/session/session.js';
import type { InquiryHome } from './answers.js';
import type { Stage } from './states.js';

type Task = InquiryHome['tasks'][number];

/** Where each kind of work is done. */
const stageOfTask: Readonly<Record<Exclude<Task['kind'], 'review'>, Stage>> = {
  mend: 'preparing',
  'prove-identity': 'preparing',
  'ask-consent': 'preparing',
  submit: 'preparing',
  returned: 'preparing',
  'details-disputed': 'preparing',
  'consent-waiting': 'person',
  'consent-refused': 'refused',
  settle: 'told',
  objection: 'objection',
};

/** The part of the home page that this module gives: checks that need me today with their clocks, and four figures. */
export function InquiryToday() {
  const { t } = useTranslation('inquiry');
  const home = useEndpoint(inquiryEndpoints.home, {});
  if (home.isPending) return <ListSkeleton />;
  if (home.error) return <ErrorState problem={problemOf(home.error)} onRepeat={() => void home.refetch()} />;
  return (
    <Stack>
      {home.data.tasks.length === 0 ? <NothingToday /> : null}
      {home.data.tasks.length > 0 ? (
        <TaskList label={t('today.tasks')}>
          {home.data.tasks.map((task, index) => (
            <InquiryTask key={task.kind} task={task} isFirst={index === 0} />
          ))}
        </TaskList>
      ) : null}
      <Figures figures={home.data.figures} />
    </Stack>
  );
}

function InquiryTask({ task, isFirst }: { task: Task; isFirst: boolean }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const title =
    task.overdue > 0 ? t('today.withOverdue', { title: words(task.words), count: task.overdue }) : words(task.words);
  return (
    <TaskCard
      count={task.count}
      title={title}
      isPressing={task.overdue > 0}
      clock={task.dueAt ? <Clock at={task.dueAt} kind="due" /> : null}
      action={
        task.kind === 'review' ? (
          <ButtonLink to="/inquiry-reviews" isPrimary={isFirst}>
            {t('today.review')}
          </ButtonLink>
        ) : (
          <ButtonLink to="/inquiries" search={{ stage: stageOfTask[task.kind] }} isPrimary={isFirst}>
            {t('today.open')}
          </ButtonLink>
        )
      }
    />
  );
}

function NothingToday() {
  const { t } = useTranslation('inquiry');
  const session = useSession();
  if (!may(session, 'inquiry:draft')) return <EmptyState title={t('today.empty')} next={t('today.emptyReview')} />;
  return (
    <EmptyState
      title={t('today.empty')}
      next={t('today.emptyNext')}
      action={
        <ButtonLink to="/inquiries/new" isPrimary icon={<Icon of="newCheck" />}>
          {t('new.title')}
        </ButtonLink>
      }
    />
  );
}

function Figures({ figures }: { figures: InquiryHome['figures'] }) {
  const { t } = useTranslation('inquiry');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language);
  const { byDay } = figures;
  return (
    <FigureRow
      label={t('today.figures')}
      figures={[
        {
          key: 'month',
          label: t('today.thisMonth'),
          value: number.format(figures.thisMonth),
          series: byDay.map(({ asked }) => asked),
        },
        { key: 'notYet', label: t('today.notYetAsked'), value: number.format(figures.notYetAsked) },
        {
          key: 'waiting',
          label: t('today.waiting'),
          value: number.format(figures.waiting),
          note: t('today.waitingNote'),
          series: byDay.map(({ released }) => released),
        },
        { key: 'overdue', label: t('today.overdue'), value: number.format(figures.overdue) },
      ]}
    />
  );
}
