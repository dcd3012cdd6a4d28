import { registryEndpoints } from '@gatehouse/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { announce } from '../ui/announcements.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { Form } from '../ui/form.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { DecisionFacts } from './decision-facts.js';
import { RecordStateTags } from './record-state.js';
import { useWaitingRecords, type WaitingRecord } from './use-waiting-records.js';

const route = getRouteApi('/signed-in/registry/verifications/$recordId');

/** One record that waits, held against its source document by a second person. */
export function VerificationPage() {
  const { recordId } = route.useParams();
  const { t } = useTranslation('registry');
  const waiting = useWaitingRecords();
  if (waiting.isPending) return <PageSkeleton />;
  if (waiting.error) return <ErrorState problem={problemOf(waiting.error)} onRepeat={() => void waiting.refetch()} />;
  const items = waiting.data.items;
  const item = items.find(({ record }) => record.id === recordId);
  if (!item) {
    return (
      <>
        <PageTitle title={t('verify.gone')} />
        <EmptyState
          title={t('verify.goneTitle')}
          next={t('verify.goneNext')}
          action={
            <ButtonLink to="/registry/verifications" isPrimary>
              {t('verify.title')}
            </ButtonLink>
          }
        />
      </>
    );
  }
  const next = items.find(({ record, ownEntry }) => record.id !== recordId && !ownEntry);
  return <OneRecord key={recordId} item={item} nextId={next?.record.id} />;
}

function OneRecord({ item, nextId }: { item: WaitingRecord; nextId: string | undefined }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const { record } = item;
  return (
    <>
      <PageTitle
        title={item.names[0]?.name ?? t('person')}
        state={<RecordStateTags record={record} />}
        clock={<Clock at={record.enteredAt} exact />}
        lead={t('verify.oneLead')}
      />
      <Stack gap="large">
        <Panel title={t('verify.person')}>
          <PersonFacts item={item} />
        </Panel>
        <Panel title={t('verify.decision')}>
          <DecisionFacts decision={record.decision} />
        </Panel>
        <Panel title={t('verify.law')}>
          <ul>
            {record.law.map((line) => (
              <li key={line.en}>{words(line)}</li>
            ))}
          </ul>
        </Panel>
        {item.ownEntry ? (
          <EmptyState title={t('verify.own')} next={t('verify.ownNext')} />
        ) : (
          <Panel title={t('verify.check')}>
            <VerifyForm item={item} nextId={nextId} />
          </Panel>
        )}
      </Stack>
    </>
  );
}

function PersonFacts({ item }: { item: WaitingRecord }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const { source } = item.record;
  return (
    <FactList
      facts={[
        {
          key: 'names',
          name: t('names'),
          value: item.names.map(({ name }) => name).join(t('separator')),
        },
        {
          key: 'documents',
          name: t('documents'),
          value: item.documents.map(({ id, type, masked }) => (
            <span key={id}>
              {t(`documentType.${type}`)} <MaskedNumber masked={masked} />{' '}
            </span>
          )),
        },
        { key: 'source', name: t('sources.source'), value: words({ en: source.nameEn, zh: source.nameZh }) },
        { key: 'reference', name: t('verify.reference'), value: source.reference },
        {
          key: 'further',
          name: t('verify.further'),
          value:
            item.furtherRecords === 0
              ? t('verify.furtherNone')
              : t('verify.furtherSome', { count: item.furtherRecords }),
        },
      ]}
    />
  );
}

/** The number is read off the source document and typed, not compared by eye with asterisks. */
function VerifyForm({ item, nextId }: { item: WaitingRecord; nextId: string | undefined }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const [isReturning, setIsReturning] = useState(false);
  const type = item.documents[0]?.type ?? 'other';
  const { id: recordId, version } = item.record;
  const refresh = { refresh: [registryEndpoints.listWaitingRecords, registryEndpoints.overview] };
  const goOn = (said: string): void => {
    announce(said);
    if (nextId) void navigate({ to: '/registry/verifications/$recordId', params: { recordId: nextId } });
    else void navigate({ to: '/registry/verifications' });
  };
  const verify = useAct(registryEndpoints.verifyRecords, {
    onDone: ({ results }) => {
      if (results[0]?.outcome === 'verified') goOn(t('verify.done'));
    },
    ...refresh,
  });
  const reject = useAct(registryEndpoints.rejectRecord, { ...refresh, onDone: () => goOn(t('verify.returned')) });
  const refusal = verify.data?.results[0]?.words;
  return (
    <>
      <Form
        label={t('verify.check')}
        onSend={() =>
          verify.mutate({ body: { items: [{ recordId, version, ...(number ? { documentNumber: number } : {}) }] } })
        }
        problem={verify.error ? problemOf(verify.error) : undefined}
        actions={
          <Line>
            <Button type="primary" htmlType="submit" loading={verify.isPending}>
              {t('verify.act')}
            </Button>
            <Button onClick={() => setIsReturning(true)}>{t('verify.return')}</Button>
          </Line>
        }
      >
        <DocumentNumberField
          label={t('verify.number')}
          value={number}
          onChange={setNumber}
          check={(value) => checkDocumentNumber(type, value)}
          problem={refusal ? words(refusal) : undefined}
        />
      </Form>
      <ConfirmReason
        isOpen={isReturning}
        title={t('verify.returnTitle')}
        consequence={t('verify.returnConsequence')}
        act={t('verify.return')}
        isBusy={reject.isPending}
        onConfirm={(reason) => reject.mutate({ params: { recordId }, body: { version, reason } })}
        onCancel={() => setIsReturning(false)}
      />
      {reject.error ? <ErrorState problem={problemOf(reject.error)} /> : null}
    </>
  );
}
