import { type AnswerOf, type JointFileProgress, jointFileEndpoints, type JointUnit } from '@gatehouse/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { queryClient } from '../app/query-client.js';
import { keepAnswer, readOf, useAct } from '../app/use-endpoint.js';
import { FieldProblems } from '../inquiry/field-problems.js';
import { ListColumns } from '../inquiry/list-columns.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { KeptFile } from '../ui/kept-until.js';
import { type Column, ListTable } from '../ui/list-table.js';
import { MarkedList } from '../ui/marked-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { ProgressPanel, type ProgressState } from '../ui/progress-panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.js';
import { useLanguage, useWords } from '../ui/words.js';
import { ExportControl } from './export-control.js';
import { JointUnitTag } from './joint-state.js';

type FileRecord = AnswerOf<typeof jointFileEndpoints.units>;

const route = getRouteApi('/signed-in/roster-units/joint-files/$fileId');

const progressStates: Readonly<Record<JointFileProgress['state'], ProgressState>> = {
  READING: 'running',
  DIVIDING: 'running',
  STOPPED: 'stopped',
  DIVIDED: 'finished',
  REFUSED: 'failed',
};

/** One file with the staff of many units: how far it is divided, what became of the part of each unit, and which rows came to none. */
export function JointFilePage() {
  const { fileId } = route.useParams();
  const file = useQuery({
    ...readOf(jointFileEndpoints.read, { params: { id: fileId } }),
    // Counts only: this read names nobody and leaves no entry, so it may be repeated while the rows are worked.
    refetchInterval: ({ state }) =>
      state.data?.state === 'READING' || state.data?.state === 'DIVIDING' ? 1000 : false,
  });
  if (file.error && !file.data)
    return <ErrorState problem={problemOf(file.error)} onRepeat={() => void file.refetch()} />;
  return file.data ? <JointFile file={file.data} /> : <PageSkeleton />;
}

function JointFile({ file }: { file: JointFileProgress }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const record = useRecord(file);
  const { id, state } = file;
  const isErased = file.kept?.erasedAt !== undefined;
  const hasProblems = !isErased && (file.unplaced > 0 || record.data?.units.some(({ counts }) => counts.problem > 0));
  return (
    <>
      <PageTitle
        title={record.data?.fileName ?? t('joint.unnamed')}
        clock={<Clock at={file.createdAt} exact />}
        actions={
          <>
            {hasProblems ? (
              <ExportControl
                words="problems"
                leave={(asked) => download(jointFileEndpoints.exportProblems, { params: { id }, body: asked })}
              />
            ) : null}
            <ButtonLink to="/roster-units/joint-files">{t('joint.again')}</ButtonLink>
          </>
        }
      />
      <Stack>
        <p role="status">
          <strong>{t('load.now')}</strong> {words(file.next)}
        </p>
        <KeptFile kept={file.kept} />
        {state === 'DIVIDED' || state === 'REFUSED' ? null : <Progress file={file} />}
        {file.problems.length > 0 ? (
          <Panel title={t('load.fileProblems')}>
            <FieldProblems problems={file.problems} />
          </Panel>
        ) : null}
        {record.error && !record.data ? (
          <ErrorState problem={problemOf(record.error)} onRepeat={() => void record.refetch()} />
        ) : null}
        {record.data && state !== 'REFUSED' ? <Divided file={file} record={record.data} /> : null}
      </Stack>
    </>
  );
}

/** Its name, columns and units. Each look leaves an entry: once, and again when it has moved to another step. */
function useRecord({ id, state }: JointFileProgress) {
  const read = readOf(jointFileEndpoints.units, { params: { id } });
  return useQuery({ ...read, queryKey: [...read.queryKey, state], placeholderData: keepPreviousData });
}

function Progress({ file }: { file: JointFileProgress }) {
  const { t } = useTranslation('workforce');
  const keep = (next: JointFileProgress): void => {
    keepAnswer(queryClient, readOf(jointFileEndpoints.read, { params: { id: next.id } }), next);
    void queryClient.invalidateQueries({ queryKey: [jointFileEndpoints.list.path] });
  };
  const stop = useAct(jointFileEndpoints.stop, { onDone: keep });
  const resume = useAct(jointFileEndpoints.resume, { onDone: keep });
  const given = { params: { id: file.id }, body: { version: file.version } };
  const failure = stop.error ?? resume.error;
  return (
    <ProgressPanel
      title={t('joint.dividing')}
      state={progressStates[file.state]}
      done={file.progress.done}
      total={file.progress.rows === 0 ? undefined : file.progress.rows}
      counts={[
        { key: 'units', label: t('joint.units'), value: file.units },
        { key: 'unplaced', label: t('joint.unplaced'), value: file.unplaced },
      ]}
      problem={failure ? problemOf(failure) : undefined}
      onStop={() => stop.mutate(given)}
      onResume={() => resume.mutate(given)}
    />
  );
}

function Divided({ file, record }: { file: JointFileProgress; record: FileRecord }) {
  const { t } = useTranslation('workforce');
  const { units, unplaced, columns } = record;
  return (
    <>
      {unplaced.length > 0 ? (
        <Panel title={t('joint.unplacedTitle', { count: file.unplaced })}>
          <Unplaced problems={unplaced} />
        </Panel>
      ) : null}
      <Panel title={t('joint.byUnit')}>
        {units.length > 0 ? (
          <Units units={units} />
        ) : (
          <EmptyState title={t('joint.noUnits')} next={t('joint.noUnitsNext')} />
        )}
      </Panel>
      {columns.length > 0 ? <ListColumns columns={columns} /> : null}
    </>
  );
}

function Units({ units }: { units: readonly JointUnit[] }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const count = (kind: keyof JointUnit['counts']): Column<JointUnit> => ({
    key: kind,
    title: t(`load.kinds.${kind}`),
    isNumber: true,
    render: ({ counts, state }) => (state === 'sent-back' || state === 'replaced' ? '—' : counts[kind]),
  });
  const columns: readonly Column<JointUnit>[] = [
    {
      key: 'unit',
      title: t('column.unit'),
      isLead: true,
      render: ({ unitId, unit }) => (
        <Link to="/roster-units/$unitId" params={{ unitId }}>
          {words(unit)}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('column.state'),
      render: ({ state, sentBack }) => (
        <>
          <JointUnitTag state={state} />
          {sentBack ? <p>{sentBack}</p> : null}
        </>
      ),
    },
    { key: 'rows', title: t('joint.rows'), isNumber: true, render: ({ rows }) => rows },
    count('new'),
    count('changed'),
    count('left'),
    count('problem'),
  ];
  return <ListTable label={t('joint.byUnit')} columns={columns} items={units} itemKey={({ unitId }) => unitId} />;
}

/** What came to no unit, by column and reason, with the rows as the spreadsheet has them: one mistake is often made in many. */
function Unplaced({ problems }: { problems: FileRecord['unplaced'] }) {
  const { t } = useTranslation('workforce');
  const language = useLanguage();
  const alike = new Map<string, FileRecord['unplaced']>();
  for (const problem of problems) {
    const key = [problem.column, problem.message[language]].join(' · ');
    alike.set(key, [...(alike.get(key) ?? []), problem]);
  }
  return (
    <MarkedList
      icon="problem"
      items={[...alike].map(([key, rows]) => ({
        key,
        words: (
          <>
            <strong>
              {[
                t('joint.inRows', { count: rows.length, rows: rows.map(({ row }) => row).join(t('joint.and')) }),
                rows[0]?.column,
              ]
                .filter(Boolean)
                .join(' · ')}
            </strong>{' '}
            {rows[0]?.message[language]}
          </>
        ),
      }))}
    />
  );
}
