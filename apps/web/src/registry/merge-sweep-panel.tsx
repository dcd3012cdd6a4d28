import { registryEndpoints } from '@gatehouse/contract';
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

const refresh = [registryEndpoints.readMergeSweep];

/** A look through everybody on record for persons who stand twice: how far, what came of it, stop and go on. */
export function MergeSweepPanel() {
  return may(useSession(), 'registry:verify') ? <Sweep /> : null;
}

function Sweep() {
  const { t } = useTranslation('registry');
  const read = useQuery({
    ...readOf(registryEndpoints.readMergeSweep, {}),
    refetchInterval: ({ state }) => (state.data?.sweep?.state === 'running' ? 2000 : false),
  });
  const start = useAct(registryEndpoints.startMergeSweep, { refresh, say: t('sweep.started') });
  const change = useAct(registryEndpoints.changeMergeSweep, { refresh });
  if (read.error) return <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />;
  if (read.isPending) return null;
  const { sweep } = read.data;
  const failed = start.error ?? change.error;
  const changeTo = (verb: 'stop' | 'resume') => (): void => {
    if (sweep) change.mutate({ params: { sweepId: sweep.id }, body: { verb } });
  };
  return (
    <Panel title={t('sweep.title')}>
      <Stack>
        <p>{t('sweep.lead')}</p>
        {sweep ? (
          <ProgressPanel
            title={t('sweep.last')}
            state={sweep.state}
            done={sweep.personsDone}
            total={Math.max(sweep.persons, sweep.personsDone)}
            counts={[{ key: 'proposed', label: t('sweep.proposed'), value: sweep.proposed }]}
            onStop={changeTo('stop')}
            onResume={changeTo('resume')}
          />
        ) : null}
        {failed ? <ErrorState problem={problemOf(failed)} /> : null}
        {sweep === null || sweep.state === 'finished' ? (
          <div>
            <Button loading={start.isPending} onClick={() => start.mutate({ body: {} })}>
              {t('sweep.start')}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Panel>
  );
}
