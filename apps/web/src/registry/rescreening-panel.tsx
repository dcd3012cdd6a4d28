import { type Rescreening as Look, registryEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { readOf, useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { ProgressPanel } from '../ui/progress-panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';

const refresh = [registryEndpoints.readRescreening];

/** Everybody enrolled compared anew with everybody on record: how far, what came of it, stop and go on. */
export function RescreeningPanel() {
  return may(useSession(), 'registry:verify') ? <Rescreening /> : null;
}

function Rescreening() {
  const { t } = useTranslation('registry');
  const read = useQuery({
    ...readOf(registryEndpoints.readRescreening, {}),
    refetchInterval: ({ state }) => (state.data?.rescreening?.state === 'running' ? 2000 : false),
  });
  const start = useAct(registryEndpoints.startRescreening, { refresh, say: t('rescreening.started') });
  const change = useAct(registryEndpoints.changeRescreening, { refresh });
  if (read.error) return <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />;
  if (read.isPending) return null;
  const { rescreening } = read.data;
  const failed = start.error ?? change.error;
  const changeTo = (verb: 'stop' | 'resume') => (): void => {
    if (rescreening) change.mutate({ params: { rescreeningId: rescreening.id }, body: { verb } });
  };
  return (
    <Panel title={t('rescreening.title')}>
      <Stack>
        <p>{t('rescreening.lead')}</p>
        {rescreening ? (
          <ProgressPanel
            title={
              rescreening.state === 'finished' ? t('rescreening.last') : t(`rescreening.stage.${rescreening.stage}`)
            }
            state={rescreening.state}
            {...farOf(rescreening)}
            counts={[{ key: 'news', label: t('rescreening.news'), value: rescreening.news }]}
            onStop={changeTo('stop')}
            onResume={changeTo('resume')}
          />
        ) : null}
        {failed ? <ErrorState problem={problemOf(failed)} /> : null}
        {rescreening === null || rescreening.state === 'finished' ? (
          <div>
            <Button loading={start.isPending} onClick={() => start.mutate({ body: {} })}>
              {t('rescreening.start')}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Panel>
  );
}

/** How far the stage under way is; of one that has ended, everybody. */
function farOf({ state, stage, ...counts }: Look): { readonly done: number; readonly total: number | undefined } {
  const { enrolments, enrolmentsDone, records, recordsDone, crowdDone } = counts;
  if (state === 'finished') return { done: enrolments, total: enrolments };
  if (stage === 'records')
    return { done: recordsDone, total: records === 0 ? undefined : Math.max(records, recordsDone) };
  const done = stage === 'crowd' ? crowdDone : enrolmentsDone;
  return { done, total: Math.max(enrolments, done) };
}
