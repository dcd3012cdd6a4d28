import { type BatchProgress, batchEndpoints, type BulkDeed } from '@gatehouse/contract';
import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { readOf, useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { DeedLetters } from './deed-letters.js';
import { DeedProgress } from './deed-progress.js';
import { IdentityProofForm } from './identity-proof-form.js';
import { ListConsents } from './list-consents.js';
import { unsentIn } from './list-state.js';
import { ServedOnForm } from './served-on-form.js';
import { useKeepList } from './use-keep-list.js';

/** What is done for many rows at once, in the order in which it is done. A row that does not fit is left and named. */
export function ListDeeds({ list }: { list: BatchProgress }) {
  const { t } = useTranslation('inquiry');
  const show = useShowDeed(list);
  const { deed } = list;
  const progress = deed ? <DeedProgress deed={deed} onChanged={show} /> : null;
  const letters = deed && deed.letters > 0 ? <DeedLetters deed={deed} onDone={show} /> : null;
  if (deed?.state === 'WORKING') return progress;
  // Then the one main thing to do is to go on.
  const isHalted = deed?.state === 'STOPPED' || deed?.state === 'HELD';
  if (unsentIn(list) === 0) {
    return (
      <>
        <p role="status">{t('list.allSent')}</p>
        {progress}
      </>
    );
  }
  return (
    <>
      {progress}
      {letters}
      {list.counts.unproven > 0 ? <ProveMany list={list} onDone={show} /> : null}
      {(list.counts.byState.DRAFT ?? 0) > 0 ? (
        <>
          <ListConsents list={list} onDone={show} />
          <ServeMany list={list} onDone={show} />
        </>
      ) : null}
      <SendMany list={list} onDone={show} isPrimary={!isHalted} />
    </>
  );
}

/** Shows a deed that was asked for or changed; once it has ended, the rows and the counts are read anew. */
function useShowDeed(list: BatchProgress): (deed: BulkDeed) => void {
  const queries = useQueryClient();
  const keep = useKeepList();
  const read = readOf(batchEndpoints.read, { params: { id: list.id } });
  const ended = list.deed && list.deed.state !== 'WORKING' ? `${list.deed.id} ${list.deed.version}` : '';
  useEffect(() => {
    if (ended === '') return;
    void queries.invalidateQueries({ queryKey: ['list'] });
    void queries.invalidateQueries({ queryKey: [batchEndpoints.rows.path] });
    void queries.invalidateQueries({ queryKey: ['home'] });
  }, [ended, queries]);
  return (deed) => {
    keep({ ...list, deed });
    void queries.invalidateQueries({ queryKey: read.queryKey });
  };
}

type DeedProps = { readonly list: BatchProgress; readonly onDone: (deed: BulkDeed) => void };

function ProveMany({ list, onDone }: DeedProps) {
  const { t } = useTranslation('inquiry');
  const prove = useAct(batchEndpoints.proveIdentity, { say: t('deed.begun'), onDone });
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
  const serve = useAct(batchEndpoints.serveNotices, { say: t('deed.begun'), onDone });
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

function SendMany({ list, onDone, isPrimary }: DeedProps & { isPrimary: boolean }) {
  const { t } = useTranslation('inquiry');
  const submit = useAct(batchEndpoints.submit, { say: t('deed.begun'), onDone });
  const { withProblems } = list.counts;
  return (
    <Panel title={t('prepare.title')}>
      <Stack>
        <p>{withProblems > 0 ? t('list.sendBlocked', { count: withProblems }) : t('list.sendLead')}</p>
        {submit.error ? <ErrorState problem={problemOf(submit.error)} /> : null}
        <div>
          <Button
            type={isPrimary ? 'primary' : 'default'}
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
