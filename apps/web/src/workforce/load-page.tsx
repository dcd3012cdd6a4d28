import { rosterEndpoints, type RosterRowKind } from '@gatehouse/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readOf, useAct } from '../app/use-endpoint.js';
import { FieldProblems } from '../inquiry/field-problems.js';
import { ListColumns } from '../inquiry/list-columns.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { KeptFile } from '../ui/kept-until.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { ProgressPanel, type ProgressState } from '../ui/progress-panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import type { LoadProgress } from './answers.js';
import { LoadDifferences } from './load-differences.js';
import { LoadProblems } from './load-problems.js';
import { SendBack } from './send-back.js';
import { TakeForm } from './take-form.js';
import { useKeepLoad } from './use-keep-load.js';

const route = getRouteApi('/signed-in/staff-loads/$loadId');

const atWork: ReadonlySet<LoadProgress['state']> = new Set(['READING', 'COMPARING', 'TAKING']);

const progressStates: Readonly<Record<LoadProgress['state'], ProgressState>> = {
  READING: 'running',
  COMPARING: 'running',
  TAKING: 'running',
  STOPPED: 'stopped',
  READY: 'finished',
  TAKEN: 'finished',
  REFUSED: 'failed',
  DISCARDED: 'stopped',
};

/** One file of staff: how far it is read, what cannot be taken, what it would change, and the taking of it. */
export function LoadPage() {
  const { loadId } = route.useParams();
  const load = useQuery({
    ...readOf(rosterEndpoints.read, { params: { id: loadId } }),
    // Counts only: this read names nobody and leaves no entry, so it may be repeated while the rows are worked.
    refetchInterval: ({ state }) => (state.data && atWork.has(state.data.state) ? 1000 : false),
  });
  if (load.error && !load.data)
    return <ErrorState problem={problemOf(load.error)} onRepeat={() => void load.refetch()} />;
  return load.data ? <LoadRecord load={load.data} /> : <PageSkeleton />;
}

const shownKinds: readonly RosterRowKind[] = ['new', 'changed', 'left'];

function LoadRecord({ load }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  const file = useFile(load);
  const { counts, state } = load;
  const isReady = state === 'READY';
  return (
    <>
      <PageTitle
        title={file?.fileName ?? t('load.unnamed')}
        clock={<Clock at={load.createdAt} exact />}
        actions={<Onward load={load} />}
      />
      <Stack>
        <Standing load={load} />
        {isReady || state === 'REFUSED' || state === 'DISCARDED' ? null : <Progress load={load} />}
        {load.problems.length > 0 ? (
          <Panel title={t('load.fileProblems')}>
            <FieldProblems problems={load.problems} />
          </Panel>
        ) : null}
        {isReady && counts.problem > 0 ? <LoadProblems load={load} /> : null}
        {isReady ? <LoadDifferences load={load} kinds={shownKinds} title={t('load.differences')} /> : null}
        {isReady && counts.problem === 0 ? <TakeForm load={load} /> : null}
        {hasRefused(load) ? <LoadDifferences load={load} kinds={shownKinds} title={t('load.refused')} /> : null}
        {isReady || state === 'STOPPED' ? <Leave load={load} /> : null}
        {file && file.columns.length > 0 && isReady ? <ListColumns columns={file.columns} /> : null}
      </Stack>
    </>
  );
}

/** Whether rows that could not be taken stand here still. */
function hasRefused({ state, taken, kept }: LoadProgress): boolean {
  return state === 'TAKEN' && taken.refused > 0 && kept?.erasedAt === undefined;
}

/** Where one goes from here: on to the staff, or to another file. */
function Onward({ load: { state, brought } }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  return state === 'TAKEN' ? (
    <ButtonLink to="/staff" isPrimary>
      {t('load.toStaff')}
    </ButtonLink>
  ) : (
    <ButtonLink to="/staff/load">{t(brought ? 'load.ownInstead' : 'load.again')}</ButtonLink>
  );
}

/** Where it comes from, where not from the unit itself, and what is to be done now. */
function Standing({ load }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <>
      {load.brought && load.state !== 'DISCARDED' && load.state !== 'TAKEN' ? <p>{t('load.brought')}</p> : null}
      <p role="status">
        <strong>{t('load.now')}</strong> {words(load.next)}
      </p>
      <KeptFile kept={load.kept} />
    </>
  );
}

/** The way out: giving up an own file, or sending back what the authority brought. */
function Leave({ load }: { load: LoadProgress }) {
  return load.brought ? <SendBack load={load} /> : <Discard load={load} />;
}

/** What the file is called and how it was read. Each look leaves an entry: once, and again when all is read. */
function useFile({ id, state }: LoadProgress) {
  const read = readOf(rosterEndpoints.file, { params: { id } });
  return useQuery({
    ...read,
    queryKey: [...read.queryKey, state !== 'READING'],
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  }).data;
}

function Progress({ load }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  const keep = useKeepLoad();
  const stop = useAct(rosterEndpoints.stop, { onDone: keep });
  const resume = useAct(rosterEndpoints.resume, { onDone: keep });
  const given = { params: { id: load.id }, body: { version: load.version } };
  const failure = stop.error ?? resume.error;
  const { taken, counts, state } = load;
  const isTaking = state === 'TAKING' || state === 'TAKEN' || taken.new + taken.changed + taken.left > 0;
  const shown = isTaking ? taken : counts;
  return (
    <ProgressPanel
      title={isTaking ? t('load.taking') : t('load.reading')}
      state={progressStates[state]}
      done={load.progress.done}
      total={state === 'READING' ? undefined : load.progress.rows}
      counts={(['new', 'changed', 'left'] as const).map((kind) => ({
        key: kind,
        label: t(`load.kinds.${kind}`),
        value: shown[kind],
      }))}
      problem={failure ? problemOf(failure) : undefined}
      onStop={() => stop.mutate(given)}
      {...(state === 'STOPPED' ? { onResume: () => resume.mutate(given) } : {})}
    />
  );
}

function Discard({ load }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  const keep = useKeepLoad();
  const discard = useAct(rosterEndpoints.discard, { say: t('said.discarded'), onDone: keep });
  return (
    <>
      {discard.error ? <ErrorState problem={problemOf(discard.error)} /> : null}
      <Line>
        <Button
          type="text"
          loading={discard.isPending}
          onClick={() => discard.mutate({ params: { id: load.id }, body: { version: load.version } })}
        >
          {t('load.discard')}
        </Button>
      </Line>
    </>
  );
}
