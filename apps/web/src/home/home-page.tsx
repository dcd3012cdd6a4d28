import { useTranslation } from 'react-i18next';
import { homeParts } from '../app/home-parts.js';
import { may, useSession } from '../app/session/session.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { FigureRow } from '../ui/figure-row.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { TaskCard, TaskList } from '../ui/task-list.js';
import { useLanguage, useWords } from '../ui/words.js';
import { useHome } from './use-home.js';

/** What needs this person today, the most pressing first, and four figures on the state of the organisation. */
export function HomePage() {
  const { t } = useTranslation('home');
  const words = useWords();
  const home = useHome();
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} />
      <Stack gap="large">
        {home.failures.map(({ key, error, repeat }) => (
          <ErrorState key={key} problem={problemOf(error)} onRepeat={repeat} />
        ))}
        {home.tasks.length > 0 ? (
          <TaskList label={t('tasks')}>
            {home.tasks.map((task, index) => (
              <TaskCard
                key={task.key}
                count={task.count}
                title={words(task.title)}
                isPressing={task.isPressing}
                clock={task.clock ? <TaskClock {...task.clock} /> : undefined}
                action={
                  <ButtonLink
                    to={task.to}
                    {...(task.search ? { search: task.search } : {})}
                    isPrimary={index === 0}
                    // Nine buttons that all say "Open" tell a screen reader nothing.
                    aria-label={`${words(task.act)} · ${words(task.title)}`}
                  >
                    {words(task.act)}
                  </ButtonLink>
                }
              />
            ))}
          </TaskList>
        ) : null}
        {home.isPending ? <ListSkeleton rows={3} /> : null}
        {!home.isPending && home.tasks.length === 0 && home.failures.length === 0 ? <NothingWaits /> : null}
        <HomeFigures figures={home.figures} />
      </Stack>
    </>
  );
}

function TaskClock({ at, kind }: { at: string; kind: 'happened' | 'due' }) {
  const { t } = useTranslation('home');
  return (
    <>
      {kind === 'happened' ? `${t('since')} ` : null}
      <Clock at={at} kind={kind} />
    </>
  );
}

function HomeFigures({ figures }: Pick<ReturnType<typeof useHome>, 'figures'>) {
  const { t } = useTranslation('home');
  const words = useWords();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language);
  if (figures.length === 0) return null;
  return (
    <FigureRow
      label={t('figures')}
      figures={figures.map(({ key, label, value, note, series }) => ({
        key,
        label: words(label),
        value: number.format(value),
        ...(note ? { note: words(note) } : {}),
        ...(series ? { series } : {}),
      }))}
    />
  );
}

function NothingWaits() {
  const { t } = useTranslation('home');
  const words = useWords();
  const session = useSession();
  const first = homeParts.map((part) => part.first).find((offer) => offer && may(session, offer.permission));
  return (
    <EmptyState
      title={t('empty.title')}
      next={first ? words(first.words) : t('empty.next')}
      action={
        first ? (
          <ButtonLink to={first.to} isPrimary>
            {words(first.act)}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}
