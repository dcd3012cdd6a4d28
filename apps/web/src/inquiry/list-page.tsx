import { type BatchProgress, batchEndpoints } from '@gatehouse/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readOf, useAct } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { KeptFile } from '../ui/kept-until.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { ProgressPanel } from '../ui/progress-panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { FieldProblems } from './field-problems.js';
import { ListColumns } from './list-columns.js';
import { ListDeeds } from './list-deeds.js';
import { ListRows } from './list-rows.js';
import { isAtWork, progressStateOf } from './list-state.js';
import { useKeepList } from './use-keep-list.js';

const route = getRouteApi('/signed-in/inquiry-lists/$listId');

/** One list: how far it is read, what is wrong with it row by row, and what is done for many at once. */
export function ListPage() {
  const { listId } = route.useParams();
  const list = useQuery({
    ...readOf(batchEndpoints.read, { params: { id: listId } }),
    // Counts only: this read names nobody and leaves no entry, so it may be repeated while the rows are worked.
    refetchInterval: ({ state }) =>
      state.data && (isAtWork(state.data) || state.data.deed?.state === 'WORKING') ? 1000 : false,
  });
  if (list.error && !list.data) {
    return <ErrorState problem={problemOf(list.error)} onRepeat={() => void list.refetch()} />;
  }
  return list.data ? <ListRecord list={list.data} /> : <PageSkeleton />;
}

function ListRecord({ list }: { list: BatchProgress }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const file = useFile(list);
  return (
    <>
      <PageTitle
        title={file?.fileName ?? t('list.unnamed')}
        clock={<Clock at={list.createdAt} exact />}
        lead={list.setAsideFrom ? t('list.setAsideLead') : t('list.lead')}
        actions={
          list.state === 'READY' ? (
            <ButtonLink to="/inquiries" search={{ list: list.id }} icon={<Icon of="review" />}>
              {t('list.showChecks')}
            </ButtonLink>
          ) : null
        }
      />
      <Stack>
        <p>
          <strong>{t('answer.now')}</strong> {words(list.next)}
        </p>
        <KeptFile kept={list.kept} />
        {list.state === 'READY' || list.kept?.erasedAt ? null : <Progress list={list} />}
        {list.problems.length > 0 ? (
          <Panel title={t('list.fileProblems')}>
            <FieldProblems problems={list.problems} />
          </Panel>
        ) : null}
        {list.state === 'READY' ? (
          <>
            <ListRows list={list} />
            <ListDeeds list={list} />
          </>
        ) : null}
        {file && file.columns.length > 0 ? <ListColumns columns={file.columns} /> : null}
      </Stack>
    </>
  );
}

/** What the file is called and how it was read. Each look leaves an entry: once, and again when all is read. */
function useFile({ id, state }: BatchProgress) {
  const isRead = state !== 'READING';
  const read = readOf(batchEndpoints.file, { params: { id } });
  return useQuery({
    ...read,
    queryKey: [...read.queryKey, isRead],
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  }).data;
}

function Progress({ list }: { list: BatchProgress }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepList();
  const stop = useAct(batchEndpoints.stop, { onDone: keep });
  const resume = useAct(batchEndpoints.resume, { onDone: keep });
  const given = { params: { id: list.id }, body: { version: list.version } };
  const failure = stop.error ?? resume.error;
  return (
    <ProgressPanel
      title={t('list.reading')}
      state={progressStateOf(list)}
      done={list.progress.done}
      total={list.state === 'READING' ? undefined : list.progress.rows}
      counts={[{ key: 'problems', label: t('lists.withProblems'), value: list.counts.withProblems }]}
      problem={failure ? problemOf(failure) : undefined}
      onStop={() => stop.mutate(given)}
      {...(list.state === 'STOPPED' ? { onResume: () => resume.mutate(given) } : {})}
    />
  );
}
