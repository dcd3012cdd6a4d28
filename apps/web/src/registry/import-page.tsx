import {
  type ImportPreview,
  type ImportProgress,
  type ImportView,
  registryEndpoints,
  wordsOfState,
} from '@gatehouse/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { may, useSession } from '../app/session/session.js';
import { readOf, useAct } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { KeptFile, KeptUntil } from '../ui/kept-until.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { ProgressPanel } from '../ui/progress-panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { StepLine } from '../ui/step-line.js';
import { useWords } from '../ui/words.js';
import { ImportColumns } from './import-columns.js';
import { ImportProblems } from './import-problems.js';
import { isAtWork, previewKey, toneOfImport } from './import-state.js';

const route = getRouteApi('/signed-in/registry/imports/$importId');
const order = ['uploaded', 'checking', 'checked', 'entering', 'entered'] as const;

/** One import: how its columns were understood, what came of every row, and handing it to a second person. */
export function ImportPage() {
  const { importId } = route.useParams();
  const { t } = useTranslation('registry');
  const words = useWords();
  const read = useQuery({
    ...readOf(registryEndpoints.readImport, { params: { importId } }),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data.state) ? 800 : false),
  });
  // Each look at the file leaves an entry: once, and not with every look at the progress.
  const { data: file } = useQuery({
    ...readOf(registryEndpoints.readImportFile, { params: { importId } }),
    staleTime: Infinity,
  });
  if (read.isPending) return <PageSkeleton />;
  if (read.error) return <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />;
  const view = read.data;
  return (
    <>
      <PageTitle
        title={file?.fileName ?? t('import.unnamed')}
        state={<StatusTag tone={toneOfImport(view.state)} word={words(wordsOfState('import', view.state))} />}
        clock={<Clock at={view.uploadedAt} exact />}
        actions={<ImportActs view={view} />}
      />
      <Stack gap="large">
        {view.state === 'discarded' ? (
          <EmptyState title={t('import.discarded')} next={t('import.discardedNext')} />
        ) : (
          <ImportSteps view={view} />
        )}
        {view.kept?.erasedAt === undefined ? (
          <KeptFile kept={view.kept} />
        ) : (
          <p>
            <KeptUntil kept={view.kept} />
          </p>
        )}
        {view.state === 'uploaded' ? <Understood view={view} columns={file?.columns ?? []} /> : null}
        {view.kind === 'aliases' ? <p>{t('import.aliasesLead')}</p> : null}
        {view.state === 'uploaded' || view.state === 'discarded' ? null : <Progress view={view} />}
        {view.state === 'entered' ? <EmptyState title={t('import.entered')} next={t('import.enteredNext')} /> : null}
        {view.state === 'uploaded' ? null : <SealedByLaw view={view} />}
        {view.state === 'checked' || view.state === 'entered' ? (
          <ImportProblems view={view} columns={file?.columns ?? []} />
        ) : null}
      </Stack>
    </>
  );
}

function ImportSteps({ view }: { view: ImportProgress }) {
  const { t } = useTranslation('registry');
  const at = order.findIndex((state) => state === view.state);
  const steps = [
    { key: 'read', title: t('import.step.read'), from: 0, until: 0 },
    { key: 'checked', title: t('import.step.checked'), from: 1, until: 2 },
    { key: 'entered', title: t('import.step.entered'), from: 3, until: 3 },
    { key: 'verified', title: t('import.step.verified'), from: 4, until: 9 },
  ];
  return (
    <StepLine
      label={t('import.steps')}
      steps={steps.map(({ key, title, from, until }) => ({
        key,
        title,
        state: at > until ? 'done' : at >= from ? 'now' : 'later',
      }))}
    />
  );
}

/** The one thing to do next, and throwing the file away while nothing was entered. */
function ImportActs({ view }: { view: ImportProgress }) {
  const { t } = useTranslation('registry');
  const session = useSession();
  const options = { refresh: [registryEndpoints.readImport, registryEndpoints.overview], lists: ['registry-imports'] };
  const check = useAct(registryEndpoints.checkImport, options);
  const handOver = useAct(registryEndpoints.handOverImport, { ...options, say: t('import.handedOver') });
  const discard = useAct(registryEndpoints.discardImport, { ...options, say: t('import.discarded') });
  const given = { params: { importId: view.id }, body: { version: view.version } };
  const error = check.error ?? handOver.error ?? discard.error;
  const good = view.counts.new + view.counts.changed;
  if (!may(session, 'registry:enter')) {
    return may(session, 'registry:verify') && view.state === 'entered' ? (
      <ButtonLink to={view.kind === 'aliases' ? '/registry/proposals' : '/registry/verifications'} isPrimary>
        {t('import.verify')}
      </ButtonLink>
    ) : null;
  }
  return (
    <Stack gap="small">
      <Line>
        {view.state === 'uploaded' ? (
          <Button type="primary" loading={check.isPending} onClick={() => check.mutate(given)}>
            {t('import.check')}
          </Button>
        ) : null}
        {view.state === 'checked' ? (
          <Button
            type="primary"
            disabled={good === 0}
            loading={handOver.isPending}
            onClick={() => handOver.mutate(given)}
          >
            {t('import.handOver', { count: good })}
          </Button>
        ) : null}
        {view.state === 'uploaded' || view.state === 'checked' ? (
          <Button loading={discard.isPending} onClick={() => discard.mutate(given)}>
            {t('import.discard')}
          </Button>
        ) : null}
      </Line>
      {error ? <ErrorState problem={problemOf(error)} /> : null}
    </Stack>
  );
}

function Understood({ view, columns }: { view: ImportProgress; columns: ImportView['columns'] }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const preview = useQueryClient().getQueryData<z.infer<typeof ImportPreview>>(previewKey(view.id));
  return (
    <Panel title={t('import.understood')}>
      <Stack>
        {view.problems.map((problem) => (
          <p key={problem.en}>{words(problem)}</p>
        ))}
        <ImportColumns columns={columns} rows={preview?.rows ?? []} />
      </Stack>
    </Panel>
  );
}

const countsOf = {
  records: ['new', 'changed', 'same', 'held', 'refused'],
  aliases: ['new', 'changed', 'same', 'refused', 'unmatched'],
} as const;

function Progress({ view }: { view: ImportProgress }) {
  const { t } = useTranslation('registry');
  const counts = countsOf[view.kind].map((key) => ({
    key,
    label: t(`outcome.${key}`),
    value: view.counts[key],
  }));
  return (
    <ProgressPanel
      title={t(view.state === 'checking' || view.state === 'checked' ? 'import.checking' : 'import.entering')}
      state={isAtWork(view.state) ? 'running' : 'finished'}
      done={isAtWork(view.state) ? view.rowsDone : view.rows}
      total={view.rows}
      counts={counts}
    />
  );
}

function SealedByLaw({ view }: { view: ImportProgress }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  if (view.sealedByLaw.length === 0) return null;
  return (
    <Panel title={t('import.sealed')}>
      <p>{t('import.sealedLead')}</p>
      <ul>
        {view.sealedByLaw.map((one) => (
          <li key={one.rule}>
            {t('import.sealedRows', { count: one.count })} {words(one.words)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
