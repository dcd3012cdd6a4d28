import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { localFailure, unreachableFailure } from '../ui/failure.js';
import { FigureRow } from '../ui/figure-row.js';
import { Panel } from '../ui/panel.js';
import { ProgressPanel } from '../ui/progress-panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton, RecordSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { TaskCard, TaskList } from '../ui/task-list.js';
import { inHours } from './sample-times.js';

const reference = '01JD-7K3M-91';
const { problem } = localFailure('unexpected');
const { title, next } = problem.words;

/** As the server sends it: the number stands in the words too. */
const failedSample = {
  ...problem,
  reference,
  words: {
    title,
    next: { en: next.en.replace('{reference}', reference), zh: next.zh.replace('{reference}', reference) },
  },
};

/** The inbox, the figures, long work, and the states of a page that has nothing to show. */
export function WorkSamples() {
  const { t } = useTranslation('gallery');
  const counts = (['new', 'same', 'refused'] as const).map((key, at) => ({
    key,
    label: t(`progress.${key}`),
    value: [1204, 8931, 7][at] ?? 0,
  }));
  return (
    <Stack>
      <TaskList label={t('tasks.label')}>
        <TaskCard
          count={1}
          title={t('tasks.compare')}
          isPressing
          clock={<Clock at={inHours(4)} kind="due" />}
          action={
            <ButtonLink to="/gallery" isPrimary>
              {t('tasks.compareAct')}
            </ButtonLink>
          }
        />
        <TaskCard
          count={3}
          title={t('tasks.consent')}
          isPressing
          clock={<Clock at={inHours(-53)} kind="due" />}
          action={<ButtonLink to="/gallery">{t('tasks.open')}</ButtonLink>}
        />
        <TaskCard
          count={128}
          title={t('tasks.verify')}
          action={<ButtonLink to="/gallery">{t('tasks.open')}</ButtonLink>}
        />
      </TaskList>
      <FigureRow
        label={t('figures.label')}
        figures={[
          {
            key: 'covered',
            label: t('figures.covered'),
            value: '98.2 %',
            note: t('figures.coveredNote'),
            series: [91, 92, 92.5, 95, 94.8, 97, 98.2],
          },
          { key: 'month', label: t('figures.month'), value: '412', series: [310, 280, 401, 390, 370, 412] },
          { key: 'overdue', label: t('figures.overdue'), value: '7', series: [12, 12, 9, 9, 7] },
          { key: 'objections', label: t('figures.objections'), value: '0', note: t('figures.none') },
        ]}
      />
      <Line>
        {(['neutral', 'active', 'waiting', 'ended', 'stop'] as const).map((tone) => (
          <StatusTag key={tone} tone={tone} word={t(`states.${tone}`)} />
        ))}
      </Line>
      <ProgressPanel
        title={t('progress.title')}
        state="running"
        done={8231}
        total={20000}
        counts={counts}
        onStop={nothing}
      />
      <ProgressPanel title={t('progress.title')} state="running" done={8231} onStop={nothing} />
      <ProgressPanel
        title={t('progress.title')}
        state="failed"
        done={8231}
        total={20000}
        problem={unreachableFailure().problem}
        onResume={nothing}
      />
      <Panel title={t('nothing.title')}>
        <Stack>
          <EmptyState
            title={t('nothing.empty')}
            next={t('nothing.next')}
            action={
              <ButtonLink to="/gallery" isPrimary>
                {t('primary')}
              </ButtonLink>
            }
          />
          <ErrorState problem={failedSample} onRepeat={nothing} />
          <ListSkeleton rows={2} />
          <RecordSkeleton />
        </Stack>
      </Panel>
    </Stack>
  );
}

function nothing(): void {}
