import { type BatchView, batchEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { IdentityProofForm } from './identity-proof-form.js';
import { ListConsents } from './list-consents.js';
import { unsentIn } from './list-state.js';
import type { BulkOutcome } from './answers.js';
import { LeftRows } from './left-rows.js';
import { ServedOnForm } from './served-on-form.js';
import { useKeepList } from './use-keep-list.js';

/** What is done for many rows at once, in the order in which it is done. A row that does not fit is left and named. */
export function ListDeeds({ list }: { list: BatchView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepList();
  const [outcome, setOutcome] = useState<BulkOutcome>();
  const finish = (done: BulkOutcome): void => {
    setOutcome(done);
    keep(done.batch);
  };
  if (unsentIn(list) === 0) return <p role="status">{t('list.allSent')}</p>;
  return (
    <>
      {outcome ? <LeftRows outcome={outcome} /> : null}
      {list.counts.unproven > 0 ? <ProveMany list={list} onDone={finish} /> : null}
      {(list.counts.byState.DRAFT ?? 0) > 0 ? (
        <>
          <ListConsents list={list} onDone={finish} />
          <ServeMany list={list} onDone={finish} />
        </>
      ) : null}
      <SendMany list={list} onDone={finish} />
    </>
  );
}

type DeedProps = { readonly list: BatchView; readonly onDone: (outcome: BulkOutcome) => void };

function ProveMany({ list, onDone }: DeedProps) {
  const { t } = useTranslation('inquiry');
  const prove = useAct(batchEndpoints.proveIdentity, { say: t('said.proven'), onDone });
  return (
    <IdentityProofForm
      title={t('list.prove', { count: list.counts.unproven })}
      act={t('list.proveAct')}
      isBusy={prove.isPending}
      problem={prove.error ? problemOf(prove.error) : undefined}
      onProven={(kind) => prove.mutate({ params: { id: list.id }, body: { kind } })}
    />
  );
}

function ServeMany({ list, onDone }: DeedProps) {
  const { t } = useTranslation('inquiry');
  const serve = useAct(batchEndpoints.serveNotices, { say: t('said.served'), onDone });
  return (
    <ServedOnForm
      title={t('list.serve')}
      act={t('list.serveAct')}
      isBusy={serve.isPending}
      problem={serve.error ? problemOf(serve.error) : undefined}
      onServed={(servedOn) => serve.mutate({ params: { id: list.id }, body: { servedOn } })}
    />
  );
}

function SendMany({ list, onDone }: DeedProps) {
  const { t } = useTranslation('inquiry');
  const submit = useAct(batchEndpoints.submit, { say: t('said.submitted'), onDone });
  const { withProblems } = list.counts;
  return (
    <Panel title={t('prepare.title')}>
      <Stack>
        <p>{withProblems > 0 ? t('list.sendBlocked', { count: withProblems }) : t('list.sendLead')}</p>
        {submit.error ? <ErrorState problem={problemOf(submit.error)} /> : null}
        <div>
          <Button
            type="primary"
            disabled={withProblems > 0}
            loading={submit.isPending}
            onClick={() => submit.mutate({ params: { id: list.id }, body: { version: list.version } })}
          >
            {t('prepare.submit')}
          </Button>
        </div>
        <p>{t('list.kept')}</p>
      </Stack>
    </Panel>
  );
}
